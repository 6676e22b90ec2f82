import { expect } from 'vitest';
import { basic } from './http.js';
import type { Ended } from './process.js';
import { ANN } from './store.js';

/** Every way in which the password could show itself. */
const SECRETS = [
  ANN.password,
  encodeURIComponent(ANN.password),
  new URLSearchParams([['', ANN.password]]).toString().slice(1),
  basic(ANN).slice('Basic '.length),
];

/** The text shows no secret of Ann's. */
export const expectNoSecret = (text: string): void => {
  expect(SECRETS.filter((secret) => text.includes(secret))).toEqual([]);
};

/**
 * A command of ours that failed as it should: this exit code, one line on standard error, no trace of its
 * innards, no secret.
 */
export const expectComplaint = (
  { code, stdout, stderr }: Ended,
  exitCode: number,
  words: RegExp,
  program = 'openguard',
): void => {
  expect({ code, stderr }).toEqual({
    code: exitCode,
    stderr: expect.stringMatching(new RegExp(`^${program}: [^\\n]+\\n$`)) as unknown,
  });
  expect(stderr).toMatch(words);
  expect(stderr).not.toMatch(/\bat .*\.js:\d|node:internal|OpenGuardError/);
  expectNoSecret(stdout + stderr);
};

/** A command that did what it should, and said nothing on standard error. */
export const expectDone = ({ code, stdout, stderr }: Ended): string => {
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expectNoSecret(stdout);
  return stdout;
};

/** The one JSON value that a command printed. */
export const jsonOf = (ended: Ended): unknown => {
  const stdout = expectDone(ended);
  expect(stdout).toMatch(/^[^\n]+\n$/);
  return JSON.parse(stdout);
};
