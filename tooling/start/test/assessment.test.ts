import { describe, expect, it } from 'vitest';
import { newestScanOf, referenceOf, reportName } from '../src/assessment.js';

const scan = (ref: string, date: string, target = '127.0.0.1') => ({ ref, date, target });

describe('newestScanOf', () => {
  it.each([
    [[], undefined],
    [[scan('a', '2026-01-01T00:00:00Z', '127.0.0.1,127.0.0.2')], undefined],
    [[scan('a', '2026-01-01T00:00:00Z', ' 127.0.0.1')], undefined],
    [[scan('a', '2026-01-01T00:00:00Z'), scan('b', '2026-01-02T00:00:00Z')], 'b'],
    [[scan('b', '2026-01-02T00:00:00Z'), scan('a', '2026-01-01T00:00:00Z')], 'b'],
    [[scan('b', '2026-01-01T00:00:00Z'), scan('a', '2026-01-01T00:00:00Z')], 'b'],
  ])('%j', (list, ref) => {
    expect(newestScanOf(JSON.stringify(list), '127.0.0.1')).toBe(ref);
  });

  it.each(['', '{"scans":[]}', '[{"ref":"a"}]', '[null]', 'null'])('refuses %j', (text) => {
    expect(() => newestScanOf(text, '127.0.0.1')).toThrow(expect.objectContaining({ exitCode: 5 }));
  });
});

describe('referenceOf', () => {
  it('finds the reference of the scan', () => {
    expect(referenceOf('{"ref":"scan/1.2","hosts":[]}\n')).toBe('scan/1.2');
  });

  it.each(['', '{}', 'null', '"scan/1"', '{"ref":1}'])('refuses %j', (text) => {
    expect(() => referenceOf(text)).toThrow(expect.objectContaining({ exitCode: 5 }));
  });
});

it.each([
  ['127.0.0.1', '20260102T030405Z-127.0.0.1.xml'],
  ['10.0.0.0/8, 10.0.0.1-10.0.0.9', '20260102T030405Z-10.0.0.0_8_10.0.0.1-10.0.0.9.xml'],
  ['../../etc/passwd', '20260102T030405Z-.._.._.xml'],
  ['1.2.3.4,'.repeat(50), `20260102T030405Z-${'1.2.3.4_'.repeat(50).slice(0, 60)}.xml`],
])('reportName of %j', (targets, name) => {
  expect(reportName(new Date('2026-01-02T03:04:05.678Z'), targets)).toBe(name);
});
