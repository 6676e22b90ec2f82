import { CHECKS } from '@openguard/knowledgebase';
import { VALUE_TABLES } from '@openguard/reports';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { valuesPage } from '../src/values-page.js';

const page = readFileSync(new URL('../../../docs/values.md', import.meta.url), 'utf8');

it('docs/values.md is up to date; write it with: pnpm --filter @openguard/docs run write', () => {
  expect(page).toBe(valuesPage());
});

it('every path, attribute and value has its place', () => {
  for (const { rows } of VALUE_TABLES) {
    for (const { path, attributes } of rows) {
      expect(page).toContain(`| \`${path}\` |`);
      for (const [name, { values }] of Object.entries(attributes)) {
        const line = page.split('\n').find((text) => text.startsWith(`| \`${path}/@${name}\` |`)) ?? '';
        const expected =
          values.tag === 'OneOf' ? Object.keys({ ...values.values, ...values.extensions }) : [];
        expect(expected.filter((value) => !line.includes(`\`${value}\``))).toEqual([]);
        expect(line).not.toMatch(/\| \|$/);
      }
    }
  }
});

it('what our scans find is on the lists, where there is one for its category', () => {
  const rows = VALUE_TABLES.flatMap((table) => table.rows);
  const off = [...CHECKS.values()].flatMap(({ kind, category, id }) => {
    const row = rows.find(({ path }) => path.includes(`CAT[@value="${category}"]/${kind.toUpperCase()}`));
    const values = row?.attributes['value']?.values;
    if (values?.tag !== 'OneOf') return [];
    return id in values.values || id in (values.extensions ?? {}) ? [] : [`${category} ${id}`];
  });
  expect(off).toEqual([]);
});
