import type { XmlElement } from '@openguard/xml';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VALUE_TABLES, type AttributeRow, type ValueRow, type Values } from '../src/index.js';
import { modelOfDtd } from './content-model.js';
import { judgeOf } from './judge.js';
import { documentsFor, documentWith } from './printed-values.js';
import { itemsOf, readItems } from './read-items.js';
import { SEED_MAP_DTD, SEED_SCAN_REPORT_LIST_DTD, seedRegistrationDtd, seedScanDtd } from './seed-dtd.js';

const DTDS: Readonly<Record<string, string>> = {
  B: seedScanDtd(),
  E: SEED_SCAN_REPORT_LIST_DTD,
  H: SEED_MAP_DTD,
  K: seedRegistrationDtd(),
};

/** Where a table and its DTD contradict each other; docs/errata.md has a row for each. */
const CONTENT_DIFFERS = new Map([['/SCAN/IP', '(INFOS,SERVICES?,VULNS?,PRACTICES?)']]);
const REQUIRED_BY_DTD = /^\/SCAN\/IP\/SERVICES\/CAT\[.*\]\/SERVICE@severity$/;

/** Attributes without which a document is not read. Of the others the items have none. */
const READ_ONLY_WITH = new Set([
  '/SCAN/IP@value',
  ...['INFOS', 'SERVICES', 'VULNS', 'PRACTICES'].map((section) => `/SCAN/IP/${section}/CAT@value`),
  '/SCAN/IP/VULNS/CAT/VULN@severity',
  '/SCAN/IP/PRACTICES/CAT/PRACTICE@severity',
  ...['ref', 'date', 'target'].map((name) => `/SCAN_REPORT_LIST/SCAN_REPORT@${name}`),
  '/MAP/IP@value',
  '/MAP/IP/PORT@value',
  '/MAP/IP/LINK@value',
  '/REGISTRATION/ERROR/FIELD@name',
  '/REGISTRATION/ERROR/FIELD@error_type',
]);

/** A severity that is none makes a weakness untrustworthy; anywhere else such a value is only noted. */
const REFUSED_OUTSIDE = /^\/SCAN\/IP\/(?:VULNS|PRACTICES)\/CAT\/\w+@severity$/;

const OUTSIDE = 'q7outside7q';

const FORMS: Readonly<Record<string, readonly string[]>> = {
  'an IP address': ['192.0.2.7', '255.255.255.255'],
  'a whole number from 1 to 5': ['1', '5'],
  'the number of the port that was tested': ['1', '65535'],
};

/** Values that are allowed: all of a list, some of a form. */
const allowedBy = (values: Values): readonly string[] => {
  switch (values.tag) {
    case 'OneOf':
      return Object.keys({ ...values.values, ...values.extensions });
    case 'Form':
      return (
        FORMS[values.means] ??
        (values.means.startsWith('a date') ? ['20010627000606', '2010-07-06T10:30:00Z'] : ['', '192.0.2.7'])
      );
    case 'Any':
      return [OUTSIDE];
  }
};

const without =
  (name: string) =>
  (element: XmlElement): XmlElement => ({
    ...element,
    attributes: Object.fromEntries(Object.entries(element.attributes).filter(([key]) => key !== name)),
  });

const given =
  (name: string, value: string) =>
  (element: XmlElement): XmlElement => ({ ...element, attributes: { ...element.attributes, [name]: value } });

interface Place {
  readonly letter: string;
  readonly row: ValueRow;
  readonly documents: readonly string[];
}

const PLACES: readonly Place[] = VALUE_TABLES.flatMap(({ appendix, rows }) => {
  const documents = documentsFor[appendix]?.(rows) ?? [];
  return rows.map((row) => ({ letter: appendix, row, documents }));
});

const isFinding = (path: string): boolean => /\/(?:INFO|SERVICE|VULN|PRACTICE)$/.test(path);

const contentIn = (dtd: string, element: string): string | undefined =>
  new RegExp(`<!ELEMENT ${element} (.*?)>`).exec(dtd)?.[1];

it('the tables are those of Appendices B, E, H and K', () => {
  expect(VALUE_TABLES.map(({ appendix, rows }) => `${appendix} ${rows.length}`)).toEqual([
    'B 51',
    'E 2',
    'H 4',
    'K 8',
  ]);
});

describe.each(PLACES.map((place) => [`${place.letter} ${place.row.path}`, place] as const))(
  '%s',
  (_, { letter, row: { path, content, attributes }, documents }) => {
    const dtd = DTDS[letter] ?? '';
    const element = /(\w+)$/.exec(path)?.[1] ?? '';
    const judge = judgeOf(dtd);
    const same = (unchanged: XmlElement): XmlElement => unchanged;

    it('is an element of the DTD, with that content and no other attributes, and is read', async () => {
      expect(contentIn(dtd, element)).toBe(CONTENT_DIFFERS.get(path) ?? content);
      const document = documentWith(documents, path, same);
      expect(judge(document)).toBeUndefined();
      expect((await itemsOf(document)).at(-1)).toMatchObject({ kind: 'end', notices: [] });
      const known = (modelOfDtd(dtd)[element] ?? []).filter((name) => name.startsWith('@'));
      // The tables say nothing of a root's own value.
      const told = path === '/SCAN' || path === '/MAP' ? ['value'] : Object.keys(attributes);
      expect(known.map((name) => name.replace(/[@!]/g, '')).sort()).toEqual(told.toSorted());
    });

    const rows = Object.entries(attributes).map(([name, row]): [string, AttributeRow] => [name, row]);

    it.each(rows)('@%s occurs as the row says', async (name, { occurs }) => {
      const place = `${path}@${name}`;
      const document = documentWith(documents, path, without(name));
      const required = occurs === 'required' || REQUIRED_BY_DTD.test(place);
      expect(judge(document) !== undefined).toBe(required);
      const { fault } = await readItems(document);
      expect(fault !== undefined).toBe(READ_ONLY_WITH.has(place) || (isFinding(path) && name === 'value'));
    });

    const noticePath = (name: string): string => `${path.replace(/\[.*?\]/g, '')}/@${name}`;

    it.each(rows)('@%s holds what the row says, and nothing of that is noted', async (name, { values }) => {
      for (const value of allowedBy(values)) {
        const end = (await itemsOf(documentWith(documents, path, given(name, value)))).at(-1);
        expect(end?.kind).toBe('end');
        expect((end?.notices ?? []).filter((notice) => notice.path === noticePath(name))).toEqual([]);
      }
    });

    it.each(rows.filter(([, { values }]) => values.tag !== 'Any'))(
      '@%s is noted, and lost nowhere, when it holds something else',
      async (name) => {
        const place = `${path}@${name}`;
        const document = documentWith(documents, path, given(name, OUTSIDE));
        const { items, fault } = await readItems(document);
        if (REFUSED_OUTSIDE.test(place)) {
          expect(fault).toMatchObject({ tag: 'Invalid' });
          return;
        }
        expect(fault).toBeUndefined();
        const notice = { path: noticePath(name), text: OUTSIDE };
        expect(items.at(-1)?.notices).toEqual([notice]);
        expect(items.slice(0, -1).flatMap(({ notices = [] }) => notices)).toEqual([notice]);
      },
    );
  },
);

// The documentation is not ours to publish: where it lies beside the checkout, the tables are held against it.
const SEEDS = new URL('../../../../shared/spec/seeds/', import.meta.url);

describe.skipIf(!existsSync(SEEDS))('the printed tables', () => {
  const text = readdirSync(existsSync(SEEDS) ? SEEDS : new URL('./', import.meta.url))
    .filter((name) => name.startsWith('003'))
    .map((name) => readFileSync(new URL(name, SEEDS), 'utf8'))
    .join('');

  /** Rows that other rows refer to and that are not printed. */
  const UNPRINTED = ['/SCAN/IP/SERVICES', '/SCAN/IP/SERVICES/CAT', '/SCAN/IP/VULNS/CAT'];

  it.each(VALUE_TABLES)('Appendix $appendix has these paths', ({ appendix, rows }) => {
    const from = text.lastIndexOf(`\nAppendix ${appendix} – XPath`);
    const part = text.slice(from, text.indexOf('\nAppendix ', from + 1));
    const printed = [...part.matchAll(/^(?:<p>)?(\/[A-Z][^\s<]*)/gm)].map(([, path = '']) => path);
    expect(rows.map(({ path }) => path).filter((path) => !UNPRINTED.includes(path))).toEqual(printed);
  });

  it.each(
    VALUE_TABLES.flatMap(({ appendix, rows }) =>
      rows.flatMap(({ path, attributes }) =>
        Object.values(attributes).flatMap(({ values }) =>
          values.tag === 'OneOf' ? Object.keys(values.values).map((value) => [appendix, path, value]) : [],
        ),
      ),
    ),
  )('Appendix %s, %s has the value %s', (appendix = '', _path, value = '') => {
    // The names of fields stand in the DTD that belongs to the table.
    const from = text.lastIndexOf(appendix === 'K' ? '\nAppendix J – DTD' : `\nAppendix ${appendix} – XPath`);
    const next = text.indexOf(appendix === 'K' ? '\nAppendix L –' : '\nAppendix ', from + 1);
    expect(text.slice(from, next)).toContain(value);
  });
});
