import type { XmlElement } from '@openguard/xml';
import * as t from 'io-ts';
import { element, type Element } from './element.js';

/** Of all elements that have none; nobody changes it. */
const NO_ATTRIBUTES: XmlElement['attributes'] = {};

/** How often a field stands in its element. */
export type Occurs = 'one' | 'optional' | 'many';

/** A type whose wire form is text: `t.string`, or a codec such as `NumberFromText`. */
export type TextType<A> = t.Type<A, string>;

/** One field of an element: an attribute, the element's own text, or child elements of one name. */
export interface Field<A, O extends Occurs = Occurs> {
  readonly place: 'attribute' | 'content' | 'child';
  /** Name of the attribute or child; empty for the element's own text. */
  readonly name: string;
  readonly occurs: O;
  readonly type: t.Type<A, string> | t.Type<A, XmlElement>;
}

/** An attribute that must be there. */
export const attribute = <A>(name: string, type: TextType<A>): Field<A, 'one'> => ({
  place: 'attribute',
  name,
  occurs: 'one',
  type,
});

/** The text of the element itself: text, CDATA and references joined in their order. */
export const content = <A>(type: TextType<A>): Field<A, 'one'> => ({
  place: 'content',
  name: '',
  occurs: 'one',
  type,
});

/** A child that holds nothing but text. */
export const child = <A>(name: string, type: TextType<A>): Field<A, 'one'> => {
  const whole = element(name, { text: content(type) });
  const inner = new t.Type<A, XmlElement, unknown>(
    name,
    type.is,
    (input, context) => {
      const validation = whole.validate(input, context);
      return validation._tag === 'Left' ? validation : t.success(validation.right.text);
    },
    (value) => {
      const text = type.encode(value);
      return { tagName: name, attributes: NO_ATTRIBUTES, children: text === '' ? [] : [text] };
    },
  );
  return {
    place: 'child',
    name,
    occurs: 'one',
    type: Object.assign(inner, { tagName: name, fields: whole.fields, textType: type }),
  };
};

/** A child with a declaration of its own. */
export const one = <A>(declared: Omit<Element<A>, 'read'>): Field<A, 'one'> => ({
  place: 'child',
  name: declared.tagName,
  occurs: 'one',
  type: declared,
});

/** The same field, which may be absent. */
export const optional = <A>(field: Field<A, 'one'>): Field<A, 'optional'> => ({
  ...field,
  occurs: 'optional',
});

/** The same child, any number of times. */
export const many = <A>(field: Field<A, 'one'>): Field<A, 'many'> => ({ ...field, occurs: 'many' });
