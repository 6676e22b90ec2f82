import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Extract, severityFrom } from './extract.js';

type Fields = Parameters<Extract['add']>;

/** Adler-32 as RFC 1950 §8.2 says it. */
const adler32 = (bytes: Uint8Array): number => {
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return high * 65_536 + low;
};

const fields = fc.tuple(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
  fc.string(),
  fc.string({ unit: 'grapheme' }),
);

describe('Extract', () => {
  it('has the checksum of the text of all fields', () => {
    fc.assert(
      fc.property(fc.array(fields), (records) => {
        const extract = new Extract();
        for (const record of records) extract.add(...record);
        const text = records.map(([a, b, c, d, e]) => `${a}\t${b}\t${c ?? ''}\t${d}\t${e}\n`).join('');
        expect(extract.found()).toEqual({
          records: records.length,
          severities: records.reduce((sum, [, , severity]) => sum + (severity ?? 0), 0),
          checksum: adler32(Buffer.from(text)),
        });
      }),
    );
  });

  it('has it of long texts too', () => {
    const extract = new Extract();
    const long = 'ÿ'.repeat(100_000) + '~'.repeat(100_000);
    extract.add(long, long, undefined, long, long);
    const text = `${long}\t${long}\t\t${long}\t${long}\n`;
    expect(extract.found().checksum).toBe(adler32(Buffer.from(text)));
  });

  it.each<readonly [Fields, Fields]>([
    [
      ['1', '23', 4, '', ''],
      ['12', '3', 4, '', ''],
    ],
    [
      ['1', '2', 4, 'a', ''],
      ['1', '2', 4, '', 'a'],
    ],
    [
      ['1', '2', undefined, 'a', ''],
      ['1', '2', 0, 'a', ''],
    ],
  ])('tells %j from %j', (one, other) => {
    const [first, second] = [new Extract(), new Extract()];
    first.add(...one);
    second.add(...other);
    expect(first.found().checksum).not.toBe(second.found().checksum);
  });
});

describe('severityFrom', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['3', 3],
  ])('of %j is %j', (text, severity) => {
    expect(severityFrom(text)).toBe(severity);
  });
});
