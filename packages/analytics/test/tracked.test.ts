import { compareReports, TRACKED, type SectionOf } from '@openguard/analytics';
import type { DocumentItem, Finding, TrackedFinding } from '@openguard/model';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { COVERED, itemsOf, report, snapshotOf, weakness } from './made-report.js';

const IP = '192.0.2.1';

type Detected = Finding & TrackedFinding;

/** What a service knows of hosts by now, as a document tells it. */
const known = (findings: readonly Detected[], ip = IP, sectionOf?: SectionOf) => {
  const items: readonly DocumentItem[] = [
    { kind: 'host', ip, hostId: 1 },
    ...findings.map((finding) => ({ kind: 'finding' as const, ip, ...finding })),
    { kind: 'end', hosts: 1, findings: findings.length, tracked: true, notices: [] },
  ];
  return snapshotOf(items, sectionOf === undefined ? {} : { sectionOf });
};

const judged = (...[older, newer]: Parameters<typeof compareReports>) =>
  compareReports(older, newer).judged.flatMap((one) =>
    one.kind === 'finding'
      ? [[one.verdict, one.finding.id, one.mayBeOlder === true, one.reason] as const]
      : [],
  );

/** The same without the reason. */
const verdictsOf = (...[older, newer]: Parameters<typeof compareReports>) =>
  judged(older, newer).map(([verdict, id, mayBeOlder]) => [verdict, id, mayBeOlder]);

it('concludes nothing from what a document does not hold that tells what its service knows', () => {
  const older = report({ [IP]: [weakness('a'), weakness('b')] });
  const newer = known([weakness('b')]);
  expect(newer).toMatchObject({ status: TRACKED, score: 3 });
  expect(judged(older, newer)).toEqual([
    ['not tested', 'a', false, expect.stringMatching(/what its service knows by now/)],
    ['same', 'b', false, expect.any(String)],
  ]);
  expect(verdictsOf(newer, older)).toEqual([
    ['new', 'a', true],
    ['same', 'b', false],
  ]);
});

it('takes Fixed for the word of the service: such a finding is not there, and nobody has looked', () => {
  const older = report({ [IP]: [weakness('a')] });
  for (const status of ['Fixed', ' fixed ']) {
    const newer = known([weakness('a', { status } as Partial<Detected>)]);
    expect(newer.score).toBe(0);
    expect(judged(older, newer)).toEqual([
      ['not tested', 'a', false, expect.stringMatching(/its service calls it Fixed/)],
    ]);
    expect(verdictsOf(newer, older)).toEqual([['new', 'a', true]]);
  }
});

it('never calls fixed what a document of a service lacks, whatever both hold', () => {
  const status = fc.constantFrom('New', 'Active', 'Re-Opened', 'Fixed', undefined);
  const findings = fc.array(
    fc.record({ id: fc.constantFrom('a', 'b', '42', '7'), port: fc.constantFrom(21, 22), status }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(findings, findings, fc.boolean(), (before, after, scanned) => {
      const made = (all: typeof before): readonly Detected[] =>
        all.map(({ id, port, status: said }) => ({
          ...weakness(id, { port }),
          ...(said === undefined ? {} : { status: said }),
        }));
      const older = scanned ? report({ [IP]: made(before) }) : known(made(before));
      const newer = known(made(after));
      const verdicts = judged(older, newer).map(([verdict]) => verdict);
      expect(verdicts).not.toContain('fixed');
      const there = (all: typeof before): number => all.filter(({ status: said }) => said !== 'Fixed').length;
      const among = (...which: readonly string[]): number =>
        verdicts.filter((verdict) => which.includes(verdict)).length;
      // Every finding that is there has one verdict.
      expect(among('same', 'changed', 'new')).toBe(there(after));
      expect(among('same', 'changed', 'not tested')).toBe(there(before));
    }),
    { numRuns: 60 },
  );
});

it('infers nothing from a scan report that names its checks in the other way', () => {
  const inferred = (...ids: readonly string[]) =>
    snapshotOf(itemsOf({ [IP]: ids.map((id) => weakness(id)) }, {}));
  expect(judged(inferred('ftp'), inferred('38170'))).toEqual([
    ['new', '38170', true, expect.stringMatching(/names checks by text/)],
    ['not tested', 'ftp', false, expect.stringMatching(/names checks by number, and no table tells/)],
  ]);
  expect(verdictsOf(inferred('ftp', '27'), inferred('38170'))).toEqual([
    ['new', '38170', false],
    ['not tested', 'ftp', false],
    ['fixed', '27', false],
  ]);
});

it('pairs services that it calls information with those of a scan, where a table says which they are', () => {
  const banner = { ...weakness('banner'), section: 'service' as const };
  const older = report({ [IP]: [banner] });
  const told = [{ ...banner, section: 'info' as const }];
  const sectionOf: SectionOf = ({ id, section }) => (id === 'banner' ? 'service' : section);
  expect(verdictsOf(older, known(told, IP, sectionOf))).toEqual([['same', 'banner', false]]);
  expect(verdictsOf(known(told, IP, sectionOf), older)).toEqual([['same', 'banner', false]]);
});

it('says of what was last found before the older report was made that it is not known to have come back', () => {
  const older = {
    ...report({ [IP]: [] }, { coverage: { ...COVERED, checks: ['a', 'b', 'c'] } }),
    date: '20260201000000',
  };
  const newer = known([
    weakness('a', { lastFound: '2026-01-01T00:00:00Z' } as Partial<Detected>),
    weakness('b', { lastFound: '2026-02-01T00:00:00Z' } as Partial<Detected>),
    weakness('c'),
    weakness('d', { lastFound: '2026-01-01T00:00:00Z' } as Partial<Detected>),
  ]);
  const told = compareReports(older, newer, { wasFixed: () => true }).judged.flatMap((one) =>
    one.kind === 'finding' ? [[one.finding.id, one.verdict, one.mayBeOlder === true, one.reason]] : [],
  );
  expect(told.sort()).toEqual([
    ['a', 'new', true, expect.stringMatching(/last found before that: 2026-01-01T00:00:00Z$/)],
    ['b', 'reopened', false, expect.any(String)],
    ['c', 'reopened', false, expect.any(String)],
    ['d', 'reopened', false, expect.any(String)],
  ]);
});
