import { describe, expect, it } from 'vitest';
import { parseStrictly } from '../arguments.js';
import { MAIL_OPTIONS, readMailOptions } from './mail-options.js';

const read = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
  const { values } = parseStrictly({ args: [...args], options: MAIL_OPTIONS, strict: true });
  return readMailOptions(values, environment);
};

const FROM = ['--mail-from', 'noreply@office.example'];
const PASSWORD = { OPENGUARD_SMTP_PASSWORD: 'return to sender' };

describe('how mail goes', () => {
  it.each<[string, readonly string[], object]>([
    ['smtp://mail.example', [], { host: 'mail.example', port: 587, tls: 'starttls' }],
    ['smtp://mail.example:25', ['--smtp-insecure'], { port: 25, tls: 'offered', unverified: true }],
    ['smtp://127.0.0.1:25', [], { host: '127.0.0.1', port: 25, tls: 'offered' }],
    ['smtp://localhost:25', [], { host: 'localhost', tls: 'offered' }],
    ['smtp://[::1]:25', [], { host: '::1', tls: 'offered' }],
    ['smtp://[2001:db8::1]:25', [], { host: '2001:db8::1', tls: 'starttls' }],
    ['smtp://127.0.0.1.mail.example', [], { tls: 'starttls' }],
    ['smtps://mail.example/', [], { port: 465, tls: 'implicit' }],
    ['smtps://ann%40b@mail.example', [], { credentials: { user: 'ann@b', password: 'return to sender' } }],
  ])('%s %j', async (url, more, smtp) => {
    expect(await read(['--smtp', url, ...FROM, ...more], PASSWORD)).toMatchObject({ smtp });
  });

  it.each([
    ['noreply@office.example', { name: '', address: 'noreply@office.example' }],
    ['OpenGuard <noreply@office.example>', { name: 'OpenGuard', address: 'noreply@office.example' }],
    ['"Zoë, Head" <zoe@office.example>', { name: 'Zoë, Head', address: 'zoe@office.example' }],
  ])('from %s', async (from, mailbox) => {
    expect(await read(['--smtp', 'smtp://mail.example', '--mail-from', from])).toMatchObject({
      smtp: { from: mailbox },
    });
  });

  it('nowhere, unless told, and what waits expires after three days', async () => {
    expect(await read([])).toEqual({ expiryMs: 72 * 3_600_000 });
  });
});

it.each<[readonly string[], RegExp]>([
  [['--smtp', 'smtp://a:b@127.0.0.1', ...FROM], /cannot hold a password/],
  [['--smtp', 'http://127.0.0.1', ...FROM], /smtp:\/\/USER@HOST:PORT/],
  [['--smtp', 'smtp://mail.example/path', ...FROM], /smtp:\/\/USER@HOST:PORT/],
  [['--smtp', 'mail.example:25', ...FROM], /smtp:\/\/USER@HOST:PORT/],
  [['--smtp', 'smtp://mail.example'], /needs --mail-from/],
  [['--smtp', 'smtp://mail.example', '--mail-from', 'nobody'], /"nobody" is not an address/],
  [['--smtp', 'smtp://mail.example', '--mail-from', 'a@b.example, c@d.example'], /is not an address/],
  [['--smtp', 'smtp://mail.example', '--mail-from', 'A\r\nB <a@b.example>'], /is not an address/],
  [['--smtp', 'smtp://a@mail.example', ...FROM], /--smtp-password-file, or OPENGUARD_SMTP_PASSWORD/],
  [['--smtp', 'smtp://mail.example', ...FROM, '--smtp-password-file', 'x'], /cannot read x: ENOENT/],
  [['--smtp', 'smtp://mail.example', ...FROM, '--smtp-ca', 'x'], /cannot read x: ENOENT/],
  [FROM, /--mail-from belongs to --smtp/],
  [['--smtp-insecure'], /--smtp-insecure belongs to --smtp/],
  [['--mail-expiry', '0'], /--mail-expiry "0" is not a number of hours/],
  [['--mail-expiry', '9999'], /--mail-expiry "9999" is not a number of hours/],
  [['--public-url', 'https://a:b@scan.example'], /--public-url/],
  [['--public-url', 'scan.example'], /--public-url/],
])('refuses %j', async (args, words) => {
  await expect(read(args)).rejects.toThrow(words);
});

it('refuses a user that no URL holds', async () => {
  await expect(read(['--smtp', 'smtp://%ff@mail.example', ...FROM], PASSWORD)).rejects.toThrow(/%25/);
});
