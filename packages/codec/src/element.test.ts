import { readXmlTree, writeElement, XmlReader, type Wanted, type XmlElement } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  attribute,
  child,
  content,
  declaredOf,
  element,
  firstMismatch,
  many,
  noticesOf,
  NumberFromText,
  one,
  optional,
  pick,
  Text,
  wholeOf,
} from './index.js';

const Port = element('PORT', { number: attribute('value', NumberFromText), text: content(Text) });
const Host = element('HOST', {
  ip: attribute('value', Text),
  name: optional(attribute('name', Text)),
  title: child('TITLE', Text),
  note: optional(child('NOTE', NumberFromText)),
  first: optional(one(Port)),
  aliases: many(child('ALIAS', Text)),
});

const parse = (document: string): XmlElement => {
  const tree = readXmlTree(document);
  if (E.isLeft(tree)) throw new Error(tree.left.tag);
  return tree.right;
};

describe('element', () => {
  it('decodes fields in any order', () => {
    const one = parse(
      '<HOST value="1"><TITLE>a<![CDATA[b]]>&lt;</TITLE><NOTE> 7 </NOTE><ALIAS>x</ALIAS><ALIAS/></HOST>',
    );
    const other = parse(
      '<HOST value="1"><ALIAS>x</ALIAS><NOTE>7</NOTE><ALIAS></ALIAS><TITLE>ab&lt;</TITLE></HOST>',
    );
    expect(Host.decode(one)).toEqual(E.right({ ip: '1', title: 'ab<', note: 7, aliases: ['x', ''] }));
    expect(Host.decode(other)).toEqual(Host.decode(one));
  });

  it('leaves absent values out', () => {
    const decoded = Host.decode(parse('<HOST value="1"><TITLE/></HOST>'));
    expect(decoded).toEqual(E.right({ ip: '1', title: '', aliases: [] }));
    expect(E.isRight(decoded) && 'name' in decoded.right).toBe(false);
  });

  it.each([
    ['<HOST><TITLE/></HOST>', 'HOST/value', true],
    ['<HOST value="1"/>', 'HOST/TITLE', true],
    ['<HOST value="1"><TITLE/><NOTE>x</NOTE></HOST>', 'HOST/NOTE', false],
    ['<HOST value="1"><TITLE/><PORT value="a"/></HOST>', 'HOST/PORT/value', false],
    ['<OTHER value="1"/>', 'HOST', false],
  ])('refuses %s at %s', (document, path, missing) => {
    const decoded = Host.decode(parse(document));
    if (E.isRight(decoded)) throw new Error('accepted');
    expect(firstMismatch(decoded.left)).toMatchObject({ missing });
    expect(firstMismatch(decoded.left).path.startsWith(path)).toBe(true);
  });

  it('decodes what it encodes', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '<', '&', ']]>', '"', '\n', ' ', 'é') });
    const port = fc.record({ number: fc.nat(65535), text });
    const host = fc.record(
      { ip: text, name: text, title: text, note: fc.integer(), first: port, aliases: fc.array(text) },
      { requiredKeys: ['ip', 'title', 'aliases'] },
    );
    fc.assert(
      fc.property(host, (value) => {
        expect(Host.is(value)).toBe(true);
        expect(Host.decode(Host.encode(value))).toEqual(E.right(value));
        expect(Host.decode(parse(writeElement(Host.encode(value))))).toEqual(E.right(value));
        expect(noticesOf(Host, Host.encode(value), () => '/HOST')).toEqual([]);
      }),
    );
  });

  it('tells its values from others', () => {
    expect(
      [{ ip: '1' }, { ip: '1', title: 2, aliases: [] }, { ip: '1', title: '', aliases: [1] }, null].map(
        Host.is,
      ),
    ).toEqual([false, false, false, false]);
  });
});

describe('noticesOf', () => {
  it('finds everything that is not declared, with its text', () => {
    const host = parse(
      '<HOST value="1" x="2">stray<TITLE lang="en">t<B>bold</B></TITLE><TITLE>again</TITLE>' +
        '<PORT value="1">p<Q r="s"><T>u</T></Q></PORT><EMPTY/></HOST>',
    );
    expect(noticesOf(Host, host, () => '/HOST')).toEqual([
      { path: '/HOST/@x', text: '2' },
      { path: '/HOST', text: 'stray' },
      { path: '/HOST/TITLE/@lang', text: 'en' },
      { path: '/HOST/TITLE/B', text: 'bold' },
      { path: '/HOST/TITLE', text: 'again' },
      { path: '/HOST/PORT/Q/@r', text: 's' },
      { path: '/HOST/PORT/Q/T', text: 'u' },
      { path: '/HOST/EMPTY', text: '' },
    ]);
  });
});

describe('pick', () => {
  const host = parse(
    '<HOST value="1" name="n" x="2">stray<TITLE lang="en">t</TITLE><NOTE>7</NOTE><PORT value="1">p</PORT></HOST>',
  );

  it('decodes only the fields that are asked for', () => {
    const Part = pick(Host, ['title', 'name']);
    expect(Part.decode(host)).toEqual(E.right({ name: 'n', title: 't' }));
    expect(Object.keys(Part.fields)).toEqual(['name', 'title']);
  });

  it.each<[string, Wanted, string]>([
    ['declared', declaredOf(pick(Host, ['title', 'name'])), '<HOST name="n"><TITLE>t</TITLE></HOST>'],
    ['whole', wholeOf(Host), writeElement(host)],
  ])('tells a reader what is %s', (_, wanted, expected) => {
    const reader = new XmlReader({ D: {} }, { records: { HOST: wanted } });
    const document = new TextEncoder().encode(`<D>${writeElement(host)}</D>`);
    const records = [...reader.push(document)].flatMap((event) =>
      E.isRight(event) && event.right.kind === 'record' ? [writeElement(event.right.element)] : [],
    );
    expect(records).toEqual([writeElement(parse(expected))]);
  });

  it('says whether an element holds more than is declared', () => {
    expect(Host.read(host)).toMatchObject({ hasUnknown: true, decoded: { right: { note: 7 } } });
    const known = parse('<HOST value="1">\n <TITLE>t</TITLE>\n</HOST>');
    expect(Host.read(known)).toMatchObject({ hasUnknown: false });
  });

  it('takes a blank of another kind for text', () => {
    const element = parse('<HOST value="1">\u3000<TITLE>t</TITLE></HOST>');
    expect(Host.read(element).hasUnknown).toBe(true);
    expect(noticesOf(Host, element, () => '/HOST')).toEqual([{ path: '/HOST', text: '\u3000' }]);
  });
});
