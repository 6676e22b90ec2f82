const KINDS = { '<!--': 'comment', '<![CDATA[': 'cdata', '<!DOCTYPE': 'doctype' } as const;

const STARTS = Object.entries(KINDS) as readonly (readonly [string, (typeof KINDS)[keyof typeof KINDS]])[];

/** What begins with `<!`: `unknown` while too little of it is there, `none` when it is nothing of XML. */
export type MarkupKind = (typeof KINDS)[keyof typeof KINDS] | 'unknown' | 'none';

/** How many of the bytes from `start` to `end` are the beginning of a text. */
const agreement = (bytes: Uint8Array, start: number, end: number, text: string): number => {
  let length = 0;
  while (start + length < end && length < text.length && bytes[start + length] === text.charCodeAt(length)) {
    length += 1;
  }
  return length;
};

/** Tells what begins with `<!` apart. */
export const markupKind = (bytes: Uint8Array, start: number, end: number): MarkupKind => {
  for (const [text, kind] of STARTS) {
    const length = agreement(bytes, start, end, text);
    if (length === text.length) return kind;
    if (start + length === end) return 'unknown';
  }
  return 'none';
};

/** Bytes of what each kind of markup begins with. */
export const LENGTHS = { comment: 4, cdata: 9, doctype: 9, instruction: 2 } as const;
