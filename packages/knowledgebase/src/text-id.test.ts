import { expect, it } from 'vitest';
import { CHECKS, numberOfCheck, sectionOf, textIdOf, vulnerabilityOfCheck } from './index.js';

it('gives every number of ours its id, and leaves all else as it stands', () => {
  for (const { id, number } of CHECKS) expect(textIdOf({ id: ` ${number}`, cve: [] })).toBe(id);
  for (const id of ['ftp_anonymous', '27900', '7999999', '', 'constructor'])
    expect(textIdOf({ id, cve: ['CVE-2001-0144'] })).toBe(id);
});

it('tells published vulnerabilities apart by their names', () => {
  expect(textIdOf({ id: '7000124', cve: ['CVE-2001-0144'] })).toBe('known_vulnerability:CVE-2001-0144');
  // A list of detections has no CVEs, and a glossary those of all that share the check.
  const instance = 'CVE-2001-0144';
  for (const cve of [[], ['CVE-1999-0001']])
    expect(textIdOf({ id: '7000124', cve, instance })).toBe('known_vulnerability:CVE-2001-0144');
  expect(textIdOf({ id: '7000124', cve: [], instance: 'oracle' })).toBe('known_vulnerability');
});

it('gives every check of ours its number, and others theirs if they have one', () => {
  for (const { id, number } of CHECKS) expect(numberOfCheck(id)).toBe(number);
  const published = 'known_vulnerability:CVE-2001-0144';
  expect([numberOfCheck(published), vulnerabilityOfCheck(published)]).toEqual([7_000_124, 'CVE-2001-0144']);
  expect([numberOfCheck('27900'), vulnerabilityOfCheck('27900')]).toEqual([27_900, undefined]);
  for (const id of ['GENERIC-MAP-NOMATCH', '', '0', '1e3', 'constructor'])
    expect(numberOfCheck(id)).toBeUndefined();
});

it('tells services of our own numbers from other information, and leaves all else as it is', () => {
  for (const { id, number, kind } of CHECKS) {
    const told = sectionOf({ id: ` ${number} `, section: 'info' });
    expect([id, told]).toEqual([id, kind === 'service' ? 'service' : 'info']);
    expect(sectionOf({ id: String(number), section: 'vuln' })).toBe('vuln');
    expect(sectionOf({ id, section: 'info' })).toBe('info');
  }
  expect(sectionOf({ id: '45017', section: 'info' })).toBe('info');
});
