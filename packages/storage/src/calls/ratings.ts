import type { ExploitedVulnerability, ForecastVulnerability } from '@openguard/model';
import type { KnowledgeStore } from '../port/knowledge-store.js';
import { numberOf } from '../sql/column.js';
import type { Database } from '../sql/database.js';
import { changesOf, firstOf, type Value, type Work } from '../sql/work.js';
import { insertAll } from './insert-all.js';

/**
 * The last of those that have the same name, as a file may hold a record and its correction. In the order of the names they
 * are written in half the time, for which others wait.
 */
const lastOfEach = <A extends { readonly cve: string }>(items: readonly A[]): readonly A[] =>
  [...new Map(items.map((item) => [item.cve, item] as const)).values()].sort((a, b) =>
    a.cve < b.cve ? -1 : 1,
  );

const DATE = 'INSERT INTO rating_date (name, dated_at) VALUES ($1, $2)';

const UNLESS_LATER =
  'ON CONFLICT (name) DO UPDATE SET dated_at = excluded.dated_at WHERE rating_date.dated_at <= excluded.dated_at';

/** Puts rows in the place of a table, unless that is of a later date: then it tells this date. */
function* replace(
  { table, column, datedAt }: { readonly table: string; readonly column: string; readonly datedAt: number },
  rows: readonly (readonly Value[])[],
): Work<number | undefined> {
  // It comes first, so that two who replace the table at once do so one after the other.
  if ((yield* changesOf(`${DATE} ${UNLESS_LATER}`, table, datedAt)) === 0) {
    const later = yield* firstOf('SELECT dated_at FROM rating_date WHERE name = $1', table);
    return later === undefined ? undefined : numberOf(later, 'dated_at');
  }
  yield* changesOf(`DELETE FROM ${table}`);
  yield* insertAll(`${table} (cve, ${column})`, 2, undefined, rows);
  return undefined;
}

/** The calls of a store that are about tables of ratings, which are known as a whole. */
export const ratingCalls = ({
  call,
}: Database): Pick<KnowledgeStore, 'replaceExploited' | 'replaceForecasts'> => ({
  replaceExploited: (exploited: readonly ExploitedVulnerability[], datedAt) => {
    const rows = lastOfEach(exploited).map(({ cve, since }) => [cve, since]);
    return call('import exploited vulnerabilities', 'together', () =>
      replace({ table: 'exploited', column: 'since', datedAt }, rows),
    );
  },
  replaceForecasts: (forecasts: readonly ForecastVulnerability[], datedAt) => {
    const rows = lastOfEach(forecasts).map(({ cve, likelihood }) => [cve, String(likelihood)]);
    return call('import forecasts', 'together', () =>
      replace({ table: 'forecast', column: 'likelihood', datedAt }, rows),
    );
  },
});
