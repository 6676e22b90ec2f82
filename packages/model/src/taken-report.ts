import * as t from 'io-ts';
import { CheckNamings } from './tested.js';

/**
 * A report that the history of an account has taken in. Times are milliseconds since 1970, UTC.
 *
 * - `digest`: tells the report from every other by what it holds: the same digest is the same report.
 * - `ref`: SCAN@value; reports of one reference and one time are of one scan.
 * - `at`: the time of the scan.
 * - `origin`: whether it was a scan of the server itself, or a file with the name `source`.
 * - `target`, `notAlive`, `notScanned`: target lists as the report has them; empty text for none.
 * - `hosts`, `findings`, `score`: what it holds, and the sum of the severities of its vulnerabilities.
 * - `naming`: how it names its checks.
 */
export const TakenReport = t.readonly(
  t.intersection([
    t.type({
      digest: t.string,
      ref: t.string,
      at: t.number,
      origin: t.keyof({ file: null, scan: null }),
      target: t.string,
      notAlive: t.string,
      notScanned: t.string,
      takenAt: t.number,
    }),
    t.partial({
      source: t.string,
      status: t.string,
      hosts: t.number,
      findings: t.number,
      score: t.number,
      naming: CheckNamings,
    }),
  ]),
  'TakenReport',
);
export type TakenReport = t.TypeOf<typeof TakenReport>;
