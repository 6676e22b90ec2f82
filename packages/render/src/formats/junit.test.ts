import { parseGate } from '@openguard/analytics';
import { expect, it } from 'vitest';
import type { ReportedFinding } from '../report.js';
import { findingsTable } from './findings-table.js';
import { junit } from './junit.js';
import { markdown } from './markdown.js';

const one = (id: string, more: object = {}, verdict?: ReportedFinding['verdict']): ReportedFinding => ({
  finding: {
    section: 'vuln',
    ip: '192.0.2.1',
    id,
    title: 'T',
    cve: [],
    category: 'c',
    severity: 3,
    port: 80,
    ...more,
  },
  ...(verdict === undefined ? {} : { verdict, reason: 'why' }),
});

const findings = [
  one('a', {}, 'new'),
  one('b', { severity: 5 }, 'fixed'),
  one('c', {}, 'not tested'),
  one('d', { section: 'service', ip: '192.0.2.2' }, 'same'),
];

const outcomes = (document: string): readonly string[] =>
  [...document.matchAll(/name="(\w) on [^"]*">\s*<([\w-]+)/g)].map(([, id, tag]) => `${id} ${tag}`);

it('lets vulnerabilities that are there now fail, and skips what was not tested again', () => {
  const document = [...junit({ findings })].join('');
  expect(outcomes(document)).toEqual(['a failure', 'b system-out', 'c skipped', 'd system-out']);
  expect(document).toContain('<testsuites name="OpenGuard" tests="4" failures="1" errors="0" skipped="1">');
  expect(document).toContain('<testsuite name="192.0.2.2" tests="1" failures="0" errors="0" skipped="0">');
});

it('lets exactly those fail that meet the condition', () => {
  const gate = parseGate('not-tested or fixed and severity=5');
  if (gate._tag === 'Left') throw new Error(gate.left.tag);
  const document = [...junit({ findings, gate: gate.right })].join('');
  expect(outcomes(document)).toEqual(['a system-out', 'b failure', 'c failure', 'd system-out']);
});

it('says of what is inferred that it is', () => {
  const inferred = { ...one('a', {}, 'fixed'), evidence: 'inferred' as const };
  expect([...junit({ findings: [inferred] })].join('')).toContain('fixed: why (inferred)');
  expect([...findingsTable({ findings: [inferred] })].join('')).toContain('why (inferred)');
  expect([...markdown({ findings: [inferred] })].join('')).toContain(
    'why (inferred)'.replace(/[()]/g, '\\$&'),
  );
});

it('says no more than the grade of a finding without a title', () => {
  const document = [...junit({ findings: [one('a', { title: '' })] })].join('');
  expect(document).toContain('message="vulnerability, severity 3"');
});
