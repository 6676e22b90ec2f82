import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { conformancePage } from '../src/conformance-page.js';

const page = readFileSync(new URL('../../../docs/xml-conformance.md', import.meta.url), 'utf8');

it('docs/xml-conformance.md is up to date; write it with: pnpm --filter @openguard/docs run write', () => {
  expect(page).toBe(conformancePage());
});

it('every part of the suite has its line', () => {
  for (const part of ['xmltest', 'sun', 'oasis', 'ibm', 'eduni']) {
    expect(page).toMatch(new RegExp(`^\\| ${part} \\| not well-formed \\| [1-9]`, 'm'));
  }
});
