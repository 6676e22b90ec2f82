import { DOCUMENTS, documentBytes } from '@openguard/fixtures';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CORPUS } from './fuzz/corpus.js';
import { disagreement } from './fuzz/disagreement.js';
import { faultOf, tellAll } from './reading.js';

const SIZES = [1, 7, 97, 1024, 1400, 4096, 16_384, 65_536, 1_048_576];

/** A document of a few megabytes, each of them with all that others are cut at. */
const large = (): Uint8Array => {
  const fixture = Buffer.from(documentBytes('scan-2011'));
  const body = fixture.subarray(fixture.indexOf('<SCAN'));
  const wide = Buffer.from('<X y="€ä😀">😀€ä<![CDATA[]]]]><![CDATA[>]]>&#x1F600;</X>\r\n<!-- - -->');
  const parts = Array.from({ length: 250 }, () => [body, wide]).flat();
  return Buffer.concat([Buffer.from('<A>'), ...parts, Buffer.from('</A>')]);
};

describe('a document is complete or it is a fault', () => {
  it.each(DOCUMENTS)('%s, cut anywhere before its root ends', (name) => {
    const document = Buffer.from(documentBytes(name));
    // Comments may follow the root.
    const complete = document.indexOf('>', document.lastIndexOf('</')) + 1;
    for (let length = 0; length < complete; length += 1) {
      expect(faultOf(tellAll(document.subarray(0, length))), `${length} bytes`).toBeDefined();
    }
    expect(faultOf(tellAll(document.subarray(0, complete)))).toBeUndefined();
  });

  it.each(CORPUS.map((document, index) => [index, document] as const))(
    'corpus %i, with any byte left out or changed: as libxml2 reads it, or it is a fault',
    (_, document) => {
      const found: string[] = [];
      const bytes = Buffer.from(document);
      for (let i = 0; i < bytes.length; i += 1) {
        const shorter = Buffer.concat([bytes.subarray(0, i), bytes.subarray(i + 1)]);
        const changed = [0x00, 0x20, 0x26, 0x3c, 0x3e, 0x41, 0xff].map((byte) => document.with(i, byte));
        for (const one of [shorter, ...changed]) {
          const difference = disagreement(one);
          if (difference !== undefined) found.push(`byte ${i}: ${difference}`);
        }
      }
      expect(found).toEqual([]);
    },
  );
});

describe('how a document is cut', () => {
  it.each(CORPUS.map((document, index) => [index, document] as const))(
    'is not to be seen in what is told about it: corpus %i',
    (_, document) => {
      const whole = tellAll(document);
      for (const size of SIZES) expect(tellAll(document, [size]), `pieces of ${size}`).toEqual(whole);
      for (let first = 1; first < document.length; first += 1) {
        expect(tellAll(document, [first, document.length]), `cut at ${first}`).toEqual(whole);
      }
    },
  );

  it('is not to be seen in what is told about a large one, whole or broken at its end', () => {
    const document = large();
    for (const broken of [document, document.subarray(0, -3), Buffer.concat([document, Buffer.of(0xc3)])]) {
      const whole = tellAll(broken);
      // One byte at a time would take a second each.
      for (const size of SIZES.slice(1)) {
        expect(isDeepStrictEqual(tellAll(broken, [size]), whole), `pieces of ${size}`).toBe(true);
      }
    }
  });
});
