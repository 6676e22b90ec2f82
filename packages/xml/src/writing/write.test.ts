import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describeXmlWriteFault,
  ElementEncoder,
  endTag,
  readXmlTree,
  replaceForbidden,
  startTag,
  textOf,
  writeElement,
  writeStartTag,
  writeXml,
  XML_DECLARATION,
  XmlReader,
  type XmlElement,
} from '../index.js';

const NAMES = ['TITLE', 'RESULT', 'A-1', '__proto__', 'constructor', 'toString', 'é', 'x:y', '_z'];

const hostile = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(
        ']]>',
        ']]',
        ']',
        '>',
        '<',
        '<![CDATA[',
        '<!--',
        '<?x?>',
        '</a>',
        '&amp;',
        '&lt;',
        '&#0;',
        '&',
      ),
      fc.constantFrom(
        '\r',
        '\n',
        '\r\n',
        '\t',
        '"',
        "'",
        ' ',
        '\u0085',
        '\u2028',
        '\u00a0',
        '\ufeff',
        '\ufffd',
        '😀',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
  })
  .map(replaceForbidden);

const attributes = fc
  .array(fc.tuple(fc.constantFrom(...NAMES.slice(0, 7)), hostile), { maxLength: 3 })
  // Not by assignment: `__proto__` is a name like any other.
  .map((entries): XmlElement['attributes'] => Object.fromEntries(entries));

const element = fc.letrec<{ element: XmlElement; leaf: XmlElement }>((tie) => ({
  leaf: fc.record({
    tagName: fc.constantFrom(...NAMES),
    attributes,
    children: hostile.map((text) => (text === '' ? [] : [text])),
  }),
  element: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc.record({
      tagName: fc.constantFrom(...NAMES),
      attributes,
      children: fc.oneof(
        fc.array(tie('element'), { maxLength: 3 }),
        fc.array(fc.oneof(tie('element'), hostile), { maxLength: 4 }),
      ),
    }),
  ),
})).element;

/** A tree with its texts joined, and without the blanks between elements. */
const essence = ({ tagName, attributes: values, children }: XmlElement): unknown => {
  const joined: unknown[] = [];
  for (const child of children) {
    const last = joined.at(-1);
    if (typeof child !== 'string') joined.push(essence({ ...child }));
    else if (typeof last === 'string') joined[joined.length - 1] = last + child;
    else if (child !== '') joined.push(child);
  }
  const isSpaced =
    joined.length > 1 && joined.every((part) => typeof part !== 'string' || /^[ \n]*$/.test(part));
  const inside = isSpaced ? joined.filter((part) => typeof part !== 'string') : joined;
  return { tagName, attributes: Object.entries(values), inside };
};

const read = (document: string): XmlElement => {
  const tree = readXmlTree(document);
  if (E.isLeft(tree)) throw new TypeError(JSON.stringify(tree.left));
  return tree.right;
};

/** Reads what was written as the record of a stream. */
const readRecord = (written: string): XmlElement | undefined => {
  const reader = new XmlReader({ R: {} });
  const told = [...reader.push(new TextEncoder().encode(`<R>${written}</R>`)), ...reader.finish()];
  return told
    .flatMap((event) => (E.isRight(event) && event.right.kind === 'record' ? [event.right.element] : []))
    .at(0);
};

describe('what is written', () => {
  it('is read back, whatever it holds', () => {
    fc.assert(
      fc.property(element, (one) => {
        const written = writeElement(one);
        expect(writeXml(one)).toEqual(E.right(written));
        const encoder = new ElementEncoder();
        encoder.add(one);
        expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(encoder.take())).toBe(written);
        const again = readRecord(written);
        expect(again === undefined ? undefined : essence(again)).toEqual(essence(one));
      }),
      { numRuns: 2000 },
    );
  });

  it('is canonical: an indented line for each element, text untouched', () => {
    const vuln: XmlElement = {
      tagName: 'VULN',
      attributes: { value: 'a"<b>', severity: '2' },
      children: [
        { tagName: 'TITLE', attributes: {}, children: ['plain'] },
        { tagName: 'RESULT', attributes: {}, children: ['a]]>b & c'] },
        { tagName: 'E', attributes: {}, children: [] },
        {
          tagName: 'M',
          attributes: {},
          children: ['x', { tagName: 'B', attributes: {}, children: ['y'] }, ' '],
        },
      ],
    };
    const lines = `<VULN value="a&quot;&lt;b&gt;" severity="2">
  <TITLE>plain</TITLE>
  <RESULT><![CDATA[a]]]]><![CDATA[>b & c]]></RESULT>
  <E />
  <M>x<B>y</B> </M>
</VULN>
`;
    expect(writeElement(vuln)).toBe(lines);
    expect(writeXml(vuln, { indent: '  ' })).toEqual(E.right(lines.replace(/^(?=.)/gm, '  ')));
  });

  it('may come piece by piece', () => {
    const root = { tagName: 'SCAN', attributes: { value: 'a&b' } };
    const inside = writeElement({ tagName: 'IP', attributes: {}, children: ['x'] }, '  ');
    const document = `${XML_DECLARATION}${startTag(root)}\n${inside}${endTag(root)}\n`;
    expect(writeStartTag(root)).toEqual(E.right(startTag(root)));
    expect(textOf(read(document).children.find((child) => typeof child !== 'string') ?? read('<a/>'))).toBe(
      'x',
    );
  });

  it('may be collected as bytes', () => {
    const encoder = new ElementEncoder();
    const leaf = (text: string): XmlElement => ({ tagName: 'É', attributes: {}, children: [text] });
    encoder.addWritten('<é>\n');
    for (let i = 0; i < 3; i += 1) encoder.add(leaf('ö'.repeat(20_000)), '  ');
    const first = encoder.take();
    expect(encoder.length).toBe(0);
    encoder.add(leaf('2'), '   ');
    encoder.add(leaf('3'), ' '.repeat(300));
    encoder.addWritten('</é>\n');
    const { length } = encoder;
    const second = encoder.take();
    expect(second).toHaveLength(length);
    const line = `  ${writeElement(leaf('ö'.repeat(20_000)))}`;
    const last = `   <É>2</É>\n${' '.repeat(300)}<É>3</É>\n</é>\n`;
    expect(Buffer.from(first).toString()).toBe(`<é>\n${line.repeat(3)}`);
    expect(Buffer.from(second).toString()).toBe(last);
  });

  it('is written alike, however long it is', () => {
    const letters = [
      'x',
      '&',
      '<',
      '>',
      ']]>',
      '\r',
      '\n',
      '\t',
      '\u0001',
      '\ufffe',
      '\ud800',
      '😀',
      'é',
      '東',
      ']',
      ']]&',
      'é]]>東]]>]]]>',
      '\ufffd<',
      '\uff1a',
    ];
    const plain = fc.constantFrom(
      0,
      3,
      39,
      40,
      41,
      47,
      48,
      190,
      198,
      199,
      200,
      207,
      208,
      500,
      32_760,
      32_770,
      70_000,
      349_519,
      349_520,
      400_000,
    );
    fc.assert(
      fc.property(fc.constantFrom(...letters), plain, plain, (letter, before, behind) => {
        const leaf = (text: string): string =>
          writeElement({ tagName: 'A', attributes: {}, children: [text] }).slice(3, -5);
        const around = (text: string): string => 'b'.repeat(before) + text + 'b'.repeat(behind);
        const alone = leaf(letter);
        const written = leaf(around(letter));
        const inside = /^<!\[CDATA\[([^]*)\]\]>$/.exec(alone)?.[1];
        if (letter === '\r') {
          const cdata = (length: number): string => (length === 0 ? '' : `<![CDATA[${'b'.repeat(length)}]]>`);
          expect(written === `${cdata(before)}&#13;${cdata(behind)}`).toBe(true);
        } else if (inside === undefined) {
          expect(written === around(alone)).toBe(true);
        } else {
          expect(written === `<![CDATA[${around(inside)}]]>`).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('has nothing of what could not be written before', () => {
    const broken: XmlElement = {
      tagName: 'A',
      attributes: {},
      children: [{ tagName: 'B', attributes: {}, children: ['x'] }, null as never],
    };
    expect(() => writeElement(broken)).toThrow(TypeError);
    expect(writeElement({ tagName: 'C', attributes: {}, children: ['y'] })).toBe('<C>y</C>\n');
  });

  it('may be as deep as it likes', () => {
    let deep: XmlElement = { tagName: 'a', attributes: {}, children: ['x'] };
    for (let i = 0; i < 2000; i += 1) deep = { tagName: 'a', attributes: {}, children: ['x', deep] };
    expect(writeElement(deep)).toHaveLength(2000 * 8 + 9);
  });
});

describe('what XML cannot hold', () => {
  const holding = (text: string, value = 'x'): XmlElement => ({
    tagName: 'A',
    attributes: {},
    children: ['y', { tagName: 'B', attributes: { c: value }, children: [text] }],
  });

  it.each([
    ['\u0000', 'U+0000'],
    ['a\u001bb', 'U+001B'],
    ['\uffff', 'U+FFFF'],
    ['x\ud83d', 'U+D83D'],
    ['\ude00😀', 'U+DE00'],
  ])('is a fault: %j', (text, found) => {
    expect(writeXml(holding(text))).toEqual(E.left({ tag: 'Character', found, path: '/A' }));
    expect(writeXml(holding('x', text))).toEqual(E.left({ tag: 'Character', found, path: '/A' }));
    const start = writeStartTag({ tagName: 'A', attributes: { b: text } });
    expect(E.isLeft(start) ? describeXmlWriteFault(start.left) : '').toBe(
      `the outermost element holds ${found}, which XML cannot`,
    );
  });

  it('becomes "?" where that is asked for', () => {
    expect(writeXml(holding('a\u0000<\u001b', '\ud800'), { forbidden: 'replace' })).toEqual(
      E.right('<A>y<B c="?"><![CDATA[a?<?]]></B></A>\n'),
    );
    expect(writeElement(holding('a\u0000b'))).toBe('<A>y<B c="x">a?b</B></A>\n');
    expect(replaceForbidden('a\u0000b\u001bc\ud800d\uffffe\u{1F600}')).toBe('a?b?c?d?e\u{1F600}');
  });

  it.each(['', 'a b', '1', 'a>', '<a', 'a\n', '-'])('is a name that is none: %j', (name) => {
    const fault = E.left({ tag: 'Name', name, path: '' });
    expect(writeXml({ tagName: name, attributes: {}, children: [] })).toEqual(fault);
    expect(writeXml({ tagName: 'a', attributes: { [name]: '' }, children: [] })).toEqual(fault);
    expect(writeStartTag({ tagName: name, attributes: {} })).toEqual(fault);
  });
});
