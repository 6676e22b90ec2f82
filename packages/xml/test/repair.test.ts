import { describe, expect, it } from 'vitest';
import type { Repair } from '../src/index.js';
import { faultOf, readingTold, tellAll } from './reading.js';

const utf8 = (text: string): Uint8Array => Buffer.from(text);
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const mend = (document: Uint8Array, size = document.length) => tellAll(document, [size], { repair: true });

/** A document, what it says once it was mended, and each thing that was mended. */
const MENDED: readonly (readonly [string, Uint8Array, string, readonly Repair[]])[] = [
  [
    'bytes that are no character',
    latin1('<a>caf\u00e9 \u00e2\u0082x</a>'),
    'caf\uFFFD \uFFFDx',
    [
      { kind: 'encoding', found: '0xE9', offset: 6 },
      { kind: 'encoding', found: '0xE2', offset: 8 },
    ],
  ],
  [
    'characters that XML forbids',
    utf8('<a>\u0001<![CDATA[\u001b\uffff]]></a>'),
    '\uFFFD\uFFFD\uFFFD',
    [
      { kind: 'character', found: 'U+0001', offset: 3 },
      { kind: 'character', found: 'U+001B', offset: 13 },
      { kind: 'character', found: 'U+FFFF', offset: 14 },
    ],
  ],
  [
    'references to such characters',
    utf8('<a>&#1;&#xFFFE;x&#x1F600;</a>'),
    '\uFFFD\uFFFDx😀',
    [
      { kind: 'character', found: '&#1;', offset: 3 },
      { kind: 'character', found: '&#xFFFE;', offset: 7 },
    ],
  ],
  [
    'a bare &',
    utf8('<a>AT&T & R&amp;D &; &#; &#x; &nbsp;&lt;</a>'),
    'AT&T & R&D &; &#; &#x; &nbsp;<',
    [
      { kind: 'reference', found: '&', offset: 5 },
      { kind: 'reference', found: '&', offset: 8 },
      { kind: 'reference', found: '&', offset: 18 },
      { kind: 'reference', found: '&', offset: 21 },
      { kind: 'reference', found: '&', offset: 25 },
      { kind: 'reference', found: '&nbsp;', offset: 30 },
    ],
  ],
  [
    'a byte that Windows-1252 lacks',
    latin1('<?xml version="1.0" encoding="windows-1252"?><a>\u0081\u0080</a>'),
    '\uFFFD€',
    [{ kind: 'encoding', found: '0x81', offset: 48 }],
  ],
  [
    'half a character of UTF-16',
    Buffer.from('\uFEFF<a>x\ud83dy</a>', 'utf16le'),
    'x\uFFFDy',
    [{ kind: 'encoding', found: '0x3D', offset: 10 }],
  ],
];

describe('with repair', () => {
  it.each(MENDED)('%s: mended, counted and told', (_, document, text, repairs) => {
    expect(faultOf(tellAll(document))).toBeDefined();
    for (const size of [1, 2, 5, 1000]) {
      const told = mend(document, size);
      expect(readingTold(told)?.inside, `in pieces of ${size}`).toEqual([text]);
      expect(told.at(-1)).toEqual({
        _tag: 'Right',
        right: { kind: 'end', offset: document.length, repairs: { count: repairs.length, first: repairs } },
      });
    }
  });

  it('values are mended as texts are', () => {
    const told = mend(utf8('<a b="x&y=1\u0002" c=\'&#0;\'/>'), 3);
    expect(readingTold(told)?.attributes).toEqual({ b: 'x&y=1\uFFFD', c: '\uFFFD' });
    expect(told.at(-1)).toMatchObject({ right: { repairs: { count: 3 } } });
  });

  it('all repairs are counted, and the first of them told in the order of the document', () => {
    const last = mend(utf8(`<a>${'&\u0001'.repeat(1000)}</a>`), 7).at(-1);
    expect(last).toMatchObject({ right: { kind: 'end', repairs: { count: 2000 } } });
    const first = last?._tag === 'Right' && last.right.kind === 'end' ? last.right.repairs?.first : undefined;
    expect(first?.map(({ offset }) => offset)).toEqual(Array.from({ length: 100 }, (_, index) => 3 + index));
  });

  it('a document that needs none says nothing of it', () => {
    const document = utf8('<?xml version="1.0"?><a b="&lt;">é&amp;</a>');
    expect(mend(document)).toEqual(tellAll(document));
  });

  it.each([
    ['an element that is not closed', '<a><b></a>'],
    ['a "<" that begins nothing', '<a>1 < 2</a>'],
    ['an attribute without quotes', '<a b=1/>'],
    ['a document that is cut', '<a>x'],
    ['half a character at its end', '<a/>\u00c3'],
    ['another encoding', '<?xml version="1.0" encoding="EUC-JP"?><a/>'],
    ['UTF-16 without its mark', '<\u0000a\u0000/\u0000>\u0000'],
    ['a document type of its own', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
  ])('%s stays a fault', (_, document) => {
    expect(faultOf(mend(latin1(document)))).toBeDefined();
  });
});
