import { attributeOf, textOf, type XmlElement, type XmlNode } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

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
}

const isElement = (input: unknown): input is XmlElement =>
  typeof input === 'object' && input !== null && 'tagName' in input && 'children' in input;

const inputsOf = (
  from: XmlElement,
  field: AnyField,
  children: ReadonlyMap<string, XmlElement[]>,
): readonly unknown[] => {
  if (field.place === 'child') return children.get(field.name) ?? [];
  if (field.place === 'content') return [textOf(from)];
  const value = attributeOf(from, field.name);
  return value === undefined ? [] : [value];
};

const byName = (from: XmlElement): ReadonlyMap<string, XmlElement[]> => {
  const children = new Map<string, XmlElement[]>();
  for (const node of from.children) {
    if (typeof node === 'string') continue;
    const same = children.get(node.tagName);
    if (same === undefined) children.set(node.tagName, [node]);
    else same.push(node);
  }
  return children;
};

// The place of a value is only of use in an error: it is worked out when there is one.
const decodeValue = (input: unknown, field: AnyField, context: t.Context): E.Either<t.Errors, unknown> => {
  const value = field.type.validate(input, context);
  if (E.isRight(value)) return value;
  return field.type.validate(
    input,
    t.appendContext(context, field.name === '' ? 'text' : field.name, field.type, input),
  );
};

const decodeField = (
  inputs: readonly unknown[],
  field: AnyField,
  context: t.Context,
): E.Either<t.Errors, unknown> => {
  if (field.occurs !== 'many') return decodeValue(inputs[0], field, context);
  const values: unknown[] = [];
  for (const input of inputs) {
    const value = decodeValue(input, field, context);
    if (E.isLeft(value)) return value;
    values.push(value.right);
  }
  return E.right(values);
};

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
export const element = <F extends Fields>(tagName: string, fields: F): Element<Meaning<F>> => {
  const entries = Object.entries(fields);
  const is = (value: unknown): value is Meaning<F> => {
    if (typeof value !== 'object' || value === null) return false;
    const record: Readonly<Record<string, unknown>> = { ...value };
    return entries.every(([key, field]) => {
      const part = record[key];
      if (field.occurs === 'many') return Array.isArray(part) && part.every((item) => field.type.is(item));
      return (field.occurs === 'optional' && part === undefined) || field.type.is(part);
    });
  };
  const validate: t.Validate<unknown, Meaning<F>> = (input, context) => {
    if (!isElement(input) || input.tagName !== tagName) return t.failure(input, context);
    const children = byName(input);
    const value: Record<string, unknown> = {};
    for (const [key, field] of entries) {
      const inputs = inputsOf(input, field, children);
      if (inputs.length === 0 && field.occurs === 'optional') continue;
      const decoded = decodeField(inputs, field, context);
      if (E.isLeft(decoded)) return decoded;
      value[key] = decoded.right;
    }
    return E.right(value as Meaning<F>);
  };
  const encode = (value: Meaning<F>): XmlElement => {
    const record: Readonly<Record<string, unknown>> = { ...value };
    const attributes: Record<string, string> = {};
    const children: XmlNode[] = [];
    for (const [key, field] of entries) {
      const part = record[key];
      const parts: readonly unknown[] = Array.isArray(part) && field.occurs === 'many' ? part : [part];
      for (const item of parts) if (item !== undefined) encodeField(field, item, attributes, children);
    }
    return { tagName, attributes, children };
  };
  return Object.assign(new t.Type<Meaning<F>, XmlElement, unknown>(tagName, is, validate, encode), {
    tagName,
    fields,
  });
};
