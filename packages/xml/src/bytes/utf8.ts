/** Bytes of the character that begins with this one; 0 when none does (RFC 3629 §4). */
const lengthOf = (lead: number): number => {
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf5 ? 4 : 0;
};

/** Whether the second byte of a character fits to its first: no overlong forms, no surrogates, no more than U+10FFFF. */
const fits = (lead: number, second: number): boolean => {
  if ((second & 0xc0) !== 0x80) return false;
  if (lead === 0xe0) return second >= 0xa0;
  if (lead === 0xed) return second < 0xa0;
  if (lead === 0xf0) return second >= 0x90;
  if (lead === 0xf4) return second < 0x90;
  return true;
};

/** What stands at a place in bytes that should be UTF-8. */
export interface Utf8Unit {
  /** Bytes of the character, or of what cannot become one. */
  readonly length: number;
  /** Whether they are a character, none, or the beginning of one that goes on behind the bytes. */
  readonly kind: 'character' | 'none' | 'unfinished';
}

/** Looks at what begins with the byte at `start`. */
export const unitAt = (bytes: Uint8Array, start: number): Utf8Unit => {
  const lead = bytes[start] ?? 0;
  const whole = lengthOf(lead);
  let length = 1;
  while (length < whole && start + length < bytes.length) {
    const byte = bytes[start + length] ?? 0;
    if (length === 1 ? !fits(lead, byte) : (byte & 0xc0) !== 0x80) return { length, kind: 'none' };
    length += 1;
  }
  if (whole === 0) return { length: 1, kind: 'none' };
  return { length, kind: length === whole ? 'character' : 'unfinished' };
};

/** The character of so many bytes, which are one. */
export const codeAt = (bytes: Uint8Array, start: number, length: number): number => {
  const lead = bytes[start] ?? 0;
  if (length === 1) return lead;
  let code = lead & (0xff >> (length + 1));
  for (let i = 1; i < length; i += 1) code = (code << 6) | ((bytes[start + i] ?? 0) & 0x3f);
  return code;
};

/** How many bytes at the end are the beginning of a character that may be completed by what follows. */
export const unfinishedTail = (bytes: Uint8Array): number => {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const start = bytes.length - back;
    if (((bytes[start] ?? 0) & 0xc0) === 0x80) continue;
    return unitAt(bytes, start).kind === 'unfinished' ? back : 0;
  }
  return 0;
};

/** Writes a character; how many bytes it has. */
export const putCode = (bytes: Uint8Array, at: number, code: number): number => {
  if (code < 0x80) {
    bytes[at] = code;
    return 1;
  }
  const length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  let rest = code;
  for (let i = length - 1; i > 0; i -= 1) {
    bytes[at + i] = 0x80 | (rest & 0x3f);
    rest >>= 6;
  }
  bytes[at] = ((0xf00 >> length) & 0xff) | rest;
  return length;
};
