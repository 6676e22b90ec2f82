import {
  AffectedVersions,
  KnownVulnerability,
  type AffectedProduct,
  type RatedVulnerability,
} from '@openguard/model';
import * as t from 'io-ts';
import type { KnowledgeStore } from '../port/knowledge-store.js';
import { numberOf, textOf } from '../sql/column.js';
import type { Database } from '../sql/database.js';
import { changesOf, firstOf, rowsOf, type Row, type Work } from '../sql/work.js';
import { storeFailed } from '../failure.js';
import { insertAll } from './insert-all.js';
import { ratingCalls } from './ratings.js';
import { readPlainRecord, writeRecord } from './record.js';

const Affected = t.readonlyArray(AffectedVersions);
const AffectedByEach = t.readonlyArray(Affected);

/**
 * What each vulnerability says of some products, a line each: reading hundreds of rows takes longer than cutting up one
 * long text. JSON has no line breaks, and names of vulnerabilities no blanks.
 */
const OF_PRODUCTS = `
  SELECT product, string_agg(cve || ' ' || versions, '\n') AS said
  FROM affected WHERE product IN (SELECT value FROM EACH($1)) AND versions IS NOT NULL GROUP BY product`;

/** The same, with whole records, of what was kept before versions stood apart. */
const OF_PRODUCTS_BEFORE = `
  SELECT product, affected.cve AS cve, record FROM affected JOIN known ON known.cve = affected.cve
  WHERE product IN (SELECT value FROM EACH($1)) AND versions IS NULL`;

const NAMED = `
  SELECT known.cve AS cve, record, since, likelihood
  FROM known
    LEFT JOIN exploited ON exploited.cve = known.cve
    LEFT JOIN forecast ON forecast.cve = known.cve
  WHERE known.cve IN (SELECT value FROM EACH($1))`;

/** What a vulnerability says of each of its products. */
const byProduct = (affected: readonly AffectedProduct[]): ReadonlyMap<string, AffectedVersions[]> => {
  const found = new Map<string, AffectedVersions[]>();
  for (const { product, ...versions } of affected) {
    const others = found.get(product);
    if (others === undefined) found.set(product, [versions]);
    else others.push(versions);
  }
  return found;
};

const likelihoodOf = ({ likelihood }: Row): number | undefined =>
  likelihood === null || likelihood === undefined ? undefined : Number(likelihood);

const byUrgency = (a: RatedVulnerability, b: RatedVulnerability): number =>
  Number(b.since !== undefined) - Number(a.since !== undefined) ||
  (b.likelihood ?? 0) - (a.likelihood ?? 0) ||
  (a.cve < b.cve ? -1 : 1);

/** What tells no date is older than all that do. */
const dateOf = ({ modifiedAt }: KnownVulnerability): number => modifiedAt ?? 0;

/**
 * Takes the dates of vulnerabilities in, and tells the latest that is known of each. A date stays when its vulnerability
 * affects nothing any more, lest an older word bring it back.
 */
function* datesAmong(known: readonly KnownVulnerability[]): Work<ReadonlyMap<string, number>> {
  const latest = new Map<string, number>();
  for (const one of known) latest.set(one.cve, Math.max(latest.get(one.cve) ?? 0, dateOf(one)));
  // In one order, so that two who import at once wait for each other rather than both.
  const names = [...latest.keys()].sort();
  yield* insertAll(
    'known_date (cve, modified_at)',
    2,
    '(cve) DO UPDATE SET modified_at = excluded.modified_at WHERE known_date.modified_at < excluded.modified_at',
    names.map((cve) => [cve, latest.get(cve) ?? 0]),
  );
  const rows = yield* rowsOf(
    'SELECT cve, modified_at FROM known_date WHERE cve IN (SELECT value FROM EACH($1))',
    JSON.stringify(names),
  );
  return new Map(rows.map((row) => [textOf(row, 'cve'), numberOf(row, 'modified_at')] as const));
}

/** The calls of a store that are about known vulnerabilities. */
export const knowledgeCalls = (database: Database): KnowledgeStore => {
  const { place, call } = database;
  const rated = (row: Row): RatedVulnerability => {
    const known = readPlainRecord(KnownVulnerability, row['record'], { place, what: String(row['cve']) });
    const likelihood = likelihoodOf(row);
    return {
      ...known,
      ...(typeof row['since'] === 'string' ? { since: row['since'] } : {}),
      ...(likelihood === undefined ? {} : { likelihood }),
    };
  };

  /** The vulnerabilities that a text of `OF_PRODUCTS` names and that `concern` says yes to. */
  const concerning = (row: Row, concern: (versions: readonly AffectedVersions[]) => boolean): string[] => {
    const lines = textOf(row, 'said')
      .split('\n')
      .map((line) => ({ line, blank: line.indexOf(' ') }));
    const each = `[${lines.map(({ line, blank }) => line.slice(blank + 1)).join(',')}]`;
    const versions = readPlainRecord(AffectedByEach, each, { place, what: textOf(row, 'product') });
    if (versions.length !== lines.length)
      throw storeFailed(place, 'read known vulnerabilities', 'they are damaged');
    return lines.flatMap(({ line, blank }, index) =>
      concern(versions[index] ?? []) ? [line.slice(0, blank)] : [],
    );
  };

  const versionsBefore = (row: Row): readonly AffectedVersions[] => {
    const { affected } = readPlainRecord(KnownVulnerability, row['record'], {
      place,
      what: textOf(row, 'cve'),
    });
    return byProduct(affected).get(textOf(row, 'product')) ?? [];
  };

  return {
    ...ratingCalls(database),
    putVulnerabilities: (known) =>
      call('import known vulnerabilities', 'together', function* () {
        const dates = yield* datesAmong(known);
        const isLater = (one: KnownVulnerability) => (dates.get(one.cve) ?? 0) > dateOf(one);
        // Of what has the same date, the last stands: a file may hold a record and its correction.
        const all = new Map(known.filter((one) => !isLater(one)).map((one) => [one.cve, one] as const));
        // What affects nothing any more has neither products nor a record.
        yield* changesOf(
          'DELETE FROM affected WHERE cve IN (SELECT value FROM EACH($1))',
          JSON.stringify([...all.keys()]),
        );
        const kept = [...all.values()].filter(({ affected }) => affected.length > 0);
        const gone = [...all.values()].filter(({ affected }) => affected.length === 0);
        yield* changesOf(
          'DELETE FROM known WHERE cve IN (SELECT value FROM EACH($1))',
          JSON.stringify(gone.map(({ cve }) => cve)),
        );
        yield* insertAll(
          'known (cve, record)',
          2,
          '(cve) DO UPDATE SET record = excluded.record',
          kept.map((one) => [one.cve, writeRecord(KnownVulnerability, one, { place, what: one.cve })]),
        );
        yield* insertAll(
          'affected (product, cve, versions)',
          3,
          '(product, cve) DO UPDATE SET versions = excluded.versions',
          kept.flatMap(({ cve, affected }) =>
            [...byProduct(affected)].map(([product, versions]) => [
              product,
              cve,
              writeRecord(Affected, versions, { place, what: cve }),
            ]),
          ),
        );
        return known.filter(isLater).length;
      }),
    vulnerabilitiesOf: (products, concern) =>
      call('read known vulnerabilities', 'apart', function* () {
        const asked = JSON.stringify([...new Set(products)]);
        const names = new Set<string>();
        for (const row of yield* rowsOf(OF_PRODUCTS, asked)) {
          const product = textOf(row, 'product');
          for (const cve of concerning(row, (versions) => concern(product, versions))) names.add(cve);
        }
        for (const row of yield* rowsOf(OF_PRODUCTS_BEFORE, asked)) {
          if (concern(textOf(row, 'product'), versionsBefore(row))) names.add(textOf(row, 'cve'));
        }
        if (names.size === 0) return [];
        const found = yield* rowsOf(NAMED, JSON.stringify([...names]));
        return found.map(rated).sort(byUrgency);
      }),
    countKnowledge: () =>
      call('count known vulnerabilities', 'apart', function* () {
        const counted = function* (table: string): Work<number> {
          const row = yield* firstOf(`SELECT count(*) AS n FROM ${table}`);
          return row === undefined ? 0 : numberOf(row, 'n');
        };
        return {
          vulnerabilities: yield* counted('known'),
          exploited: yield* counted('exploited'),
          forecasts: yield* counted('forecast'),
        };
      }),
  };
};
