import type { Spotted, Truth } from '../truth.js';
import type { Cost } from './compare-cost.js';
import type { Drawn } from './draw-map.js';
import type { Graded } from './graded.js';
import { MEASUREMENTS, type Measured } from './measured.js';
import type { Repeats } from './repeat-scans.js';
import type { Forecast } from './judge-forecast.js';
import type { Silence } from './scan-silent.js';

const share = (found: number, all: number): string =>
  all === 0 ? '–' : `${found} of ${all} (${Math.round((100 * found) / all)} %)`;

const count = (spots: readonly Spotted[], setAside: boolean): number =>
  spots.filter((spot) => spot.setAside === setAside).length;

const timeOf = ({ seconds, cut }: Graded): string =>
  seconds === undefined ? '–' : `${seconds.toFixed(0)}${cut === true ? ', stopped' : ''}`;

const row = (graded: Graded, { weaknesses, repaired }: Truth): string => {
  const { name, grade, setAsideOnly } = graded;
  const known = setAsideOnly === true ? '–' : share(count(grade.found, false), count(weaknesses, false));
  const aside = share(count(grade.found, true), count(weaknesses, true));
  const wrong = setAsideOnly === true ? count(grade.falseAlarms, true) : grade.falseAlarms.length;
  const of = setAsideOnly === true ? count(repaired, true) : repaired.length;
  return `| ${name} | ${known} | ${aside} | ${wrong} of ${of} | ${timeOf(graded)} |`;
};

const places = (spots: readonly Spotted[]): string =>
  spots.length === 0 ? 'none' : spots.map(({ plant }) => `\`${plant}\``).join(', ');

const details = ({ name, grade, setAsideOnly, cut }: Graded): readonly string[] => {
  if (cut === true) return [`- **${name}** was stopped: it had not come to its end.`];
  const missed = grade.missed.filter((spot) => setAsideOnly !== true || spot.setAside);
  const alarms = grade.falseAlarms.filter((spot) => setAsideOnly !== true || spot.setAside);
  const others = grade.unexpected.map(({ check, times }) => `\`${check}\` ${times}`).join(', ');
  return [
    `- **${name}** missed: ${places(missed)}.`,
    `  False alarms: ${places(alarms)}.${setAsideOnly === true || others === '' ? '' : ` Told besides, of weaknesses that nobody planted on purpose: ${others}.`}`,
  ];
};

const renderGraded = (truth: Truth, graded: readonly Graded[]): string => `
| scan | found | found of the set-aside | false alarms on repaired twins | seconds |
|---|---|---|---|---|
${graded.map((one) => row(one, truth)).join('\n')}

${graded.flatMap(details).join('\n')}
`;

const listed = (things: readonly string[]): string => (things.length === 0 ? 'nothing' : things.join(', '));

const renderMap = ({ map: truth }: Truth, map: Drawn): string => `
| map | hosts | routers | links | seconds |
|---|---|---|---|---|
| \`openguard map\` | ${share(map.hosts, truth.hosts.length)} | ${share(map.routers, truth.routers.length)} | ${share(map.links, truth.hosts.length + truth.routers.filter(({ router }) => router !== undefined).length)} | ${map.seconds.toFixed(0)} |

- Not on the map: ${listed(map.missed)}. On it and not there: ${listed(map.invented)}.
`;

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const seconds = (numbers: readonly number[]): string => numbers.map((one) => one.toFixed(0)).join(', ');
const ratio = (a: readonly number[], b: readonly number[]): string => (sum(a) / sum(b)).toFixed(2);

const renderCost = ({ own, one, tcp }: Cost): string => `
| the same hosts, by turns | seconds | \`openguard scan\` takes, of that |
|---|---|---|
| \`openguard scan\`, \`standard\` | ${seconds(own)} | – |
| one nmap with all hosts, for each command line of the engine | ${seconds(one)} | ${ratio(own, one)} |
| of these, the one for TCP ports alone | ${seconds(tcp)} | ${ratio(own, tcp)} |
`;

const renderRepeats = ({ scans, findings, flapping }: Repeats): string => `
- ${scans} scans of the unchanged range told ${[...new Set(findings)].join(', ')} findings each, of all kinds, information included.
  Not in all of them: ${listed(flapping.map(({ finding, times }) => `\`${finding}\` (${times})`))}.
`;

const percent = (shares: readonly number[]): string => `${Math.round(100 * Math.max(...shares))} %`;

const offBy = (forecasts: readonly Forecast[]): string =>
  `the share that was shown as done was at most ${percent(forecasts.map(({ progress }) => progress))} of the whole from the ` +
  `share of the time that had passed; the whole time, as shown, at most ${percent(forecasts.map(({ time }) => time))} from what it was.`;

const renderSilence = ({
  addresses,
  alive,
  whole,
  aliveOnly,
  discovery,
  forecasts,
  ofStrangers,
}: Silence): string => `
| ${addresses} addresses of a network, of which ${alive} answer | seconds |
|---|---|
| \`openguard scan\` of all of them | ${seconds(whole)} |
| \`openguard scan\` of those that answer | ${seconds(aliveOnly)} |
| \`nmap -sn\`, with the questions of the engine | ${seconds(discovery)} |

- The scan of all took ${ratio(whole, [...aliveOnly, ...discovery])} times as long as the other two together.
- After the first tenth of the scans of all, ${offBy(forecasts)}
${ofStrangers === undefined ? '' : `- The same of the first scan of those that answer, whom the server had not met: ${offBy([ofStrangers])}\n`}`;

/** What was measured on a range, as Markdown. */
export const renderMeasured = (truth: Truth, { graded, map, cost, repeat, silent }: Measured): string => {
  const scans = MEASUREMENTS.flatMap((name) => graded[name] ?? []);
  return [
    ...(scans.length === 0 ? [] : [renderGraded(truth, scans)]),
    ...(map === undefined ? [] : [renderMap(truth, map)]),
    ...(cost === undefined ? [] : [renderCost(cost)]),
    ...(repeat === undefined ? [] : [renderRepeats(repeat)]),
    ...(silent === undefined ? [] : [renderSilence(silent)]),
  ]
    .join('')
    .trimStart();
};
