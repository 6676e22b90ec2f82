import {
  attentionKey,
  compareReports,
  fixedBy,
  identityOf,
  SCORE_PARTS,
  Tally,
  VERDICTS,
  type Comparison,
  type ScoreChange,
  type Verdict,
} from '@openguard/analytics';
import type { DocumentItem, Finding } from '@openguard/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COVERED, header, itemsOf, portList, snapshotOf, weakness } from './made-report.js';

const IPS = ['192.0.2.1', '192.0.2.2', '192.0.2.10'] as const;

const finding: fc.Arbitrary<Finding> = fc
  .record({
    id: fc.constantFrom('a', 'b', 'banner'),
    port: fc.constantFrom(21, 80),
    severity: fc.constantFrom<(1 | 3 | 5)[]>(1, 3, 5),
    section: fc.constantFrom<('vuln' | 'practice' | 'service')[]>('vuln', 'practice', 'service'),
    result: fc.constantFrom('x', 'y'),
    fqdn: fc.constantFrom('one.example', 'two.example'),
  })
  .map(({ id, ...more }) => weakness(id, more));

const ports = fc.subarray([21, 22, 80]).map((list) => portList(...list));

const hosts = (ips: fc.Arbitrary<readonly string[]>) =>
  ips.chain((listed) =>
    fc
      .tuple(...listed.map(() => fc.tuple(ports, fc.array(finding, { maxLength: 6 }))))
      .map((found) => Object.fromEntries(found.map(([list, all], i) => [listed[i] ?? '', [list, ...all]]))),
  );

/** A report that looked at everything. */
const covered = hosts(fc.constant(IPS)).map((found) => itemsOf(found));

/** A report of any kind: with gaps, of other origins, of some of the hosts. */
const any = fc
  .tuple(
    hosts(fc.subarray([...IPS])),
    fc.constantFrom(
      undefined,
      COVERED,
      { ...COVERED, tcp: '1-50' },
      { ...COVERED, checks: ['a'] },
      { ...COVERED, gaps: [{ subject: 'host', reason: 'The host was given up.' }] },
    ),
    fc.constantFrom<Record<string, string>[]>(
      {},
      { STATUS: 'FINISHED', NOT_ALIVE: IPS[0] },
      { STATUS: 'INTERRUPTED' },
    ),
  )
  .map(([found, coverage, keys]) =>
    itemsOf(found, { head: header(keys), ...(coverage === undefined ? {} : { coverage }) }),
  );

const isHost = (item: DocumentItem): boolean => item.kind === 'host';

/** The same report with its hosts, and the findings of each, in another order; a host comes before its findings. */
const shuffled = (items: readonly DocumentItem[]): fc.Arbitrary<readonly DocumentItem[]> => {
  const blocks = Map.groupBy(items, (item) => ('ip' in item ? item.ip : ''));
  return fc
    .tuple(...[...blocks.values()].map((block) => fc.shuffledSubarray(block, { minLength: block.length })))
    .chain((parts) => fc.shuffledSubarray(parts, { minLength: parts.length }))
    .map((parts) =>
      parts.flatMap((part) => [...part.filter(isHost), ...part.filter((item) => !isHost(item))]),
    );
};

const compare = (
  older: readonly DocumentItem[],
  newer: readonly DocumentItem[],
  wasFixed: (identity: string) => boolean = () => false,
) => compareReports(snapshotOf(older), snapshotOf(newer), { wasFixed });

const sizeOf = (items: readonly DocumentItem[]): number =>
  items.filter((item) => item.kind === 'finding' && item.id !== 'scan_tcp' && !item.id.startsWith('coverage'))
    .length;

/** All that a comparison says, whatever the order in which the reports said it. */
const told = ({ judged, ...rest }: Comparison): unknown => ({
  ...rest,
  judged: [...judged].map((one) => JSON.stringify([attentionKey(one), one])).sort(),
});

const count = (counts: Readonly<Record<Verdict, number>>, ...verdicts: readonly Verdict[]): number =>
  verdicts.reduce((sum, verdict) => sum + counts[verdict], 0);

describe('laws of comparison', () => {
  it('a report compared with itself is all the same, in any order', () => {
    fc.assert(
      fc.property(
        any.chain((items) => fc.tuple(fc.constant(items), shuffled(items))),
        ([items, turned]) => {
          const { verdict, change, totals } = compare(items, turned);
          expect([verdict, change, totals.score.byHost, totals.score.byCheck]).toEqual(['same', 0, [], []]);
          expect(totals.findings.same).toBe(sizeOf(items));
          expect(count(totals.findings, ...VERDICTS) + count(totals.ports, ...VERDICTS)).toBe(
            totals.findings.same + totals.ports.same,
          );
        },
      ),
    );
  });

  it('the order of hosts and findings in the reports takes no part', () => {
    fc.assert(
      fc.property(
        fc
          .tuple(any, any)
          .chain(([a, b]) =>
            fc.record({ a: fc.constant(a), b: fc.constant(b), a2: shuffled(a), b2: shuffled(b) }),
          ),
        ({ a, b, a2, b2 }) => {
          expect(told(compare(a, b))).toEqual(told(compare(a2, b2)));
        },
      ),
    );
  });

  it('swapping fully covered reports swaps new and fixed, and turns changes round', () => {
    fc.assert(
      fc.property(covered, covered, (a, b) => {
        const [there, back] = [compare(a, b), compare(b, a)];
        expect(there.totals.ports).toEqual({
          ...back.totals.ports,
          new: back.totals.ports.fixed,
          fixed: back.totals.ports.new,
        });
        const [to, from] = [there.totals.findings, back.totals.findings];
        expect(to).toEqual({ ...from, new: from.fixed, fixed: from.new });
        const negative = (score: ScoreChange) => [
          -score.fixed,
          -score.new,
          -score.severity,
          -score.doubted,
          -score.confirmed,
          -score.change,
        ];
        const { new: came, fixed, severity, confirmed, doubted, change } = there.totals.score;
        expect([came, fixed, severity, confirmed, doubted, change].map((part) => part + 0)).toEqual(
          negative(back.totals.score).map((part) => part + 0),
        );
        const pairsOf = ({ judged }: Comparison, turned: boolean): readonly string[] =>
          [...judged]
            .flatMap((one) => (one.kind === 'finding' && one.verdict === 'changed' ? [one] : []))
            .map(({ before, finding: after }) => JSON.stringify(turned ? [after, before] : [before, after]))
            .sort();
        expect(pairsOf(there, false)).toEqual(pairsOf(back, true));
      }),
    );
  });

  it('the counts of each side add up', () => {
    fc.assert(
      fc.property(any, any, fc.func(fc.boolean()), (a, b, wasFixed) => {
        const { findings } = compare(a, b, wasFixed).totals;
        expect(count(findings, 'fixed', 'not tested', 'changed', 'same')).toBe(sizeOf(a));
        expect(count(findings, 'new', 'reopened', 'changed', 'same')).toBe(sizeOf(b));
      }),
    );
  });

  it('the parts of the score add up to its change, of hosts and of checks, to the last unit', () => {
    fc.assert(
      fc.property(any, any, fc.func(fc.boolean()), fc.constantFrom(1, 2, 100), (a, b, wasFixed, most) => {
        const { change, judged } = compare(a, b, wasFixed);
        const tally = new Tally({ most });
        for (const one of judged) tally.add(one);
        const { byHost, byCheck, ...score } = tally.totals().score;
        expect(score.change).toBe(change);
        for (const whole of [score, ...byHost, ...byCheck])
          expect(SCORE_PARTS.reduce((sum, part) => sum + whole[part], 0)).toBe(whole.change);
        for (const shares of [byHost, byCheck])
          for (const part of [...SCORE_PARTS, 'change'] as const)
            expect(shares.reduce((sum, share) => sum + share[part], 0)).toBe(score[part]);
        // What was not tested is never told as a gain.
        expect(score.fixed).toBe(
          [...judged].reduce(
            (sum, one) =>
              one.kind === 'finding' && one.verdict === 'fixed' && one.finding.section === 'vuln'
                ? sum - (one.finding.severity ?? 0)
                : sum,
            0,
          ),
        );
      }),
    );
  });

  it('taking a report in twice changes nothing', () => {
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 4 }), any, fc.nat(3), (earlier, newer, again) => {
        const twice = earlier.flatMap((items, i) =>
          i === again % earlier.length ? [items, items] : [items],
        );
        const older = earlier.at(-1) ?? [];
        const knownBy = (all: readonly (readonly DocumentItem[])[]) =>
          fixedBy(all.map((items) => snapshotOf(items)));
        expect(told(compare(older, newer, knownBy(twice)))).toEqual(
          told(compare(older, newer, knownBy(earlier))),
        );
        expect(compare(newer, newer, knownBy([...earlier, newer])).totals.findings.reopened).toBe(0);
      }),
    );
  });

  it('only what was seen, and then fixed, is reopened', () => {
    fc.assert(
      fc.property(fc.array(covered, { minLength: 1, maxLength: 4 }), covered, (earlier, newer) => {
        const known = fixedBy(earlier.map((items) => snapshotOf(items)));
        const identities = (items: readonly DocumentItem[]): readonly string[] =>
          items.flatMap((item) => (item.kind === 'finding' ? [identityOf(item)] : []));
        const seen = new Set(earlier.flatMap(identities));
        const last = new Set(identities(earlier.at(-1) ?? []));
        const reopened = compare(earlier.at(-1) ?? [], newer, known).judged.flatMap((one) =>
          one.kind === 'finding' && one.verdict === 'reopened' ? [one.identity] : [],
        );
        const expected = identities(newer).filter(
          (one) => seen.has(one) && !last.has(one) && !/"scan_tcp"|"coverage_/.test(one),
        );
        expect([...reopened].sort()).toEqual([...expected].sort());
      }),
    );
  });
});
