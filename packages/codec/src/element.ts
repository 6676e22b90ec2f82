import type { XmlElement, XmlNode } from '@openguard/xml';
import * as t from 'io-ts';
import { layoutOf, type Sight } from './layout.js';

/** A field of any type; see `Field`. */
export interface AnyField {
  readonly place: 'attribute' | 'content' | 'child';
  readonly name: string;
  readonly occurs: 'one' | 'optional' | 'many';
  readonly type: t.Mixed;
}

/** The fields of an element by the names that their values have. */
export type Fields = Readonly<Record<string, AnyField>>;

type Keys<F extends Fields, O extends AnyField['occurs']> = {
  [K in keyof F]: F[K]['occurs'] extends O ? K : never;
}[keyof F];

/** What an element with these fields means: optional fields may be absent, repeated ones are arrays. */
export type Meaning<F extends Fields> = {
  readonly [K in Keys<F, 'one'>]: t.TypeOf<F[K]['type']>;
} & {
  readonly [K in Keys<F, 'optional'>]?: t.TypeOf<F[K]['type']>;
} & {
  readonly [K in Keys<F, 'many'>]: readonly t.TypeOf<F[K]['type']>[];
};

/** The io-ts codec of an element, which is also its writer and its content model. */
export interface Element<A> extends t.Type<A, XmlElement> {
  readonly tagName: string;
  readonly fields: Fields;
  /** Decodes, and says whether the element holds anything that is not declared; `noticesOf` then tells what. */
  readonly read: (element: XmlElement) => Reading<A>;
}

/** What an element meant, and whether it held anything beyond that. */
export interface Reading<A> {
  readonly decoded: t.Validation<A>;
  readonly hasUnknown: boolean;
}

const isElement = (input: unknown): input is XmlElement =>
  typeof input === 'object' && input !== null && 'tagName' in input && 'children' in input;

const encodeField = (
  field: AnyField,
  value: unknown,
  attributes: Record<string, string>,
  children: XmlNode[],
): void => {
  const encode: (value: unknown) => unknown = field.type.encode;
  const encoded = encode(value);
  if (field.place === 'attribute') attributes[field.name] = String(encoded);
  else if (isElement(encoded)) children.push(encoded);
  else if (encoded !== '') children.push(String(encoded));
};

/**
 * Declares an element once: `element('VULN', { severity: attribute('severity', Severity), … })`.
 *
 * Decoding takes fields in any order, ignores what is not declared (see `noticesOf`) and the second
 * occurrence of what stands once, and refuses what is missing or has a wrong value. Encoding writes
 * attributes and children in the order of declaration.
 */
export const element = <F extends Fields>(
  tagName: string,
  fields: F,
): Element<Meaning<F>> & { readonly fields: F } => {
  const entries = Object.entries(fields);
  const layout = layoutOf(fields);
  const is = (value: unknown): value is Meaning<F> => {
    if (typeof value !== 'object' || value === null) return false;
    const record: Readonly<Record<string, unknown>> = { ...value };
    return entries.every(([key, field]) => {
      const part = record[key];
      if (field.occurs === 'many') return Array.isArray(part) && part.every((item) => field.type.is(item));
      return (field.occurs === 'optional' && part === undefined) || field.type.is(part);
    });
  };
  const decode = (input: unknown, context: t.Context, sight: Sight): t.Validation<Meaning<F>> => {
    if (!isElement(input) || input.tagName !== tagName) return t.failure(input, context);
    return layout.decode(input, context, sight) as t.Validation<Meaning<F>>;
  };
  const encode = (value: Meaning<F>): XmlElement => {
    const record: Readonly<Record<string, unknown>> = value;
    const attributes: Record<string, string> = {};
    const children: XmlNode[] = [];
    for (const [key, field] of entries) {
      const part = record[key];
      if (field.occurs === 'many' && Array.isArray(part)) {
        for (const item of part) if (item !== undefined) encodeField(field, item, attributes, children);
      } else if (part !== undefined) {
        encodeField(field, part, attributes, children);
      }
    }
    return { tagName, attributes, children };
  };
  const type = new t.Type<Meaning<F>, XmlElement, unknown>(
    tagName,
    is,
    (input, context) => decode(input, context, { unknown: false }),
    encode,
  );
  const context: t.Context = [{ key: '', type }];
  const read = (input: XmlElement): Reading<Meaning<F>> => {
    const sight: Sight = { unknown: false };
    const decoded = decode(input, context, sight);
    return { decoded, hasUnknown: sight.unknown };
  };
  return Object.assign(type, { tagName, fields, read });
};
