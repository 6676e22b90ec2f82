import { textOf, type XmlElement } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { AnyField, Fields } from './element.js';

/** What was seen while decoding that no declaration knows. */
export interface Sight {
  unknown: boolean;
}

/** A type that decodes a child which holds nothing but text. */
interface TextChild extends t.Mixed {
  readonly textType: t.Mixed;
}

const isTextChild = (type: t.Mixed): type is TextChild => 'textType' in type;

/** A type that `element` has made; any other, such as one that refers to itself, decodes on its own. */
const isElementType = (type: t.Mixed): type is t.Mixed & { readonly fields: Fields } =>
  'fields' in type && ('read' in type || isTextChild(type));

/** Whether a text is nothing but what XML calls blank. */
export const isBlankText = (text: string): boolean => !/[^ \t\n\r]/.test(text);

const hasNoAttributes = ({ attributes }: XmlElement): boolean => {
  for (const name in attributes) return name === '';
  return true;
};

/** A field with what is worked out once for all elements. */
interface Slot {
  readonly key: string;
  readonly field: AnyField;
  readonly many: boolean;
  /** What decodes the text, where the value is one. */
  readonly text: t.Mixed | undefined;
  /** How its element is laid out, where it is declared on its own. */
  readonly layout: Layout | undefined;
}

const layouts = new WeakMap<Fields, Layout>();

/** How an element with these fields is laid out. */
export const layoutOf = (fields: Fields): Layout => {
  const known = layouts.get(fields);
  if (known !== undefined) return known;
  const layout = new Layout(fields);
  layouts.set(fields, layout);
  return layout;
};

const slotOf = ([key, field]: readonly [string, AnyField]): Slot => {
  const { type } = field;
  const isText = field.place !== 'child';
  return {
    key,
    field,
    many: field.occurs === 'many',
    text: isText ? type : isTextChild(type) ? type.textType : undefined,
    layout: !isText && isElementType(type) ? layoutOf(type.fields) : undefined,
  };
};

/** The value of a text, where the type does not change it: the usual one. */
const decodeText = (type: t.Mixed, text: string, context: t.Context): E.Either<t.Errors, unknown> =>
  type === t.string ? E.right(text) : type.validate(text, context);

/** The fields of an element, found by name, and decoded in one pass over what stands in it. */
export class Layout {
  readonly #slots: readonly Slot[];
  readonly #attributes = new Map<string, number>();
  readonly #children = new Map<string, number>();
  readonly #content: number;

  constructor(fields: Fields) {
    this.#slots = Object.entries(fields).map(slotOf);
    for (const [index, { field }] of this.#slots.entries()) {
      if (field.place === 'attribute') this.#attributes.set(field.name, index);
      if (field.place === 'child') this.#children.set(field.name, index);
    }
    this.#content = this.#slots.findIndex(({ field }) => field.place === 'content');
  }

  /** Whether text may stand directly in the element. */
  get hasContent(): boolean {
    return this.#content !== -1;
  }

  knowsAttribute(name: string): boolean {
    return this.#attributes.has(name);
  }

  /** The field of a child, `undefined` when it is not declared. */
  childField(name: string): AnyField | undefined {
    const index = this.#children.get(name);
    return index === undefined ? undefined : this.#slots[index]?.field;
  }

  decode(element: XmlElement, context: t.Context, sight: Sight): E.Either<t.Errors, Record<string, unknown>> {
    const parts = this.#collect(element, sight);
    const value: Record<string, unknown> = {};
    for (let i = 0; i < this.#slots.length; i += 1) {
      const slot = this.#slots[i];
      const part = parts[i];
      if (slot === undefined || (part === undefined && slot.field.occurs === 'optional')) continue;
      const decoded = this.#decodePart(slot, part, context, sight);
      if (E.isLeft(decoded)) return decoded;
      value[slot.key] = decoded.right;
    }
    return E.right(value);
  }

  /** What stands for each field: a text, an element, or the elements of a repeated one. */
  #collect(element: XmlElement, sight: Sight): readonly unknown[] {
    const parts: unknown[] = [];
    for (let i = 0; i < this.#slots.length; i += 1) parts.push(undefined);
    for (const name in element.attributes) {
      const index = this.#attributes.get(name);
      if (index === undefined) sight.unknown = true;
      else parts[index] = element.attributes[name];
    }
    for (const node of element.children) {
      if (typeof node === 'string') {
        if (this.#content === -1 && !isBlankText(node)) sight.unknown = true;
      } else {
        this.#put(parts, node, sight);
      }
    }
    if (this.#content !== -1) parts[this.#content] = textOf(element);
    return parts;
  }

  #put(parts: unknown[], node: XmlElement, sight: Sight): void {
    const index = this.#children.get(node.tagName);
    const slot = index === undefined ? undefined : this.#slots[index];
    if (index === undefined || slot === undefined) {
      sight.unknown = true;
    } else if (slot.many) {
      const before = parts[index];
      if (Array.isArray(before)) before.push(node);
      else parts[index] = [node];
    } else if (parts[index] === undefined) {
      parts[index] = node;
    } else {
      sight.unknown = true;
    }
  }

  #decodePart(slot: Slot, part: unknown, context: t.Context, sight: Sight): E.Either<t.Errors, unknown> {
    if (!slot.many) return this.#decodeOne(slot, part, context, sight);
    const values: unknown[] = [];
    for (const one of Array.isArray(part) ? part : []) {
      const decoded = this.#decodeOne(slot, one, context, sight);
      if (E.isLeft(decoded)) return decoded;
      values.push(decoded.right);
    }
    return E.right(values);
  }

  #decodeOne(slot: Slot, part: unknown, context: t.Context, sight: Sight): E.Either<t.Errors, unknown> {
    const { field, text, layout } = slot;
    let decoded: E.Either<t.Errors, unknown> | undefined;
    if (typeof part === 'string') {
      decoded = text === undefined ? undefined : decodeText(text, part, context);
    } else if (layout !== undefined && part !== undefined) {
      const element = part as XmlElement;
      if (text === undefined) decoded = layout.decode(element, context, sight);
      else decoded = decodeText(text, layout.textIn(element, sight), context);
    }
    if (decoded !== undefined && E.isRight(decoded)) return decoded;
    // Where it is of use only in an error, the place of a value is worked out only then.
    const name = field.name === '' ? 'text' : field.name;
    return field.type.validate(part, t.appendContext(context, name, field.type, part));
  }

  /** The text of an element that has no other field. */
  textIn(element: XmlElement, sight: Sight): string {
    const [only] = element.children;
    if (element.children.length === 1 && typeof only === 'string' && hasNoAttributes(element)) {
      return only;
    }
    const text = this.#collect(element, sight)[this.#content];
    return typeof text === 'string' ? text : '';
  }
}
