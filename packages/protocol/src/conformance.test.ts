import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LATER_ENDPOINTS } from './index.js';

const ROOT = new URL('../../../', import.meta.url);
const page = readFileSync(new URL('docs/conformance.md', ROOT), 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| '));

it.each(Object.entries(LATER_ENDPOINTS).map(([key, endpoint]) => [endpoint.name, key, endpoint] as const))(
  '%s has a row with its path and every parameter',
  (name, key, { path, decode }) => {
    const row = rows.find((line) => line.startsWith(`| ${name} |`)) ?? '';
    expect(row).toContain(`\`${path}\``);
    expect(row).toContain(`\`${key}\``);
    const action = /`action=([a-z]+)`/.exec(row)?.[1];
    const fault = decode([...(action === undefined ? [] : [['action', action] as const]), ['?', '']]);
    if (fault._tag === 'Right' || fault.left.tag !== 'Unknown') throw new TypeError(name);
    for (const parameter of fault.left.known) expect(row).toContain(`\`${parameter}\``);
  },
);

it('names tests that are there', () => {
  for (const [, test = ''] of page.matchAll(/`((?:packages|tooling)\/[\w/.-]+\.test\.ts)`/g))
    expect(readFileSync(new URL(test, ROOT), 'utf8')).not.toBe('');
});
