import { describe, expect, it } from 'vitest';
import { filledIn } from '../test/filled-in.js';
import {
  describeFieldFault,
  describeViolation,
  enrollmentForm,
  enrollmentRefusal,
  type Pairs,
} from './index.js';

const form = enrollmentForm({ serviceLevels: ['full'] });
const violationsOf = (pairs: Pairs) => {
  const checked = form.validate(pairs);
  return checked._tag === 'Left' ? checked.left : [];
};

describe('enrollmentRefusal', () => {
  it('has a FIELD for each violation, without a text where a value is missing, and a SUMMARY of all', () => {
    expect(enrollmentRefusal(violationsOf(filledIn({ domain: 'bad_domain', email: '', addr1: '' })))).toEqual(
      {
        fields: [
          { field: 'email', error: 'missing', text: '' },
          { field: 'addr1', error: 'missing', text: '' },
          {
            field: 'domain',
            error: 'invalid',
            text: '"bad_domain" is not a domain: it may not hold underscores',
          },
        ],
        summary: 'missing e-mail address, missing address, invalid domain',
      },
    );
  });

  it('tells of unknown names in the SUMMARY alone', () => {
    expect(enrollmentRefusal(violationsOf([...filledIn(), ['submit', 'OK']]))).toEqual({
      fields: [],
      summary: 'unknown "submit"',
    });
  });

  it('stays short, and free of what would move or hide a line, whatever was sent', () => {
    const hostile = form.fields.map(({ name }) => [name, '\u001b[2J\u202e\r\n'.repeat(100_000)] as const);
    const unknown = Array.from({ length: 100 }, (_, index) => ['\u0007'.repeat(10_000 + index), ''] as const);
    const violations = violationsOf([...hostile, ...unknown]);
    expect(violations).toHaveLength(19 + 20);
    const { fields, summary } = enrollmentRefusal(violations);
    const words = [summary, ...fields.map(({ text }) => text), ...violations.map(describeViolation)];
    expect(words.filter((text) => /\p{C}/u.test(text))).toEqual([]);
    expect(Math.max(...words.map(({ length }) => length))).toBeLessThan(3000);
  });
});

it.each([
  [['Email', 'x'], 'the form has no field "Email"; did you mean "email"?'],
  [['adr2', 'x'], 'the form has no field "adr2"; did you mean "addr2"?'],
  [['e\nmail', 'x'], 'the form has no field "e?mail"; did you mean "email"?'],
  [['password', 'x'], 'the form has no field "password"'],
] as const)('%j is told as unknown', (pair, told) => {
  expect(violationsOf([...filledIn(), pair]).map(describeViolation)).toEqual([told]);
});

it('words the faults that no single value has', () => {
  expect(describeFieldFault({ tag: 'Repeated', count: 2 })).toBe('it is given 2 times; give it once');
});
