import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILLED_IN, filledIn } from '../test/filled-in.js';
import {
  ACCOUNT_TYPES,
  COUNTRIES,
  enrollmentForm,
  enrollmentPairs,
  PREFIXES,
  STATES,
  type FieldName,
  type Pairs,
  type Violation,
} from './index.js';

const SERVICE_LEVELS = ['full', 'light'];
const form = enrollmentForm({ serviceLevels: SERVICE_LEVELS });

const violationsOf = (pairs: Pairs): readonly Violation[] => {
  const checked = form.validate(pairs);
  return checked._tag === 'Left' ? checked.left : [];
};
const errorsOf = (pairs: Pairs) => violationsOf(pairs).map(({ field, error }) => `${error} ${field}`);

describe('the fields', () => {
  it('are those of the API, in its order, with its limits', () => {
    const told = form.fields.map(({ name, required, rule }) => [
      name,
      required,
      rule.kind,
      rule.kind === 'choice' ? rule.values : rule.maxLength,
    ]);
    expect(told).toEqual([
      ['prefix', true, 'choice', PREFIXES],
      ['firstname', true, 'text', 50],
      ['lastname', true, 'text', 50],
      ['title', true, 'text', 100],
      ['phone', true, 'text', 100],
      ['email', true, 'email', 80],
      ['company', true, 'text', 50],
      ['addr1', true, 'text', 80],
      ['city', true, 'text', 50],
      ['state', true, 'choice', STATES],
      ['zipcode', true, 'text', 20],
      ['country', true, 'choice', COUNTRIES],
      ['slevel', true, 'choice', SERVICE_LEVELS],
      ['domain', true, 'domain', 67],
      ['targetip', true, 'targets', 200_000],
      ['type', true, 'choice', ACCOUNT_TYPES],
      ['addr2', false, 'text', 80],
      ['fax', false, 'text', 100],
      ['returnpassword', false, 'choice', ['yes', 'no']],
    ]);
  });

  it('take any service level where none are configured', () => {
    const anyLevel = enrollmentForm();
    expect(anyLevel.validate(filledIn({ slevel: 'another' }))._tag).toBe('Right');
    expect(anyLevel.validate(filledIn({ slevel: 'x'.repeat(101) }))._tag).toBe('Left');
    expect(errorsOf(filledIn({ slevel: 'another' }))).toEqual(['invalid slevel']);
  });

  it('read one value alone, as the form does', () => {
    const domain = form.fields.find(({ name }) => name === 'domain');
    expect(domain?.read('Example.ORG')).toEqual({ _tag: 'Right', right: 'example.org' });
    expect(domain?.read('example')).toMatchObject({ left: { tag: 'Domain', reason: 'one-label' } });
  });
});

describe('a form', () => {
  it('is read with its meaning', () => {
    expect(form.validate(filledIn())).toEqual({
      _tag: 'Right',
      right: {
        ...FILLED_IN,
        targetip: {
          text: FILLED_IN.targetip,
          addresses: [
            { first: 0xc0000204, last: 0xc0000209 },
            { first: 0xc0000214, last: 0xc0000214 },
          ],
        },
        returnpassword: true,
      },
    });
  });

  it('may leave out what is optional, or leave it blank', () => {
    const without = form.validate(filledIn({ addr2: undefined, fax: null, returnpassword: ' ' }));
    if (without._tag === 'Left') throw new Error('refused');
    expect(without.right).not.toHaveProperty('addr2');
    expect(without.right).not.toHaveProperty('fax');
    expect(without.right.returnpassword).toBe(false);
  });

  it.each<[string, Pairs]>([
    ['URLSearchParams', new URLSearchParams(FILLED_IN)],
    ['a Map', new Map(filledIn())],
    [
      'FormData',
      Object.entries(FILLED_IN).reduce(
        (data, [name, value]) => (data.set(name, value), data),
        new FormData(),
      ),
    ],
  ])('is read from %s', (_, pairs) => {
    expect(form.validate(pairs)).toEqual(form.validate(filledIn()));
  });

  it('travels and is read back', () => {
    const line = fc
      .string({ minLength: 1, maxLength: 20 })
      .filter((text) => /^[^\p{C}\p{Z}\ufffd]/u.test(text));
    const safe = line.map((text) => text.replace(/[\p{C}\p{Zl}\p{Zp}\ufffd]/gu, '-'));
    const texts = (names: readonly FieldName[]) =>
      fc.record(Object.fromEntries(names.map((name) => [name, safe])));
    const arbitrary = fc.tuple(
      texts([
        'firstname',
        'lastname',
        'title',
        'phone',
        'company',
        'addr1',
        'city',
        'zipcode',
        'addr2',
        'fax',
      ]),
      fc.record({
        prefix: fc.constantFrom(...PREFIXES),
        state: fc.constantFrom(...STATES),
        country: fc.constantFrom(...COUNTRIES),
        slevel: fc.constantFrom(...SERVICE_LEVELS),
        domain: fc.domain().filter((domain) => domain.length <= 67),
        returnpassword: fc.constantFrom('yes', 'no'),
        addr2: fc.option(safe, { nil: undefined }),
      }),
    );
    fc.assert(
      fc.property(arbitrary, ([plain, rest]) => {
        const checked = form.validate(filledIn({ ...plain, ...rest }));
        if (checked._tag === 'Left') throw new Error(JSON.stringify(checked.left));
        expect(form.validate(enrollmentPairs(checked.right))).toEqual(checked);
      }),
    );
  });

  it('tells all 18 violations at once, in the order of its fields', () => {
    const { returnpassword, ...others } = FILLED_IN;
    const wrong = Object.entries(others).map(([name]) => [name, 'x\n'.repeat(100)] as const);
    expect(errorsOf([...wrong, ['returnpassword', returnpassword]])).toEqual(
      Object.keys(others).map((name) => `invalid ${name}`),
    );
  });

  it('lacks all 16 required fields when it is empty', () => {
    expect(errorsOf([])).toEqual(
      form.fields.filter(({ required }) => required).map(({ name }) => `missing ${name}`),
    );
  });

  it('tells what is missing, what is invalid and what is unknown apart', () => {
    expect(
      errorsOf(filledIn({ email: '', city: '  ', zipcode: 'x'.repeat(21), adr2: 'x', type: null })),
    ).toEqual(['missing email', 'missing city', 'invalid zipcode', 'missing type', 'unknown adr2']);
  });

  it('refuses a field that comes twice, even with the same value', () => {
    expect(violationsOf([...filledIn(), ['email', FILLED_IN.email]])).toEqual([
      { field: 'email', error: 'invalid', fault: { tag: 'Repeated', count: 2 } },
    ]);
  });

  it('tells each unknown name once and 20 at most', () => {
    const many = Array.from({ length: 1000 }, (_, index) => [`x${index % 500}`, ''] as const);
    expect(errorsOf([...filledIn(), ...many])).toEqual(many.slice(0, 20).map(([name]) => `unknown ${name}`));
    expect(errorsOf([...filledIn({ __proto__: null }), ['__proto__', 'x'], ['constructor', 'x']])).toEqual([
      'unknown __proto__',
      'unknown constructor',
    ]);
  });

  it('is accepted or refused, whatever it holds', () => {
    const name = fc.oneof(fc.constantFrom(...form.fields.map((field) => field.name)), fc.string());
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.anything())), (pairs) => {
        expect(['Left', 'Right']).toContain(form.validate(pairs)._tag);
      }),
    );
  });
});
