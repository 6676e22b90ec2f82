import type { Wanted } from '@openguard/xml';
import type { Declared } from './notices.js';
import type { AnyField } from './element.js';
import { element, type Element, type Fields, type Meaning } from './element.js';

const isDeclared = (type: object): type is Declared => 'fields' in type;

/** How a reader is told which parts of an element are wanted. */
const wantedOf = ({ fields }: Declared, others: boolean): Wanted => {
  const all: readonly AnyField[] = Object.values(fields);
  const blank = others ? 'not-blank' : 'none';
  return {
    attributes: others ? 'all' : all.flatMap(({ place, name }) => (place === 'attribute' ? [name] : [])),
    text: all.some(({ place }) => place === 'content') ? 'all' : blank,
    children: Object.fromEntries(
      all.flatMap(({ place, name, type }) =>
        place === 'child' && isDeclared(type) ? [[name, wantedOf(type, others)]] : [],
      ),
    ),
    others,
  };
};

/** All of an element, but for the blanks between its children. */
export const wholeOf = (declared: Declared): Wanted => wantedOf(declared, true);

/** What is declared of an element, and nothing else: the rest of it is checked and never becomes text. */
export const declaredOf = (declared: Declared): Wanted => wantedOf(declared, false);

/** The same element with only these of its fields. */
export const pick = <F extends Fields, K extends keyof F & string>(
  declared: { readonly tagName: string; readonly fields: F },
  keys: readonly K[],
): Element<Meaning<Pick<F, K>>> => {
  const fields = Object.fromEntries(
    Object.entries(declared.fields).filter(([key]) => keys.some((k) => k === key)),
  );
  return element(declared.tagName, fields as Pick<F, K>);
};
