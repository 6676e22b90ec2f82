import { randomInt } from 'node:crypto';

const SHORTEST = 8;
const LONGEST = 1024;

/** What people tell apart in every typeface, and what no shell, URL or header trips over. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const MADE_LENGTH = 20;

/** Basic authentication has no way to send a control character (RFC 7617). */
const CONTROL = /\p{Cc}/u;

/** The first that whoever guesses will try, in lower case; longer than the shortest that may be. */
const COMMON = new Set([
  ...['password', 'password1', 'passw0rd', '12345678', '123456789', '1234567890', '11111111', 'qwertyui'],
  ...['qwertyuiop', 'iloveyou', 'trustno1', 'baseball', 'football', 'sunshine', 'princess', 'letmein1'],
  ...['welcome1', 'changeme', 'openguard', 'administrator'],
]);

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Why a password may not be the one of an account; `undefined` when it may. */
export const passwordFault = (password: string, name: string): string | undefined => {
  if (password.length < SHORTEST || password.length > LONGEST)
    return `a password has ${SHORTEST} to ${LONGEST} characters`;
  if (CONTROL.test(password)) return 'a password cannot hold control characters';
  if (COMMON.has(folded(password)) || new Set(password).size === 1)
    return 'this password is among the first that anyone tries';
  return folded(password) === folded(name) ? "a password is not the account's name" : undefined;
};

/** A password that nobody has seen: 20 letters and digits, 116 bits. */
export const makePassword = (): string =>
  Array.from({ length: MADE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
