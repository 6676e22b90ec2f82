import { generateEpssFeed, generateKevFeed, generateNvdFeed } from '@openguard/fixtures';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { KEV_SCHEMA, NVD_SCHEMA } from './published-schemas.js';

const DAY = /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])$/;
// The NVD writes its times without a zone, and calls that a date-time all the same.
const MOMENT = /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3,4}Z?$/;

const compile = (schema: object): ValidateFunction =>
  new Ajv({ allErrors: true, formats: { date: DAY, 'date-time': MOMENT } }).compile(schema);

const SIZE = { records: 200, seed: 7 };
const JUDGED = [
  ['the NVD', compile(NVD_SCHEMA), generateNvdFeed, 'lastModified'],
  ['CISA', compile(KEV_SCHEMA), generateKevFeed, 'dueDate'],
] as const;

describe.each(JUDGED)('generated feeds of %s', (_, satisfies, generate, demanded) => {
  const text = [...generate(SIZE)].join('');

  it('satisfy what the published schema demands', () => {
    expect(satisfies(JSON.parse(text)) ? [] : satisfies.errors).toEqual([]);
  });

  it.each([
    ['without what is demanded', (key: string, value: unknown) => (key === demanded ? undefined : value)],
    ['with a date that is none', (key: string, value: unknown) => (key === demanded ? 'soon' : value)],
    [
      'with a name that is none',
      (key: string, value: unknown) => (/^(id|cveID)$/.test(key) ? 'CVE-1' : value),
    ],
  ])('would not %s', (__, change) => {
    expect(satisfies(JSON.parse(text, change))).toBe(false);
  });
});

describe('generated feeds of EPSS', () => {
  it('are tables of a name and two shares, below a line about the model', () => {
    const [about, header, ...rows] = [...generateEpssFeed(SIZE)].join('').trimEnd().split('\n');
    expect(about).toMatch(/^#model_version:v[\d.]+,score_date:[-\dT:+]+$/);
    expect(header).toBe('cve,epss,percentile');
    expect(rows).toHaveLength(SIZE.records);
    for (const row of rows) expect(row).toMatch(/^CVE-\d{4}-\d{4,},0\.\d{5},0\.\d{5}$/);
  });
});
