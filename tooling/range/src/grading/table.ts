import type { Spotted, Truth } from '../truth.js';
import type { Assessment } from './assess.js';
import type { Graded } from './graded.js';

const share = (found: number, all: number): string =>
  all === 0 ? '–' : `${found} of ${all} (${Math.round((100 * found) / all)} %)`;

const count = (spots: readonly Spotted[], setAside: boolean): number =>
  spots.filter((spot) => spot.setAside === setAside).length;

const row = ({ name, grade, seconds, setAsideOnly }: Graded, { weaknesses, repaired }: Truth): string => {
  const known = setAsideOnly === true ? '–' : share(count(grade.found, false), count(weaknesses, false));
  const aside = share(count(grade.found, true), count(weaknesses, true));
  const wrong = setAsideOnly === true ? count(grade.falseAlarms, true) : grade.falseAlarms.length;
  const of = setAsideOnly === true ? count(repaired, true) : repaired.length;
  return `| ${name} | ${known} | ${aside} | ${wrong} of ${of} | ${seconds === undefined ? '–' : seconds.toFixed(0)} |`;
};

const places = (spots: readonly Spotted[]): string =>
  spots.length === 0 ? 'none' : spots.map(({ plant }) => `\`${plant}\``).join(', ');

const renderTables = (truth: Truth, graded: readonly Graded[]): string => {
  const details = graded.flatMap(({ name, grade, setAsideOnly }) => {
    const missed = grade.missed.filter((spot) => setAsideOnly !== true || spot.setAside);
    const alarms = grade.falseAlarms.filter((spot) => setAsideOnly !== true || spot.setAside);
    const others = grade.unexpected.map(({ check, times }) => `\`${check}\` ${times}`).join(', ');
    return [
      `- **${name}** missed: ${places(missed)}.`,
      `  False alarms: ${places(alarms)}.${setAsideOnly === true || others === '' ? '' : ` Told besides, of weaknesses that nobody planted on purpose: ${others}.`}`,
    ];
  });
  return `| scan | found | found of the set-aside | false alarms on repaired twins | seconds |
|---|---|---|---|---|
${graded.map((one) => row(one, truth)).join('\n')}

${details.join('\n')}
`;
};

const listed = (things: readonly string[]): string => (things.length === 0 ? 'nothing' : things.join(', '));

const renderMap = ({ map: truth }: Truth, { map }: Assessment): string => `
| map | hosts | routers | links | seconds |
|---|---|---|---|---|
| \`openguard map\` | ${share(map.hosts, truth.hosts.length)} | ${share(map.routers, truth.routers.length)} | ${share(map.links, truth.hosts.length + truth.routers.filter(({ router }) => router !== undefined).length)} | ${map.seconds.toFixed(0)} |

- Not on the map: ${listed(map.missed)}. On it and not there: ${listed(map.invented)}.
`;

/** What was measured on a range, as Markdown. */
export const renderAssessment = (truth: Truth, assessment: Assessment, rounds: number): string => {
  const { graded, alike, sameWorkSeconds } = assessment;
  const own = graded[0]?.seconds;
  const cost =
    sameWorkSeconds === undefined || own === undefined
      ? ''
      : `- One nmap with the arguments of the engine on the same hosts took ${sameWorkSeconds.toFixed(0)} s; the scan took ${(own / sameWorkSeconds).toFixed(2)} times as long.\n`;
  const repeat =
    rounds === 1
      ? ''
      : `- Of ${rounds} scans of the unchanged range, ${alike} told exactly what the first one told.\n`;
  return `${renderTables(truth, graded)}${cost}${repeat}${renderMap(truth, assessment)}`;
};
