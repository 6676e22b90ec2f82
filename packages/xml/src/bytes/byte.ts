/** The bytes that mean something in XML markup. */
const TAB = 0x09;
const LF = 0x0a;
export const SPACE = 0x20;
export const BANG = 0x21;
export const QUOTE = 0x22;
export const HASH = 0x23;
export const PERCENT = 0x25;
export const AMPERSAND = 0x26;
export const APOSTROPHE = 0x27;
export const HYPHEN = 0x2d;
export const SLASH = 0x2f;
export const SEMICOLON = 0x3b;
export const LESS = 0x3c;
export const EQUALS = 0x3d;
export const GREATER = 0x3e;
export const QUESTION = 0x3f;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;

/** Blank, after line ends were normalised. */
export const isBlank = (byte: number | undefined): boolean => byte === SPACE || byte === LF || byte === TAB;

const NAME_START = 1;
const NAME = 2;
const kinds = new Uint8Array(256);
for (let byte = 0; byte < 256; byte += 1) {
  const character = String.fromCharCode(byte);
  if (/[A-Za-z_:]/.test(character) || byte >= 0x80) kinds[byte] = NAME_START | NAME;
  else if (/[0-9.-]/.test(character)) kinds[byte] = NAME;
}

/** Whether a byte may begin a name; the characters of multi-byte names are checked where names are decoded. */
export const isNameStart = (byte: number | undefined): boolean =>
  byte !== undefined && ((kinds[byte] ?? 0) & NAME_START) !== 0;

/** Whether a byte may stand in a name. */
export const isNameByte = (byte: number | undefined): boolean =>
  byte !== undefined && ((kinds[byte] ?? 0) & NAME) !== 0;
