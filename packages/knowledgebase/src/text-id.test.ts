import { expect, it } from 'vitest';
import { CHECKS, textIdOf } from './index.js';

it('gives every number of ours its id, and leaves all else as it stands', () => {
  for (const { id, number } of CHECKS) expect(textIdOf({ id: ` ${number}`, cve: [] })).toBe(id);
  for (const id of ['ftp_anonymous', '27900', '7999999', '', 'constructor'])
    expect(textIdOf({ id, cve: ['CVE-2001-0144'] })).toBe(id);
});

it('tells published vulnerabilities apart by their names', () => {
  expect(textIdOf({ id: '7000124', cve: ['CVE-2001-0144'] })).toBe('known_vulnerability:CVE-2001-0144');
});
