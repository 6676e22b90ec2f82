import {
  MAIL_CERTIFICATE,
  readLetter,
  startMailServer,
  type MailServer,
  type MailServerOptions,
  type Mood,
} from '@openguard/mail-server';
import type { Handover, Letter } from '@openguard/service';
import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSmtpMailer, type SmtpOptions } from '../src/mail/smtp-mailer.js';

const CA = readFileSync(MAIL_CERTIFICATE.cert, 'utf8');
const LOGIN = { user: 'postmaster', password: 'correct horse' } as const;
const LETTER: Letter = {
  id: '1f6e',
  to: { name: 'Ada Mill', address: 'ada@mill.example' },
  subject: 'An account',
  text: 'The password is\n\n  swordfish\n',
};

const serverOf = async (options: MailServerOptions = {}): Promise<MailServer> => {
  const server = await startMailServer(options);
  onTestFinished(() => server.stop());
  return server;
};

const mailerFor = ({ port }: MailServer, change: Partial<SmtpOptions> = {}) =>
  createSmtpMailer({
    host: '127.0.0.1',
    port,
    tls: 'starttls',
    ca: CA,
    from: { name: 'OpenGuard', address: 'noreply@office.example' },
    timeoutMs: 5_000,
    ...change,
  });

const later = (reason: RegExp): Handover => ({
  tag: 'later',
  reason: expect.stringMatching(reason) as string,
});
const never = (reason: RegExp): Handover => ({
  tag: 'never',
  reason: expect.stringMatching(reason) as string,
});

it('hands over one letter, encrypted, that says what it is', async () => {
  const server = await serverOf({ login: LOGIN });
  expect(await mailerFor(server, { credentials: LOGIN }).hand(LETTER)).toEqual({ tag: 'taken' });
  const [taken, ...others] = server.letters;
  expect(others).toEqual([]);
  expect(taken).toMatchObject({
    from: 'noreply@office.example',
    to: ['ada@mill.example'],
    encrypted: true,
    user: 'postmaster',
  });
  const { headers, text } = readLetter(taken?.raw ?? '');
  expect(Object.fromEntries(headers)).toMatchObject({
    from: 'OpenGuard <noreply@office.example>',
    to: 'Ada Mill <ada@mill.example>',
    subject: 'An account',
    'message-id': '<1f6e@office.example>',
    'auto-submitted': 'auto-generated',
  });
  expect(text).toBe('The password is\n\n  swordfish');
});

describe('encryption', () => {
  it.each<[string, MailServerOptions, Partial<SmtpOptions>, Handover, boolean | undefined]>([
    ['STARTTLS', {}, {}, { tag: 'taken' }, true],
    ['TLS at once', { security: 'implicit' }, { tls: 'implicit' }, { tag: 'taken' }, true],
    ['STARTTLS that is not offered', { security: 'plain' }, {}, later(/STARTTLS/i), undefined],
    ['a certificate that nobody vouches for', {}, { ca: '' }, later(/certificate/), undefined],
    ['TLS where none is', { security: 'plain' }, { tls: 'implicit' }, later(/./), undefined],
    ['none, as is allowed', { security: 'plain' }, { tls: 'offered' }, { tag: 'taken' }, false],
    ['whatever there is', {}, { tls: 'offered', ca: '' }, { tag: 'taken' }, true],
  ])('%s', async (_, offered, asked, handover, encrypted) => {
    const server = await serverOf(offered);
    expect(await mailerFor(server, asked).hand(LETTER)).toEqual(handover);
    expect(server.letters.map((letter) => letter.encrypted)).toEqual(
      encrypted === undefined ? [] : [encrypted],
    );
  });

  it('tells no password before it', async () => {
    const server = await serverOf({ security: 'plain', login: LOGIN });
    expect(await mailerFor(server, { credentials: LOGIN }).hand(LETTER)).toEqual(later(/STARTTLS/i));
  });
});

describe('trouble', () => {
  it.each<[string, Mood, Handover]>([
    ['busy', { at: 'greeting', code: 421, text: 'come back' }, later(/421/)],
    ['closed', { at: 'greeting', code: 554, text: 'no service' }, later(/554/)],
    ['no such sender', { at: 'sender', code: 550, text: 'who?' }, never(/550/)],
    ['grey-listed', { at: 'recipient', code: 450, text: 'wait' }, later(/450/)],
    ['no such user', { at: 'recipient', code: 550, text: 'no such user' }, never(/550 no such user/)],
    ['full', { at: 'data', code: 452, text: 'no room' }, later(/452/)],
    ['spam', { at: 'data', code: 554, text: 'spam\u0007' }, never(/^[ -~]*554 spam[ -~]*$/)],
    ['cut in the middle', 'cut', later(/clos|ECONNRESET/i)],
    ['cut before its answer', 'doubtful', later(/clos|ECONNRESET/i)],
  ])('%s', async (_, mood, handover) => {
    const server = await serverOf();
    const mailer = mailerFor(server);
    server.feel(mood);
    expect(await mailer.hand(LETTER)).toEqual(handover);
    server.feel('well');
    expect(await mailer.hand(LETTER)).toEqual({ tag: 'taken' });
  });

  it('is a password that is wrong, which nobody is told', async () => {
    const server = await serverOf({ login: LOGIN });
    const credentials = { ...LOGIN, password: 'wrong-horse' };
    const handover = await mailerFor(server, { credentials }).hand(LETTER);
    expect(handover).toEqual(later(/535/));
    expect(JSON.stringify(handover)).not.toMatch(/wrong-horse|d3JvbmctaG9yc2/);
  });

  it('is a server that is away, until it is back', async () => {
    const gone = await startMailServer();
    const mailer = mailerFor(gone);
    await gone.stop();
    expect(await mailer.hand(LETTER)).toEqual(later(/ECONNREFUSED/));
    const back = await serverOf({ port: gone.port });
    expect(await mailer.hand(LETTER)).toEqual({ tag: 'taken' });
    expect(back.letters).toHaveLength(1);
  });

  it('is a server that says nothing, and an impatient caller', async () => {
    const server = await serverOf();
    server.feel('mute');
    expect(await mailerFor(server, { timeoutMs: 300 }).hand(LETTER)).toEqual(later(/too long|time/i));
    const leaving = AbortSignal.timeout(300);
    expect(await mailerFor(server).hand(LETTER, leaving)).toEqual(later(/abort/i));
  });
});

describe('texts of others', () => {
  it.each([
    ['beyond ASCII', 'Zoë Müller-水車 \u{1f600}'],
    ['that are long', 'é'.repeat(200)],
    ['with line ends', 'Ada\r\nBcc: eve@evil.example\r\n\r\nhello'],
    ['with brackets', 'Ada <eve@evil.example>, "Eve" <eve@evil.example>'],
    ['with encoded words', '=?utf-8?q?Ada=0D=0ABcc:_eve@evil.example?='],
    ['with NUL', 'Ada\u0000'],
  ])('names %s stay names', async (_, name) => {
    const server = await serverOf();
    const letter = { ...LETTER, to: { ...LETTER.to, name }, subject: `For ${name}` };
    expect(await mailerFor(server).hand(letter)).toEqual({ tag: 'taken' });
    const [taken] = server.letters;
    expect(taken?.to).toEqual(['ada@mill.example']);
    const { headers, text } = readLetter(taken?.raw ?? '');
    expect([...headers.keys()]).not.toContain('bcc');
    expect(headers.get('to')).toMatch(/<ada@mill\.example>$/);
    expect(text).toBe('The password is\n\n  swordfish');
    if (/^[^<=\r\0]*$/.test(name)) expect(headers.get('to')).toContain(name);
  });

  it.each([
    'ada@mill.example\r\nRCPT TO:<eve@evil.example>',
    'ada@mill.example,eve@evil.example',
    'ada@mill.example>, <eve@evil.example',
    'Ada <ada@mill.example>',
    'ada@mill.example\u0000',
    'ada',
    '',
    '@mill.example',
    'a b@mill.example',
  ])('no letter goes to %j', async (address) => {
    const server = await serverOf();
    const letter = { ...LETTER, to: { name: 'Ada', address } };
    expect(await mailerFor(server).hand(letter)).toEqual(never(/no address/));
    expect(server.sessions()).toBe(0);
  });

  it('lines of one dot end nothing', async () => {
    const server = await serverOf();
    const text = 'a\n.\nRCPT TO:<eve@evil.example>\n..\nb';
    expect(await mailerFor(server).hand({ ...LETTER, text })).toEqual({ tag: 'taken' });
    expect(server.letters.map(({ raw }) => readLetter(raw).text)).toEqual([text]);
  });
});
