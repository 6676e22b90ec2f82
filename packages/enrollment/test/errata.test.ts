import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COUNTRIES, describeViolation, enrollmentForm, enrollmentRefusal, STATES } from '../src/index.js';
import { filledIn } from './filled-in.js';

const form = enrollmentForm({ serviceLevels: ['full'] });

const toldOf = (other: Readonly<Record<string, unknown>>): readonly string[] => {
  const checked = form.validate(filledIn(other));
  return checked._tag === 'Left' ? checked.left.map(describeViolation) : [];
};

describe('Appendix L', () => {
  it('Korea stands twice in the list, and is one value', () => {
    expect(COUNTRIES.filter((country, index) => COUNTRIES.indexOf(country) !== index)).toEqual(['Korea']);
    expect(toldOf({ country: 'Korea' })).toEqual([]);
    expect(toldOf({ country: 'South Korea' })).toHaveLength(1);
  });

  it.each([
    ['country', 'Antartica', 'Antarctica'],
    ['country', 'Lao Peoples Democratic Republic', "Lao People's Democratic Republic"],
    ['country', 'Faeroe Islands', 'Faroe Islands'],
    ['country', "Cote D'Ivoire", 'Côte d’Ivoire'],
    ['country', 'Reunion', 'Réunion'],
    ['country', 'Macau', 'Macao'],
    ['country', 'Vietnam', 'Viet Nam'],
  ])('%s is spelled %s, and who spells %s is told so', (field, listed, spelled) => {
    expect(toldOf({ [field]: listed })).toEqual([]);
    expect(toldOf({ [field]: spelled })).toEqual([
      expect.stringMatching(`none of the 235 values of the list; did you mean "${listed}"\\?$`),
    ]);
  });

  it.each([
    ['country', 'Eritrea'],
    ['country', 'Macedonia'],
    ['country', 'Guam'],
    ['country', 'Virgin Islands (U.S.)'],
    ['country', 'South Korea'],
    ['state', 'Armed Forces Americas'],
  ])('%s lacks %s, and nothing is taken for it', (field, value) => {
    expect(toldOf({ [field]: value })).toEqual([expect.stringMatching(/values of the list$/)]);
  });

  it('keeps countries that are no more, and a region that never was', () => {
    for (const country of ['Yugoslavia', 'Zaire', 'Panama Canal Zone', 'Neutral Zone (Saudi/Iraq)']) {
      expect(toldOf({ country })).toEqual([]);
    }
    expect(toldOf({ state: 'Armed Forces Asia' })).toEqual([]);
  });
});

it('a state of the United States is taken with any country', () => {
  expect(toldOf({ state: 'Texas', country: 'France' })).toEqual([]);
});

it('www.baddomain.com is well-formed, and is taken', () => {
  expect(toldOf({ domain: 'www.baddomain.com' })).toEqual([]);
});

it('the example of targetip is refused for one item of it', () => {
  expect(toldOf({ targetip: '1.2.3.4,1.2.3.5.7,1.2.3.9-1.2.3.11' })).toEqual([
    expect.stringContaining('"1.2.3.5.7" is not an address'),
  ]);
});

it('returnpassword may be no, and a FIELD tells when it is neither', () => {
  expect(toldOf({ returnpassword: 'no' })).toEqual([]);
  const checked = form.validate(filledIn({ returnpassword: 'maybe' }));
  if (checked._tag === 'Right') throw new Error('taken');
  expect(enrollmentRefusal(checked.left).fields).toEqual([
    { field: 'returnpassword', error: 'invalid', text: '"maybe" is none of "yes", "no"' },
  ]);
});

// The documentation is not ours to publish: where it lies beside the checkout, the lists are compared with it.
const SEEDS = new URL('../../../../shared/spec/seeds/', import.meta.url);

describe.skipIf(!existsSync(SEEDS))('the documentation of 2001', () => {
  const text = existsSync(SEEDS)
    ? readdirSync(SEEDS)
        .map((name) => readFileSync(new URL(name, SEEDS), 'utf8'))
        .join('\n')
    : '';
  const quotedAfter = (heading: RegExp): readonly string[] => {
    const line = (text.split(heading)[1] ?? '').trimStart().split('\n', 1)[0] ?? '';
    return [...line.matchAll(/"([^"]*)"/g)].map(([, value = '']) => value);
  };

  it.each([
    ['state', STATES],
    ['country', COUNTRIES],
  ] as const)('has the values of %s that are listed here, to the letter', (field, values) => {
    expect(quotedAfter(new RegExp(`Acceptable values for “${field}”`))).toEqual(values);
  });
});
