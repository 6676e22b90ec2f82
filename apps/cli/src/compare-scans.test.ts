import { compareReports, type Comparison, type Judged } from '@openguard/analytics';
import type { DocumentItem } from '@openguard/model';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareScans } from './compare-scans.js';
import { ScanCollector } from './scan-collector.js';

const finding = fc.record({
  kind: fc.constant('finding' as const),
  ip: fc.constantFrom('192.0.2.1', '192.0.2.10', '192.0.2.2'),
  section: fc.constantFrom('vuln' as const, 'practice' as const, 'info' as const),
  id: fc.constantFrom('a', 'b', 'c\t\n'),
  severity: fc.constantFrom(1 as const, 4 as const),
  title: fc.constant('t'),
  cve: fc.constant([]),
  category: fc.constant('x'),
  port: fc.constantFrom(21, 80),
  result: fc.constantFrom('x', 'y\ud800'),
});

const items: fc.Arbitrary<readonly DocumentItem[]> = fc.array(finding, { maxLength: 40 });

const collected = (report: readonly DocumentItem[], room: number): ScanCollector => {
  const collector = new ScanCollector({}, room);
  // What came before a report comes anew is forgotten.
  for (const begin of [collector.begin, collector.begin]) report.forEach(begin());
  return collector;
};

const told = ({ judged, ...rest }: Comparison): unknown => ({
  ...rest,
  judged: [...judged]
    .filter(({ verdict }) => verdict !== 'same')
    .map((one) => JSON.stringify(one))
    .sort(),
});

it('says the same of reports on the disk and of reports in memory', async () => {
  const signal = new AbortController().signal;
  await fc.assert(
    fc.asyncProperty(items, items, fc.constantFrom(1, 2000), async (a, b, room) => {
      const [older, newer] = [collected(a, room), collected(b, room)];
      const [one, other] = [collected(a, 1e9), collected(b, 1e9)];
      const seen: Judged[] = [];
      const tell = (comparison: Comparison) => {
        const inMemory = compareReports(one.report(), other.report());
        expect(told(comparison)).toEqual(told(inMemory));
        expect(seen).toHaveLength(inMemory.judged.length);
        return Promise.resolve();
      };
      await compareScans({ signal }, older.report(), newer.report(), {}, tell, (judged) => {
        seen.push(judged);
      });
      for (const collector of [older, newer, one, other]) collector.close();
    }),
  );
});

it('stops when somebody asks', async () => {
  const [one] = fc.sample(finding, 1);
  if (one === undefined) throw new TypeError('nothing was made');
  const report = Array.from({ length: 5000 }, (_, port) => ({ ...one, port }));
  const collector = collected(report, 1e9);
  const comparing = compareScans(
    { signal: AbortSignal.abort(new Error('stop')) },
    collector.report(),
    collector.report(),
    {},
    () => Promise.reject(new Error('nobody waits')),
    () => undefined,
  );
  await expect(comparing).rejects.toThrow('stop');
});
