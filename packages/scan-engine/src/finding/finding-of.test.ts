import { CHECKS } from '@openguard/knowledgebase';
import { GradedFinding } from '@openguard/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingOf, inOrder, isCheck, type Observation } from './finding-of.js';
import { mergeSame } from './merge-same.js';

describe('findingOf', () => {
  it('takes texts and grade from the knowledge base and the evidence from what was seen', () => {
    expect(findingOf({ check: 'ftp_anonymous', port: 21, result: 'in' })).toMatchObject({
      section: 'vuln',
      severity: 3,
      rule: 'own:ftp-anon',
      id: 'ftp_anonymous',
      category: 'ftp',
      cve: ['CVE-1999-0497'],
      port: 21,
      protocol: 'tcp',
      result: 'in',
    });
  });

  it('leaves out what is not known', () => {
    const finding = findingOf({ check: 'os' });
    for (const key of ['port', 'protocol', 'ssl', 'result', 'resultFormat'])
      expect(finding).not.toHaveProperty(key);
  });

  it('keeps escapes as nmap writes them, and replaces what XML cannot hold', () => {
    const result = '\\x1B[31m\u0000\u0007 \ud800 ok\n\tnext';
    expect(findingOf({ check: 'ftp-banner', port: 21, result }).result).toBe('\\x1B[31m?? ? ok\n\tnext');
  });

  it('gives a finding of the model for every check', () => {
    for (const { id } of CHECKS) {
      expect(isCheck(id)).toBe(true);
      expect(GradedFinding.is(findingOf({ check: id, port: 1, ssl: true, result: 'x', table: true }))).toBe(
        true,
      );
    }
  });
});

const seen = fc.record<Observation>({
  check: fc.constantFrom('ftp_anonymous', 'os', 'ssl-poodle', 'http-git', 'traceroute', 'tls_old_versions'),
  certainty: fc.constantFrom('confirmed', 'potential'),
  port: fc.nat(3),
  result: fc.constantFrom('a', 'b'),
});

describe('the order of findings', () => {
  it('is the same whatever came first', () => {
    fc.assert(
      fc.property(fc.uniqueArray(seen, { selector: (item) => JSON.stringify(item) }), (all) => {
        const findings = all.map(findingOf);
        expect(inOrder([...findings].reverse())).toEqual(inOrder(findings));
      }),
    );
  });
});

describe('mergeSame', () => {
  it('joins what two scripts saw at one place', () => {
    expect(
      mergeSame([
        { check: 'smb_v1', port: 445, result: 'a\nb' },
        { check: 'smb_v1', port: 139, result: 'c' },
        { check: 'smb_v1', port: 445, result: 'b\nd' },
        { check: 'x11_open', port: 6000 },
        { check: 'x11_open', port: 6000, result: 'e' },
        { check: 'ssl-poodle', port: 443, certainty: 'potential', result: 'f' },
        { check: 'ssl-poodle', port: 443, certainty: 'confirmed', result: 'g' },
      ]),
    ).toEqual([
      { check: 'smb_v1', port: 445, result: 'a\nb\nd' },
      { check: 'smb_v1', port: 139, result: 'c' },
      { check: 'x11_open', port: 6000, result: 'e' },
      { check: 'ssl-poodle', port: 443, certainty: 'confirmed', result: 'f\ng' },
    ]);
  });

  it('leaves one observation of each check and port', () => {
    fc.assert(
      fc.property(fc.array(seen), (all) => {
        const keys = (items: readonly Observation[]) =>
          items.map(({ check, port }) => `${check} ${port ?? ''}`);
        expect(new Set(keys(mergeSame(all)))).toEqual(new Set(keys(all)));
        expect(mergeSame(all).length).toBe(new Set(keys(all)).size);
      }),
    );
  });
});
