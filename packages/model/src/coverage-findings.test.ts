import fc from 'fast-check';
import { expect, it } from 'vitest';
import { coverageFromFindings, coverageToFindings } from './index.js';

const word = fc.stringMatching(/^[a-z_:/0-9]{1,12}$/);
const gap = fc.record(
  { subject: word, port: word, reason: fc.constantFrom('why', 'timed out after 30 s') },
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
