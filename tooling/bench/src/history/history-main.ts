import { createHistory, type History, type HistoryQuery } from '@openguard/service';
import { openPostgresStore, openSqliteStore } from '@openguard/storage';
import { growStore } from './grow-store.js';
import { takeWeekIn } from './take-week-in.js';
import { FIRST_ADDRESS } from './weekly-report.js';

// usage: history-main fill|grow|copy|ask DIRECTORY|URL HOSTS FINDINGS SCANS [FROM|TIMES]: takes weekly scans in; has the
// store hold so many times as much; brings the store of the directory FROM into another; or takes one scan more in, and
// asks what is open on 256 hosts, and on all.
const [, , task = '', place = '', ...rest] = process.argv;
const [hosts = 0, findings = 0, scans = 0] = rest.slice(0, 3).map(Number);
const [extra = ''] = rest.slice(3);

const ASKED = 21;
const RANGE = 256;
const STRIDE = 9973;
/** Hosts of the one scan more, at most. */
const MORE_HOSTS = 1000;

const openStore = (where: string) =>
  where.startsWith('postgres') ? openPostgresStore({ url: where }) : openSqliteStore({ directory: where });

const secondsSince = (began: number): number => (performance.now() - began) / 1000;

const countOpen = async (history: History, query: HistoryQuery = {}): Promise<number> => {
  let open = 0;
  for await (const finding of history.findings(query)) open += Number(finding.state !== 'fixed');
  return open;
};

const ask = async (history: History): Promise<Readonly<Record<string, unknown>>> => {
  const more = Math.min(hosts, MORE_HOSTS);
  const taking = performance.now();
  await takeWeekIn(history, { hosts: more, findings }, scans);
  const each = secondsSince(taking) / (more * findings);
  const took: number[] = [];
  const worked: number[] = [];
  let open = 0;
  for (let round = 0; round < ASKED; round += 1) {
    const first = FIRST_ADDRESS + ((round * STRIDE) % Math.max(1, hosts - RANGE));
    const asked = performance.now();
    const usage = process.cpuUsage();
    open = await countOpen(history, { addresses: [{ first, last: first + RANGE - 1 }] });
    took.push(secondsSince(asked) * 1000);
    const { user, system } = process.cpuUsage(usage);
    worked.push((user + system) / 1000);
  }
  const asking = performance.now();
  const all = await countOpen(history);
  const allEach = secondsSince(asking) / all;
  const trendBegan = performance.now();
  await history.trend(7, 52);
  return { each, took, worked, open, allEach, trendMs: secondsSince(trendBegan) * 1000 };
};

const began = performance.now();
if (task === 'grow') growStore(place, hosts, Number(extra));
const store = await openStore(place);
let told: Readonly<Record<string, unknown>> = {};
if (task === 'copy') {
  const source = await openStore(extra);
  await store.restore(source.backup());
  await source.close();
} else if (task !== 'grow') {
  const history = createHistory({ store, account: 'ann', clock: Date.now, newId: () => 'none' });
  if (task === 'fill') {
    const account = { name: 'ann', role: 'user', targets: '', domain: '', passwordHash: 'none' } as const;
    await store.addAccount({ ...account, createdAt: Date.now() });
    for (let week = 0; week < scans; week += 1) await takeWeekIn(history, { hosts, findings }, week);
  } else told = await ask(history);
}
await store.close();
process.stdout.write(JSON.stringify({ seconds: secondsSince(began), ...told }));
