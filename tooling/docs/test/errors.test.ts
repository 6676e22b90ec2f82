import { readFileSync } from 'node:fs';
import { ERROR_CODES } from '@openguard/errors';
import { expect, it } from 'vitest';
import { errorsPage, EXIT_CODES } from '../src/errors-page.js';

const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');

it('docs/errors.md is up to date; write it with: pnpm --filter @openguard/docs run write', () => {
  expect(page).toBe(errorsPage());
});

it('every code has one row', () => {
  const codes = [...page.matchAll(/^\| `(OG_[A-Z_]+)` \|/gm)].map(([, code]) => code);
  expect(codes).toEqual(Object.keys(ERROR_CODES));
});

it('no two families share an exit code, and none takes that of success or of a threshold', () => {
  const codes = Object.values(EXIT_CODES);
  expect(new Set(codes).size).toBe(codes.length);
  expect(Math.min(...codes)).toBe(2);
});
