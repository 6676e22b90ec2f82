import { createHistory, type History, type HistoryQuery, type TrackedFinding } from '../src/index.js';
import { madeReport, readable, weekAt, type MadeHost } from './history-reports.js';
import { freshStore } from './house.js';

const CHECKS = ['ftp_anonymous', 'telnet_open'];

/** A host with an FTP server, and what is found on it. */
export const gate = (...ids: readonly string[]): MadeHost => ({
  ip: '192.0.2.1',
  checks: CHECKS,
  findings: ids.map((id) => ({ id, port: 21 })),
});

/** A history in a store of its own, and how its clock is set. */
export const newHistory = async (now = weekAt(9)) => {
  const store = await freshStore();
  let time = now;
  let ids = 0;
  const newId = (): string => `id${(ids += 1)}`;
  const history = createHistory({ store, account: 'ann', clock: () => time, newId });
  return { store, history, at: (week: number) => void (time = weekAt(week)) };
};

/** All that a history answers. */
export const all = async (history: History, query: HistoryQuery = {}): Promise<readonly TrackedFinding[]> => {
  const found: TrackedFinding[] = [];
  for await (const finding of history.findings(query)) found.push(finding);
  return found;
};

/** A report of an older service, which does not say what was tested. */
export const bare = (week: number, status: string, ...ids: readonly string[]) => {
  const { items } = madeReport(week, [gate(...ids)], { STATUS: status });
  return readable(
    'bare',
    items.filter((item) => item.kind !== 'finding' || item.category !== 'coverage'),
  );
};
