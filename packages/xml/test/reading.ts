import * as E from 'fp-ts/lib/Either.js';
import { XmlReader, type ReadOptions, type XmlElement, type XmlEvent, type XmlFault } from '../src/index.js';

/** What a document says: an element with its attributes and what stands in it, text joined. */
export interface Reading {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly inside: readonly (Reading | string)[];
}

/** Texts joined; none that are empty. */
export const joinTexts = (inside: readonly (Reading | string)[]): readonly (Reading | string)[] => {
  const joined: (Reading | string)[] = [];
  for (const part of inside) {
    const last = joined.at(-1);
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
    else if (part !== '') joined.push(part);
  }
  return joined;
};

const isBlank = (part: Reading | string): boolean => typeof part === 'string' && /^[ \t\n\r]*$/.test(part);

// libxml2 forgets it, since it says what holds anyway.
const FORGOTTEN = 'xmlns:xml';

const withoutForgotten = ({ name, attributes, inside }: Reading): Reading => ({
  name,
  attributes: Object.fromEntries(Object.entries(attributes).filter(([key]) => key !== FORGOTTEN)),
  inside: inside.map((part) => (typeof part === 'string' ? part : withoutForgotten(part))),
});

/**
 * What every reader tells of a document: without the blanks directly inside its root, which stand between
 * records.
 */
export const shared = (reading: Reading): Reading =>
  withoutForgotten({ ...reading, inside: reading.inside.filter((part) => !isBlank(part)) });

/** What an element says. */
export const readingOf = ({ tagName, attributes, children }: XmlElement): Reading => ({
  name: tagName,
  attributes: { ...attributes },
  inside: joinTexts(children.map((child) => (typeof child === 'string' ? child : readingOf(child)))),
});

export type Told = E.Either<XmlFault, XmlEvent>;

/** What a reader tells about a document that comes in pieces of these sizes, over and over. */
export const tellAll = (
  document: Uint8Array,
  sizes: readonly number[] = [document.length || 1],
  options: ReadOptions = {},
  spine = {},
): readonly Told[] => {
  const reader = new XmlReader(spine, options);
  const told: Told[] = [];
  let from = 0;
  for (let i = 0; from < document.length; i += 1) {
    const to = from + (sizes[i % sizes.length] ?? 1);
    for (const event of reader.push(document.subarray(from, to))) told.push(event);
    from = to;
  }
  for (const event of reader.finish()) told.push(event);
  return told;
};

/** The fault of a document, if it has one. */
export const faultOf = (told: readonly Told[]): XmlFault | undefined => {
  const last = told.at(-1);
  return last !== undefined && E.isLeft(last) ? last.left : undefined;
};

/** What a document says, put together from what was told about it; undefined if it has a fault. */
export const readingTold = (told: readonly Told[]): Reading | undefined => {
  const events = told.flatMap((event) => (E.isRight(event) ? [event.right] : []));
  const [root] = events.flatMap((event) => (event.kind === 'open' ? [event.element] : []));
  if (root === undefined || events.at(-1)?.kind !== 'end') return undefined;
  const inside = events.flatMap((event): (Reading | string)[] => {
    if (event.kind === 'record') return [readingOf(event.element)];
    return event.kind === 'text' ? [event.text] : [];
  });
  return shared({ ...readingOf(root), inside: joinTexts(inside) });
};
