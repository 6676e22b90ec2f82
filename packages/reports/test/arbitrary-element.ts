import { NumberFromText, type AnyField, type Fields } from '@openguard/codec';
import fc from 'fast-check';
import { SeverityFromText } from '../src/scan/severity-from-text.js';

/** Text that XML can hold, with what is hard about it. */
export const hardText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '<',
      '&',
      ']]>',
      '&lt;',
      '<B>',
      '"',
      "'",
      '\t',
      '\n',
      '\r',
      ' ',
      '--',
      'é',
      '\u{1F600}',
      '__proto__',
    ),
    fc.string({ unit: 'grapheme-ascii', maxLength: 4 }),
  ),
  maxLength: 6,
});

const isDeclared = (type: object): type is { readonly fields: Fields } => 'fields' in type;

const arbitraryOfType = (field: AnyField): fc.Arbitrary<unknown> => {
  if (field.type === SeverityFromText) return fc.integer({ min: 1, max: 5 });
  if (field.type === NumberFromText) return fc.nat();
  if (!isDeclared(field.type)) return hardText;
  const fields: Fields = field.type.fields;
  const [only] = Object.entries(fields);
  // A child that holds nothing but text stands for its text.
  if (field.type.is('')) return hardText;
  if (field.type.is(0)) return fc.nat();
  return only === undefined ? fc.constant({}) : arbitraryElement(fields);
};

/** Any value of a declaration's type, straight from the declaration. */
export const arbitraryElement = (fields: Fields): fc.Arbitrary<Record<string, unknown>> => {
  const entries = Object.entries(fields);
  return fc.record(
    Object.fromEntries(
      entries.map(([key, field]): [string, fc.Arbitrary<unknown>] => [
        key,
        field.occurs === 'many' ? fc.array(arbitraryOfType(field), { maxLength: 2 }) : arbitraryOfType(field),
      ]),
    ),
    { requiredKeys: entries.filter(([, field]) => field.occurs !== 'optional').map(([key]) => key) },
  );
};
