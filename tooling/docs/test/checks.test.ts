import { readFileSync } from 'node:fs';
import { CHECKS } from '@openguard/knowledgebase';
import { expect, it } from 'vitest';
import { checksPage } from '../src/checks-page.js';

const page = readFileSync(new URL('../../../docs/checks.md', import.meta.url), 'utf8');

it('docs/checks.md is up to date; write it with: pnpm --filter @openguard/docs run write', () => {
  expect(page).toBe(checksPage());
});

it('every check has its place, once', () => {
  const headings = page.split('\n').filter((line) => line.startsWith('### '));
  expect([...headings].sort()).toEqual(CHECKS.map(({ id }) => `### ${id}`).sort());
});
