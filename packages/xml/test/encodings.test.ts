import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeXmlFault, readXmlTree } from '../src/index.js';
import { libxml2 } from './libxml2.js';
import { faultOf, readingTold, tellAll } from './reading.js';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const utf8 = (text: string): Uint8Array => Buffer.from(text);
const utf16le = (text: string): Uint8Array => Buffer.from(text, 'utf16le');
const utf16be = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16();

const SIZES = [1, 2, 3, 7, 1000];

const saysText = (document: Uint8Array, size: number): unknown =>
  readingTold(tellAll(document, [size]))?.inside;

describe('a document', () => {
  it.each([
    ['UTF-8', utf8('<a>Grüße €😀</a>'), 'Grüße €😀'],
    ['UTF-8, declared', utf8('<?xml version="1.0" encoding="utf-8"?><a>Grüße €</a>'), 'Grüße €'],
    ['UTF-8 with its mark', utf8('\uFEFF<a>Grüße €\uFEFF</a>'), 'Grüße €\uFEFF'],
    ['UTF-8 with its mark, declared', utf8('\uFEFF<?xml version="1.0" encoding="UTF-8"?><a>é</a>'), 'é'],
    ['UTF-16, little end first', utf16le('\uFEFF<a>Grüße €😀</a>'), 'Grüße €😀'],
    ['UTF-16, big end first', utf16be('\uFEFF<?xml version="1.0" encoding="UTF-16"?><a>é€😀</a>'), 'é€😀'],
    ['UTF-16LE by name', utf16le('\uFEFF<?xml version="1.0" encoding="UTF-16LE"?><a>é</a>'), 'é'],
    [
      'ISO-8859-1',
      latin1("<?xml version='1.0' encoding='ISO-8859-1'?>\n<a>Grüße \u0080</a>"),
      'Grüße \u0080',
    ],
    [
      'Windows-1252',
      latin1('<?xml version="1.0" encoding="Windows-1252"?>\r\n<a>\u0080 \u0093ü\u0094</a>'),
      '€ “ü”',
    ],
    ['US-ASCII', latin1('<?xml version="1.0" encoding="US-ASCII" standalone="no"?><a>x&#xFC;</a>'), 'xü'],
  ])('in %s is read, however it is cut', (_, document, text) => {
    for (const size of SIZES) expect(saysText(document, size), `in pieces of ${size}`).toEqual([text]);
  });

  it.each([
    [
      'US-ASCII with a higher byte',
      latin1('<?xml version="1.0" encoding="us-ascii"?><a>é</a>'),
      44,
      /0xE9 is not US-ASCII/,
    ],
    [
      'Windows-1252 with a byte that is none',
      latin1('<?xml version="1.0" encoding="cp1252"?><a>\u0081</a>'),
      42,
      /0x81/,
    ],
    [
      'UTF-8 that is none',
      latin1('<a>\u00c3(</a>'),
      3,
      /0xC3 is not UTF-8; declare the encoding that it is, or decode it with repair/,
    ],
    ['UTF-8 that is cut', latin1('<a/>\n\u00e2\u0082'), 5, /0xE2 is not UTF-8/],
    ['UTF-16 with half a character', utf16le('\uFEFF<a>\ud83dx</a>'), 8, /is not UTF-16LE/],
    ['UTF-16 with half a unit', Uint8Array.of(...utf16le('\uFEFF<a/>'), 0x20), 10, /0x20 is not UTF-16LE/],
    ['UTF-16 without its mark', utf16le('<a/>'), 0, /looks like UTF-16.*convert it/],
    ['UTF-16 without its mark, the other way', utf16be('<a/>'), 0, /looks like UTF-16/],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0]), 0, /looks like UTF-32/],
    ['EBCDIC', Buffer.from([0x4c, 0x6f, 0xa7, 0x94, 0x93]), 0, /looks like EBCDIC/],
    [
      'another encoding',
      utf8('<?xml version="1.0" encoding="EUC-JP"?><a/>'),
      0,
      /"EUC-JP".*not read here; convert it to UTF-8/,
    ],
    [
      'UTF-8 that says UTF-16',
      utf8('<?xml version="1.0" encoding="UTF-16"?><a/>'),
      0,
      /"UTF-16".*bytes say otherwise/,
    ],
    [
      'UTF-8 with its mark that says otherwise',
      utf8('\uFEFF<?xml version="1.0" encoding="latin1"?><a/>'),
      3,
      /say otherwise/,
    ],
    [
      'UTF-16 that says UTF-8',
      utf16be('\uFEFF<?xml version="1.0" encoding="UTF-8"?><a/>'),
      2,
      /say otherwise/,
    ],
    [
      'UTF-16 in the other order',
      utf16be('\uFEFF<?xml version="1.0" encoding="UTF-16LE"?><a/>'),
      2,
      /say otherwise/,
    ],
  ])('that is %s is refused with the place, however it is cut', (_, document, offset, words) => {
    for (const size of SIZES) {
      const fault = faultOf(tellAll(document, [size]));
      expect(fault, `in pieces of ${size}`).toMatchObject({ tag: 'Encoding', offset });
      expect(fault === undefined ? '' : describeXmlFault(fault)).toMatch(words);
    }
  });

  it.each([
    ['ISO-8859-1', latin1('<?xml version="1.0" encoding="ISO-8859-1"?>\r\n<a>ü\r\nßé<b/>x&y;</a>')],
    ['UTF-16', utf16le('\uFEFF<a>ü\r\n€😀<b/>x&y;</a>')],
    ['UTF-8', utf8('\uFEFF<a>ü\r\n€😀\r<b/>\r\r\nx&y;</a>')],
  ])('in %s has its faults where they stand in its own bytes', (encoding, document) => {
    for (const size of SIZES) {
      const bytes = Buffer.from(document);
      expect(faultOf(tellAll(document, [size]))).toMatchObject({
        rule: 'entity-undeclared',
        offset: bytes.lastIndexOf('&'),
      });
      const told = tellAll(document, [size], { repair: true });
      expect(told.at(-1)).toMatchObject({ right: { kind: 'end', offset: document.length } });
      const record = { kind: 'record', offset: bytes.indexOf(encoding === 'UTF-16' ? utf16le('<b') : '<b') };
      expect(told).toContainEqual(E.right(expect.objectContaining(record)));
    }
  });

  it('may have its declaration cut anywhere, and as long as it likes', () => {
    const long = utf8(`<?xml version="1.0"${' '.repeat(5000)}encoding="UTF-8"?><a>é</a>`);
    expect(saysText(long, 1)).toEqual(['é']);
    const late = latin1(`<?xml version="1.0"${' '.repeat(5000)}encoding="ISO-8859-1"?><a/>`);
    expect(faultOf(tellAll(late, [1]))).toMatchObject({ tag: 'Encoding', problem: 'contradiction' });
  });

  it('reads as libxml2 reads it in each encoding, or is refused by both', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'é', '€', '😀', ' ', '\n', '&lt;', '<b/>', '\u0085', '\u009f'),
    });
    const write = fc.constantFrom(
      (inside: string) => utf8(`\uFEFF<a>${inside}</a>`),
      (inside: string) => utf16le(`\uFEFF<a>${inside}</a>`),
      (inside: string) => utf16be(`\uFEFF<a>${inside}</a>`),
      (inside: string) => latin1(`<?xml version="1.0" encoding="ISO-8859-1"?><a>${inside}</a>`),
    );
    fc.assert(
      fc.property(text, write, fc.integer({ min: 1, max: 9 }), (inside, encode, size) => {
        const document = encode(inside);
        const verdict = libxml2(document);
        const reading = verdict.says === 'well-formed' ? verdict.reading : undefined;
        expect(readingTold(tellAll(document, [size]))).toEqual(reading);
      }),
      { numRuns: 500 },
    );
  });

  it('that is text already is read whatever it says of its encoding', () => {
    const tree = readXmlTree('<?xml version="1.0" encoding="ISO-8859-1"?><a>ü€</a>');
    expect(tree).toEqual(E.right({ tagName: 'a', attributes: {}, children: ['ü€'] }));
    expect(readXmlTree('<a>\ud800</a>')).toMatchObject({
      left: { tag: 'NotWellFormed', rule: 'character', offset: 3 },
    });
  });
});
