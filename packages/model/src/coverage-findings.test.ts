import fc from 'fast-check';
import { expect, it } from 'vitest';
import { coverageFromFindings, coverageToFindings, type CoverageGap } from './index.js';

const word = fc.stringMatching(/^[a-z_:/0-9]{1,12}$/);
const check = fc.stringMatching(/^[a-z_:0-9]{1,12}$/);
const gap = fc.record(
  {
    subject: fc.oneof(check, fc.constantFrom('host', 'tcp', 'udp', 'tcp/80', 'udp/1-21,80')),
    port: fc.constantFrom('tcp/21', 'udp/65535'),
    reason: fc.constantFrom('why', 'timed out after 30 s'),
  },
  { requiredKeys: ['subject', 'reason'] },
);
const coverage = fc.record(
  {
    tcp: fc.constantFrom('', '1-65535', '1-79,81'),
    udp: fc.constantFrom('', '53'),
    checks: fc.array(word),
    gaps: fc.array(gap),
    attempt: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: ['tcp', 'udp', 'checks', 'gaps'] },
);

it('coverage travels as findings and is read back', () => {
  fc.assert(
    fc.property(coverage, (value) => {
      expect(coverageFromFindings(coverageToFindings(value))).toEqual(value);
    }),
  );
});

it('a report that does not say has none', () => {
  expect(
    coverageFromFindings([{ section: 'info', id: 'traceroute', title: '', cve: [], category: 'route' }]),
  ).toBeUndefined();
});

it('a reason cannot break its table', () => {
  const [, gaps] = coverageToFindings({
    tcp: '',
    udp: '',
    checks: [],
    gaps: [{ subject: 'os', reason: 'a\tb\nc' }],
  });
  expect(gaps?.result).toBe('Subject\tPort\tReason\nos\t\ta b c');
});

const told = (id: string, result?: string) => ({
  ...{ section: 'info' as const, id, title: '', cve: [], category: 'coverage' },
  ...(result === undefined ? {} : { result }),
});

it.each<[string, readonly CoverageGap[]]>([
  ['HOST\t\ttimed out', [{ subject: 'host', reason: 'timed out' }]],
  ['\t\ttimed out', [{ subject: 'host', reason: 'timed out' }]],
  [' TCP / 1-21, 80 \t\twhy', [{ subject: 'tcp/1-21,80', reason: 'why' }]],
  ['tcp/080,007-09\t\twhy', [{ subject: 'tcp/80,7-9', reason: 'why' }]],
  ['tcp/80-21\t\twhy', [{ subject: 'tcp', reason: 'why' }]],
  ['tcp/ftp\t\twhy', [{ subject: 'tcp', reason: 'why' }]],
  ['udp/\t\twhy', [{ subject: 'udp', reason: 'why' }]],
  ['redis_open\tTCP/06379\twhy', [{ subject: 'redis_open', port: 'tcp/6379', reason: 'why' }]],
  ['redis_open\t6379\twhy', [{ subject: 'redis_open', reason: 'why' }]],
  ['redis_open\t6379/tcp\twhy', [{ subject: 'redis_open', reason: 'why' }]],
  ['redis_open\ttcp/1-9\twhy', [{ subject: 'redis_open', reason: 'why' }]],
  ['redis_open', [{ subject: 'redis_open', reason: '' }]],
  ['\n  \n', []],
])('a gap that is written otherwise, %j, is never of less than it says', (row, gaps) => {
  for (const heading of ['', 'Subject\tPort\tReason\n'])
    expect(coverageFromFindings([told('coverage_not_tested', heading + row)])).toEqual({
      ...{ tcp: '', udp: '', checks: [], gaps },
    });
});

it('a report whose entries of coverage hold nothing has tested nothing', () => {
  const nothing = { tcp: '', udp: '', checks: [], gaps: [] };
  expect(coverageFromFindings([told('coverage_tested')])).toEqual(nothing);
  expect(coverageFromFindings([told('coverage_tested', 'Subject\tTested')])).toEqual(nothing);
});
