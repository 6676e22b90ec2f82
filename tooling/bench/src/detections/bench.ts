import { describeMachine } from '../machine.js';
import type { BenchReport } from '../report.js';
import type { Settings, Stage } from '../settings.js';
import { median, summarise } from '../statistics.js';
import { postgres, SQLITE } from '../stored/place.js';
import { FINDINGS } from './fill-history.js';
import { measure, type Figures } from './trial.js';

const HOSTS = 100_000;
const TENTH = 10;
const MOST_MB = 150;
const MOST_OVER_DECODING = 1.3;
const MOST_GROWTH = 1.3;
const MOST_LATER = 2;
const MOST_OVER_IDEAL = 1.2;

const COLUMNS = [
  { key: 'megabytes', title: 'MB', digits: 1 },
  { key: 'firstMs', title: 'first host of a page, ms', digits: 1 },
  { key: 'pullSeconds', title: 'pulled in s', digits: 1 },
  { key: 'over', title: 'client CPU, of decoding', digits: 2 },
  { key: 'overAlone', title: 'of decoding alone', digits: 2 },
  { key: 'clientMb', title: 'client peak MB', digits: 0 },
  { key: 'serverMb', title: 'server MB while pulled', digits: 0 },
  { key: 'ratio', title: '20 pulls, of ideal', digits: 2 },
  { key: 'blocks', title: '409s', digits: 0 },
] as const;

const over = ({ pullCpuMs, decodeCpuMs }: Figures): number => pullCpuMs / decodeCpuMs;

const atMost = (text: string, most: number, measured: number) => ({
  text: `${text}, at most ${most}`,
  measured,
  met: measured <= most,
});

const targetsOf = (name: string, few: Figures, many: Figures): BenchReport['targets'] => [
  atMost(`${name}: client, peak MB`, MOST_MB, many.clientMb),
  atMost(`${name}: server, MB while it is pulled from`, MOST_MB, many.serverMb),
  atMost(`${name}: the client's CPU time against decoding a file`, MOST_OVER_DECODING, over(many)),
  atMost(
    `${name}: time for a host against a tenth of the hosts`,
    MOST_GROWTH,
    many.pullSeconds / many.hosts / (few.pullSeconds / few.hosts),
  ),
  atMost(
    `${name}: the first host of a page against a tenth`,
    MOST_LATER,
    median(many.firstMs) / median(few.firstMs),
  ),
  atMost(`${name}: 20 pulls against two at a time`, MOST_OVER_IDEAL, many.ratio),
  atMost(`${name}: limits passed`, 1, many.blocks),
];

/** Pulling the detections of many hosts from our own server with our own client. */
export const detections = async (settings: Settings, { signal, say }: Stage): Promise<BenchReport> => {
  const machine = describeMachine();
  const most = settings.hosts ?? HOSTS;
  const second = settings.store === 'sqlite' ? undefined : postgres();
  if (second === undefined && settings.store !== 'sqlite')
    say('there is no PostgreSQL on this machine; it is left out');
  const places = [settings.store === 'postgresql' ? undefined : SQLITE, second];
  const rows: { readonly name: string; readonly figures: Figures }[] = [];
  const targets: BenchReport['targets'][number][] = [];
  for (const place of places.filter((each) => each !== undefined)) {
    const measured: Figures[] = [];
    for (const hosts of [Math.ceil(most / TENTH), most]) {
      say(`detections: ${place.name}, ${hosts} hosts with ${FINDINGS} findings each`);
      const figures = await measure(place, hosts, signal);
      measured.push(figures);
      rows.push({ name: `${place.name}, ${hosts.toLocaleString('en')} hosts`, figures });
    }
    const [few, many] = measured;
    if (few !== undefined && many !== undefined) targets.push(...targetsOf(place.name, few, many));
  }
  return {
    bench: 'detections',
    at: new Date().toISOString(),
    machine,
    subject: `hosts with ${FINDINGS} findings each, pulled in pages of 1,000 by pullHosts`,
    rounds: 1,
    columns: COLUMNS,
    rows: rows.map(({ name, figures }) => ({
      name,
      figures: Object.fromEntries(
        Object.entries({
          ...figures,
          over: over(figures),
          overAlone: figures.pullCpuMs / figures.aloneCpuMs,
        }).map(([key, value]) => [key, summarise([value].flat())]),
      ),
    })),
    targets,
    notes: [
      'the client keeps the room for short-lived objects small, as `openguard detections` does',
      'client, server and store share the cores; the pull is one session, and its password was hashed before: that takes 128 MB for a moment',
      'the file that is decoded is one reply without pages: the same records; it is decoded while the server answers somebody else, and alone',
    ],
  };
};
