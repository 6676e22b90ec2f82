import fc from 'fast-check';

/** Pieces of markup, whole and broken, that change what stands around them. */
const TOKENS = [
  '<',
  '>',
  '&',
  ';',
  '"',
  "'",
  '=',
  '/',
  '!',
  '?',
  '-',
  '--',
  ']',
  ']]',
  ']]>',
  '[',
  '%',
  '#',
  ' ',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '<a>',
  '</a>',
  '<a/>',
  '<b x="1">',
  '<b x="1" x="2">',
  '</b>',
  "<a x='\"'>",
  ' x="<"',
  " y='1'",
  ' xml:lang="en"',
  '<!--',
  '-->',
  '<!-- c -->',
  '<!-- -- -->',
  '<![CDATA[',
  '<![CDATA[x]]>',
  '<?p',
  '?>',
  '<?p x?>',
  '<?xml version="1.0"?>',
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
  '<!DOCTYPE a>',
  '<!DOCTYPE a [',
  '<!DOCTYPE a [ ]>',
  ']>',
  '<!ELEMENT a ANY>',
  '<!ATTLIST a b CDATA "c">',
  '<!ENTITY e "f">',
  '<!ENTITY % p "">',
  '%p;',
  '&e;',
  '&lt;',
  '&amp;',
  '&#65;',
  '&#x41;',
  '&#0;',
  '&#x1F;',
  '&#xD;',
  '&#xFFFE;',
  '&nbsp;',
  '&bogus',
  '&;',
  '\u0000',
  '\u0001',
  '\u007f',
  '\u0085',
  '\u00a0',
  'é',
  '€',
  '😀',
  '\ufffe',
  '\uffff',
  '\ufeff',
  '\ufffd',
  'name',
  ':',
  '_x',
  '__proto__',
  'constructor',
  '.',
  '1',
  'xml',
  'script',
];

const encoder = new TextEncoder();

/** Bytes that mean something, or are part of a character, or none. */
const byte = fc.oneof(
  fc.constantFrom(0x00, 0x09, 0x0a, 0x0d, 0x20, 0x22, 0x26, 0x27, 0x2d, 0x2f, 0x3b, 0x3c, 0x3d, 0x3e, 0x5d),
  fc.constantFrom(0x80, 0xbf, 0xc0, 0xc3, 0xe2, 0xed, 0xef, 0xf0, 0xf4, 0xfe, 0xff),
  fc.integer({ min: 0, max: 255 }),
);

const insertion = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TOKENS).map((token) => encoder.encode(token)) },
  { weight: 1, arbitrary: byte.map((one) => Uint8Array.of(one)) },
);

/** Something done to a document: so many bytes at a place give way to others. */
interface Mutation {
  /** Where, in millionths of the length. */
  readonly at: number;
  readonly removed: number;
  readonly inserted: Uint8Array;
  /** Whether what was removed is put in once more before. */
  readonly twice: boolean;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.noBias(fc.integer({ min: 0, max: 999_999 })),
  removed: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 3 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }) },
  ),
  inserted: fc.oneof(
    { weight: 4, arbitrary: insertion },
    { weight: 1, arbitrary: fc.constant(new Uint8Array(0)) },
  ),
  twice: fc.boolean(),
});

const mutate = (document: Uint8Array, { at, removed, inserted, twice }: Mutation): Uint8Array => {
  const from = Math.floor((at * (document.length + 1)) / 1_000_000);
  const taken = document.subarray(from, from + removed);
  const parts = [
    document.subarray(0, from),
    inserted,
    ...(twice ? [taken, taken] : []),
    document.subarray(from + removed),
  ];
  return Buffer.concat(parts);
};

/** Documents made of those of a corpus by a few changes. */
export const mutated = (corpus: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(fc.constantFrom(...corpus), fc.array(mutation, { maxLength: 5 }))
    .map(([document, mutations]) => mutations.reduce(mutate, document));
