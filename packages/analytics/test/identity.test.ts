import { hostKeyOf, identityOf, unreadPortIn, type IdentifiedFinding } from '@openguard/analytics';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const finding = (more: Partial<IdentifiedFinding> = {}): IdentifiedFinding => ({
  ip: '192.0.2.1',
  section: 'vuln',
  id: 'ftp_anonymous',
  cve: [],
  port: 21,
  ...more,
});

it('is the text that docs/identity.md shows', () => {
  expect(identityOf(finding())).toBe('["192.0.2.1","vuln","ftp_anonymous","tcp/21",""]');
});

it.each<Partial<IdentifiedFinding>>([
  { section: 'practice' },
  { protocol: 'TCP' },
  { protocol: '' },
  { ip: ' 192.0.2.1\n' },
  { id: 'ftp_anonymous ' },
  { fqdn: '' },
  { cve: ['CVE-1999-0497'] },
])('does not look at %j', (more) => {
  expect(identityOf(finding(more))).toBe(identityOf(finding()));
});

it.each<Partial<IdentifiedFinding>>([
  { section: 'service' },
  { section: 'info' },
  { protocol: 'udp' },
  { ip: '192.0.2.10' },
  { id: 'FTP_anonymous' },
  { fqdn: 'one.example' },
  { port: 2121 },
])('tells %j apart', (more) => {
  expect(identityOf(finding(more))).not.toBe(identityOf(finding()));
});

it('names a virtual host in one way', () => {
  expect(identityOf(finding({ fqdn: 'Shop.Example.' }))).toBe(identityOf(finding({ fqdn: 'shop.example' })));
});

it('takes the name of a check from a table', () => {
  const named = identityOf(finding({ id: '7000047' }), ({ id }) => (id === '7000047' ? 'ftp_anonymous' : id));
  expect(named).toBe(identityOf(finding()));
});

it('keeps the findings of a host together, behind its own key, whatever the texts', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('192.0.2.1', '192.0.2.10', '192.0.2.1"', ''),
  );
  fc.assert(
    fc.property(text, text, text, (one, other, id) => {
      const key = identityOf(finding({ ip: one, id }));
      expect(key.startsWith(hostKeyOf(one))).toBe(true);
      expect(key > hostKeyOf(one)).toBe(true);
      expect(key.startsWith(hostKeyOf(other))).toBe(hostKeyOf(one) === hostKeyOf(other));
      expect(key).not.toMatch(/[\u0000-\u001f]/);
    }),
  );
});

it('takes a finding for one of a place that nobody can tell where its port is none', () => {
  const at = (port: object): string =>
    identityOf({ ip: '192.0.2.1', section: 'vuln', id: 'a', cve: [], ...port });
  const identities = [{}, { unreadPort: 'http' }, { unreadPort: '70021' }, { port: 80 }].map(at);
  expect(new Set(identities).size).toBe(4);
  expect(identities.map(unreadPortIn)).toEqual([undefined, 'http', '70021', undefined]);
});
