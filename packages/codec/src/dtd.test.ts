import { expect, it } from 'vitest';
import { attribute, child, content, dtdOf, element, many, one, optional, Text } from './index.js';

const Note = element('NOTE', { by: optional(attribute('by', Text)), text: content(Text) });
const Empty = element('EMPTY_ONE', {});

it('says what a declaration does, each element once', () => {
  const root = element('ROOT', {
    id: attribute('id', Text),
    title: child('TITLE', Text),
    notes: many(one(Note)),
    last: optional(one(Empty)),
    more: many(child('MORE', Text)),
    inner: optional(one(element('INNER', { notes: many(one(Note)) }))),
  });
  expect(dtdOf(root)).toBe(
    '<!ELEMENT ROOT (TITLE,NOTE*,EMPTY_ONE?,MORE*,INNER?)>\n<!ATTLIST ROOT\n    id CDATA #REQUIRED>\n' +
      '<!ELEMENT TITLE (#PCDATA)>\n<!ELEMENT NOTE (#PCDATA)>\n<!ATTLIST NOTE\n    by CDATA #IMPLIED>\n' +
      '<!ELEMENT EMPTY_ONE EMPTY>\n<!ELEMENT MORE (#PCDATA)>\n<!ELEMENT INNER (NOTE*)>\n',
  );
});

it('allows children amid text', () => {
  const root = element('P', { text: content(Text), note: optional(one(Note)) });
  expect(dtdOf(root)).toContain('<!ELEMENT P (#PCDATA|NOTE)*>');
});

it('refuses one name that is declared in two ways', () => {
  const other = element('NOTE', { text: child('TEXT', Text) });
  const root = element('ROOT', { a: one(Note), b: optional(one(element('B', { note: one(other) }))) });
  expect(() => dtdOf(root)).toThrow('NOTE is declared in two ways');
});
