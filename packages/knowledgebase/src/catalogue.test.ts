import { cveIdentifiers, Section, Severity } from '@openguard/model';
import { describe, expect, it } from 'vitest';
import { CHECKS, entryOf, explainRule, pciOf, referencesOf, severityOfRule } from './index.js';

const repeated = (texts: readonly string[]) => texts.filter((text, index) => texts.indexOf(text) !== index);

describe('the catalogue', () => {
  it('names every check once, in id and in title', () => {
    expect(repeated(CHECKS.map(({ id }) => id))).toEqual([]);
    expect(repeated(CHECKS.map(({ number }) => String(number)))).toEqual([]);
    expect(repeated(CHECKS.map(({ title }) => title.toLowerCase()))).toEqual([]);
  });

  it.each(CHECKS.map((entry) => [entry.id, entry] as const))('holds %s in full', (id, entry) => {
    expect(entryOf(id)).toBe(entry);
    expect(id).toMatch(/^[a-z0-9][a-z0-9_-]{1,40}(:(CVE-\d{4}-\d{4,7}|[a-z][a-z-]+))?$/);
    expect(entry.category).toMatch(/^[A-Za-z0-9-]{2,20}$/);
    expect(entry.number).toBeGreaterThan(7_000_000);
    expect(entry.number).toBeLessThan(7_100_000);
    expect(pciOf(entry).reason).toMatch(/^[A-Z].*\.$/);
    for (const { id: name = '', url = '' } of referencesOf(entry)) {
      expect(name).toMatch(/\S/);
      expect(url).toMatch(/^https:\/\/[^\s]+$/);
    }
    expect(Section.is(entry.kind)).toBe(true);
    expect(Severity.is(entry.severity)).toBe(true);
    expect(severityOfRule(entry.rule)).toBe(entry.severity);
    expect(explainRule(entry.rule)).toMatch(/\.$/);
    expect(entry.cve).toEqual(cveIdentifiers(entry.cve.join()));
    expect(entry.title).toMatch(/^[A-Z].{2,69}[^.]$/);
    for (const text of [entry.diagnosis, entry.consequence, entry.solution]) {
      expect(text.length).toBeGreaterThanOrEqual(60);
      expect(text.length).toBeLessThanOrEqual(420);
      expect(text).toMatch(/^[^\s].*[.]$/);
      expect(text).not.toMatch(/\s{2}|\n|]]>|\bTODO\b/);
    }
    expect([entry.diagnosis, entry.solution, entry.title]).not.toContain(entry.consequence);
  });

  it.each([
    ['ssl-heartbleed', true, /7\.5/],
    ['tls_compression', false, /2\.6/],
    ['tls_old_versions', true, /Early TLS/],
    ['telnet_cleartext', true, /Passwords/],
    ['icmp_time', false, /together/],
    ['scan_tcp', false, /fact/],
  ])('%s lets a scan for PCI DSS fail: %s', (id, fails, reason) => {
    const entry = entryOf(id);
    const verdict = entry === undefined ? undefined : pciOf(entry);
    expect(verdict?.fails).toBe(fails);
    expect(verdict?.reason).toMatch(reason);
  });

  it('has nothing for ids that are not in it', () => {
    expect([entryOf('no-such-check'), entryOf('__proto__'), entryOf('')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('repeats no solution', () => {
    expect(repeated(CHECKS.map(({ solution }) => solution))).toEqual([]);
  });

  it.each([
    ['ftp_anonymous', 'vuln', 3, 'own:ftp-anon'],
    ['ssl-heartbleed', 'vuln', 4, 'cvss:7.5'],
    ['scan_tcp', 'service', 1, 'service:list'],
    ['sshd-banner', 'service', 2, 'service:banner'],
    ['traceroute', 'info', 1, 'info:fact'],
  ])('grades %s', (id, kind, severity, rule) => {
    expect(entryOf(id)).toMatchObject({ kind, severity, rule });
  });
});
