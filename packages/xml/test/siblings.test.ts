import { describe, expect, it } from 'vitest';
import type { Records } from '../src/index.js';
import { faultOf, tellAll } from './reading.js';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const leaf = { attributes: [], text: 'all', children: {}, others: false } as const;

/** What may be wanted of the records of a list. */
const WANTED: readonly Records[] = [
  {},
  { R: 'nothing' },
  { R: { attributes: [], text: 'none', children: { A: leaf, C: leaf }, others: false } },
  { R: { attributes: [], text: 'not-blank', children: { B: leaf }, others: true } },
  { R: { attributes: 'all', text: 'all', children: {}, others: false } },
];

const ROW =
  '<R><A>1</A>\n <B>2</B>\n <C>&lt;</C>\n <A>3</A>\n <B><![CDATA[4]]></B> <C/> <B>5</B>6<C>7</C>\n <A>8</A></R>\n';

// Coming byte by byte, nothing is known by what stood there before.
describe('elements that follow one another as they did before', () => {
  it.each(WANTED)('are told as if they were seen for the first time: %j', (records) => {
    const rows = bytesOf(`<L>\n${ROW.repeat(3)}</L>`);
    for (const spine of [{}, { L: { R: {} } }]) {
      expect(tellAll(rows, undefined, { records }, spine)).toEqual(tellAll(rows, [1], { records }, spine));
    }
  });

  it.each(WANTED)('are refused as if they were seen for the first time: %j', (records) => {
    const start = 4 + ROW.length;
    const rows = bytesOf(`<L>\n${ROW.repeat(2)}</L>`);
    for (let at = start; at < rows.length; at += 1) {
      for (const byte of [0x20, 0x26, 0x2f, 0x3c, 0x3e, 0x42]) {
        const changed = rows.with(at, byte);
        expect(tellAll(changed, undefined, { records }), `byte ${at}`).toEqual(
          tellAll(changed, [1], { records }),
        );
      }
    }
  });

  it('are counted', () => {
    for (let recordElements = 1; recordElements < 30; recordElements += 1) {
      const rows = bytesOf(`<L>${ROW.repeat(3)}</L>`);
      const options = { limits: { recordElements } };
      expect(tellAll(rows, undefined, options, { L: {} })).toEqual(tellAll(rows, [1], options, { L: {} }));
    }
  });

  it('are none outside the root', () => {
    const twice = bytesOf('<a><c><a></a>\n<b></b><a></a>\n<b></b></c></a>\n<b></b>');
    expect(faultOf(tellAll(twice))).toMatchObject({ tag: 'NotWellFormed', rule: 'second-root' });
  });
});
