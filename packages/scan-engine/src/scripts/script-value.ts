import type { Script, Table } from '../nmap/document.js';

type Holder = Pick<Table, 'elems' | 'tables'>;

/** The value of a key; `undefined` when the script does not tell it. */
export const valueOf = (holder: Holder | undefined, key: string): string | undefined =>
  holder?.elems.find((elem) => elem.key === key)?.text;

/** The table of a key. */
export const tableOf = (holder: Holder | undefined, key: string): Table | undefined =>
  holder?.tables.find((table) => table.key === key);

/** The values of a table in their order, without their keys. */
export const valuesOf = (holder: Holder | undefined): readonly string[] =>
  holder?.elems.map(({ text }) => text) ?? [];

/** The lines of a script's output, trimmed, without blank ones. */
export const linesOf = (script: Script): readonly string[] =>
  (script.output ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Lines of `name: value` for what is known. */
export const describeAll = (facts: readonly (readonly [string, string | undefined])[]): string =>
  facts
    .flatMap(([name, value]) => (value === undefined || value === '' ? [] : [`${name}: ${value}`]))
    .join('\n');
