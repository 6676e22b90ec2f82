import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { steadyText } from './steady-text.js';

describe('steadyText', () => {
  it.each([
    ['SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3', 'SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3'],
    ['220 mail.example ESMTP Postfix (Debian/GNU)', '220 mail.example ESMTP Postfix (Debian/GNU)'],
    [
      '220 mail.example ESMTP Sendmail 8.14.4/8.14.4; Sun, 22 Nov 2026 01:40:46 GMT',
      '220 mail.example ESMTP Sendmail 8.14.4/8.14.4; (date) (time)',
    ],
    [
      '220 mx.example ESMTP 4fb4d7f45d1cf-5cfcae3f1c5si3415a12.87 - gsmtp',
      '220 mx.example ESMTP (id) - gsmtp',
    ],
    ['+OK POP3 ready <1896.697170952@mail.example>', '+OK POP3 ready <(id)@mail.example>'],
    [
      'You are user number 3 of 50 allowed. Local time is now 01:40.',
      'You are user number (n) of 50 allowed. Local time is now (time).',
    ],
    ['ready at Sun Nov 22 01:40:46 2026', 'ready at (date)'],
    ['ready at 2026-11-22 01:40:46', 'ready at (date) (time)'],
    ['ready at 2026-11-22T01:40:46Z', 'ready at (date) (time)'],
    ['login at 1:05 PM', 'login at (time)'],
    ['  padded  ', 'padded'],
  ])('%s', (text, steady) => {
    expect(steadyText(text)).toBe(steady);
  });

  it('reads the same at any moment', () => {
    const greeting = (time: Date) =>
      `220 host ready; ${time.toUTCString()} <${time.getTime()}.1@host> ${time.toISOString()}`;
    const moment = fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        expect(steadyText(greeting(a))).toBe(steadyText(greeting(b)));
      }),
    );
  });

  it('changes nothing that is steady already', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(steadyText(steadyText(text))).toBe(steadyText(text));
      }),
    );
  });
});
