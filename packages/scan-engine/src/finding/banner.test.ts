import { entryOf } from '@openguard/knowledgebase';
import { describe, expect, it } from 'vitest';
import { assignedPort } from './assigned-port.js';
import { BANNER_CHECKS, bannerCheckOf, bannerOf, type ServiceFacts } from './banner.js';
import { openServices } from './open-services.js';

describe('bannerCheckOf', () => {
  it.each([
    ['ssh', 'sshd-banner'],
    ['smtp', 'smtp-banner'],
    ['pop3', 'pop3-banner'],
    ['imaps', 'imap-banner'],
    ['mysql', 'mysql-banner'],
    ['telnet', 'telnetd-banner'],
    ['vnc', 'vnc-banner'],
    ['X11', 'x11-banner'],
    ['linuxconf', 'linuxconf-banner'],
    ['ftp', 'ftp-banner'],
    ['http-proxy', 'http-banner'],
    ['postgresql', 'service-banner'],
    ['constructor', 'service-banner'],
  ])('%s', (service, check) => {
    expect(bannerCheckOf(service)).toBe(check);
  });

  it('names only checks that the knowledge base has', () => {
    expect(BANNER_CHECKS.filter((id) => entryOf(id)?.kind !== 'service')).toEqual([]);
  });
});

describe('bannerOf', () => {
  const FACTS: ServiceFacts = { port: 21, name: 'ftp', ssl: false };
  it.each<[string, Partial<ServiceFacts>, string | undefined]>([
    ['the greeting', { greeting: '220 ready at 12:30' }, '220 ready at (time)'],
    ['the greeting rather than the product', { greeting: '220 x', product: 'vsftpd', version: '3' }, '220 x'],
    ['the product where the greeting is binary', { greeting: '\\xFF\\xFD', product: 'vsftpd' }, 'vsftpd'],
    [
      'product, version and more',
      { product: 'vsftpd', version: '3.0.3', extra: 'secure' },
      'vsftpd 3.0.3 (secure)',
    ],
    ['nothing', {}, undefined],
    ['nothing where the greeting is blank', { greeting: ' \n' }, undefined],
  ])('tells %s', (_, facts, result) => {
    expect(bannerOf({ ...FACTS, ...facts })[0]?.result).toBe(result);
  });

  it.each([
    ['postgresql', 'postgresql'],
    ['Ms SQL-s!', 'ms-sql-s'],
    ['???', 'unknown'],
  ])('puts %s into category %s', (name, category) => {
    expect(bannerOf({ ...FACTS, name, product: 'x' })).toMatchObject([{ check: 'service-banner', category }]);
  });
});

describe('openServices', () => {
  it('is a table of four columns in ascending order', () => {
    const [table] = openServices([
      { port: 8022, detected: 'ssh' },
      { port: 6010 },
      { port: 4, usual: 'some\tname' },
      { port: 443, detected: 'ssl/http' },
    ]);
    expect(table).toMatchObject({ check: 'scan_tcp', table: true });
    expect(table?.result?.split('\n').slice(1)).toEqual([
      '4\tsome name\t-\tunknown',
      '443\thttps\thttp protocol over TLS/SSL\tssl/http',
      '6010\tx11\tX Window System\tunknown',
      '8022\tunknown\t-\tssh',
    ]);
  });

  it('is nothing when no port is open', () => {
    expect(openServices([])).toEqual([]);
  });

  it('knows what ports are assigned to, and no more', () => {
    expect([22, 6063, 6064].map((port) => assignedPort(port)?.name)).toEqual(['ssh', 'x11', undefined]);
  });
});
