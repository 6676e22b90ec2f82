import * as t from 'io-ts';

/** What a program has found in a document: equal, whoever reads it. */
export const Found = t.readonly(
  t.type({
    /** VULN or DETECTION elements. */
    records: t.number,
    /** Their severities, summed up. */
    severities: t.number,
    /** Adler-32 over the UTF-8 of all five fields of every record, in their order. */
    checksum: t.number,
  }),
);
export type Found = t.TypeOf<typeof Found>;

/** How long a reader of this bench took from the first byte to the last: in its process, which was there already. */
export const Reading = t.readonly(t.type({ readMs: t.number }));
