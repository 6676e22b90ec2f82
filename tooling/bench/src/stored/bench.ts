import { describeMachine } from '../machine.js';
import type { BenchReport } from '../report.js';
import type { Settings, Stage } from '../settings.js';
import { median, summarise } from '../statistics.js';
import { postgres, SQLITE, type Place } from './place.js';
import { AT_ONCE, FEW, LISTS, RATE_MS, RETRIEVALS, Trial, type Figures } from './trial.js';

const MANY = 100_000;

const figuresOf = async (
  place: Place,
  megabytes: number,
  { signal, say }: Stage,
): Promise<Figures & { readonly name: string }> => {
  const trial = new Trial(place, megabytes, signal);
  say(`${place.name}: lists, a report of ${megabytes} MB, rates`);
  const some = await trial.everything();
  say(`${place.name}: adding ${MANY} reports, which takes some minutes`);
  return { name: place.name, ...some, many: await trial.lists(MANY) };
};

const COLUMNS = [
  { key: 'few', title: `list of ${FEW}, ms`, digits: 2 },
  { key: 'many', title: `list of ${MANY}, ms`, digits: 2 },
  { key: 'stored', title: 'large report, MB/s', digits: 0 },
  { key: 'file', title: 'static file, MB/s', digits: 0 },
  { key: 'growthMb', title: 'server grew, MB', digits: 0 },
  { key: 'lists', title: 'lists/s', digits: 0 },
  { key: 'retrievals', title: 'retrievals/s', digits: 0 },
  { key: 'enrolls', title: 'enrolls/s', digits: 1 },
] as const;

const targetsOf = ({ name, few, many, stored, file }: Figures & { readonly name: string }) => {
  const growth = median(many) / median(few);
  const share = median(stored) / median(file);
  return [
    {
      text: `${name}: list by address out of ${MANY} against ${FEW}, less than 3 times`,
      measured: growth,
      met: growth < 3,
    },
    {
      text: `${name}: a stored report against a static file, at least half the speed`,
      measured: share,
      met: share >= 0.5,
    },
  ];
};

/** What a server does with what it has stored: lists, large and small reports, enrolls, over both kinds of store. */
export const stored = async (settings: Settings, stage: Stage): Promise<BenchReport> => {
  const machine = describeMachine();
  const figures = [await figuresOf(SQLITE, settings.megabytes, stage)];
  const second = postgres();
  if (second === undefined) stage.say('there is no PostgreSQL on this machine; it is left out');
  else figures.push(await figuresOf(second, settings.megabytes, stage));
  return {
    bench: 'stored',
    at: new Date().toISOString(),
    machine,
    subject: `${LISTS} lists by an address that 20 reports hold; a report of ${settings.megabytes} MB, ${RETRIEVALS} times; ${AT_ONCE} clients at once for ${RATE_MS / 1000} s`,
    rounds: 1,
    columns: COLUMNS,
    rows: figures.map(({ name, ...one }) => ({
      name,
      figures: Object.fromEntries(COLUMNS.map(({ key }) => [key, summarise([one[key]].flat())])),
    })),
    targets: figures.flatMap(targetsOf),
    notes: [
      'lists/s ask for the newest report alone, retrievals/s for a report of 10 KB; every enroll hashes a password',
      'the clients run on the same cores as the server',
    ],
  };
};
