import { describe, expect, it } from 'vitest';
import { CHECKS, entryOf, explainRule, gradeOf, RULES, severityOfRule, type Certainty } from './index.js';

const grade = (id: string, certainty: Certainty) => {
  const entry = entryOf(id);
  return entry === undefined ? undefined : gradeOf(entry, certainty);
};

describe('gradeOf', () => {
  it.each([
    ['ssl-poodle', 'confirmed', 'vuln', 3, 'cvss:4.3'],
    ['ssl-poodle', 'exploited', 'vuln', 4, 'state:exploitable'],
    ['ssl-poodle', 'potential', 'practice', 2, 'potential/cvss:4.3'],
    ['ssl-heartbleed', 'exploited', 'vuln', 4, 'cvss:7.5'],
    ['ftp_anonymous', 'exploited', 'vuln', 3, 'own:ftp-anon'],
    ['smb-vuln-ms17-010', 'potential', 'practice', 4, 'potential/own:remote-code'],
    ['tls_compression', 'potential', 'practice', 1, 'potential/cvss:2.6'],
    ['irc-botnet-channels', 'potential', 'practice', 4, 'own:botnet'],
    ['scan_tcp', 'exploited', 'service', 1, 'service:list'],
  ] as const)('%s, %s', (id, certainty, section, severity, rule) => {
    expect(grade(id, certainty)).toEqual({ section, severity, rule });
  });

  it('names a rule that gives the severity, whatever the certainty', () => {
    for (const entry of CHECKS) {
      for (const certainty of ['confirmed', 'exploited', 'potential'] as const) {
        const { severity, rule } = gradeOf(entry, certainty);
        expect(severityOfRule(rule)).toBe(severity);
        expect(explainRule(rule)).toBeDefined();
      }
    }
  });
});

describe('rules', () => {
  it.each([
    ['cvss:0.0', 2],
    ['cvss:3.9', 2],
    ['cvss:4.0', 3],
    ['cvss:6.9', 3],
    ['cvss:7.0', 4],
    ['cvss:8.9', 4],
    ['cvss:9.0', 5],
    ['cvss:10.0', 5],
    ['state:vulnerable', 3],
    ['potential/state:vulnerable', 2],
    ['potential/info:fact', 1],
    ['cvss:11.0', undefined],
    ['cvss:7', undefined],
    ['own:unheard-of', undefined],
    ['potential/', undefined],
    ['toString', undefined],
  ])('%s gives %s', (rule, severity) => {
    expect(severityOfRule(rule)).toBe(severity);
    expect(explainRule(rule) === undefined).toBe(severity === undefined);
  });

  it('are all in use, but for the one that only the state of a check brings', () => {
    const used = new Set(CHECKS.map(({ rule }) => rule));
    const idle = Object.keys(RULES).filter((rule) => !used.has(rule));
    expect(idle).toEqual(['state:exploitable']);
  });
});
