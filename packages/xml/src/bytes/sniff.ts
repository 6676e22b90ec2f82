import { Cursor } from '../prolog/cursor.js';
import { readXmlDeclaration } from '../prolog/xml-declaration.js';
import type { Encoding } from './units.js';

/** So many bytes are looked at for the declaration of an encoding. */
const SNIFFED = 4096;

/** What the first bytes of a document say about its encoding. */
export type Sniffed =
  /** `marked`: by a byte order mark. */
  | { readonly encoding: Encoding; readonly marked: boolean }
  /** An encoding that is not read, or only with its mark. */
  | { readonly refused: string };

/** Any byte will do. */
const ANY = -1;

const MARKS = [
  { bytes: [0xef, 0xbb, 0xbf], says: { encoding: 'UTF-8', marked: true } },
  { bytes: [0x00, 0x00, 0xfe, 0xff], says: { refused: 'UTF-32' } },
  { bytes: [0xff, 0xfe, 0x00, 0x00], says: { refused: 'UTF-32' } },
  { bytes: [0xfe, 0xff], says: { encoding: 'UTF-16BE', marked: true } },
  { bytes: [0xff, 0xfe], says: { encoding: 'UTF-16LE', marked: true } },
  { bytes: [0x00, 0x00, 0x00, 0x3c], says: { refused: 'UTF-32' } },
  { bytes: [0x3c, 0x00, 0x00, 0x00], says: { refused: 'UTF-32' } },
  { bytes: [0x00, 0x3c, 0x00, ANY], says: { refused: 'UTF-16' } },
  { bytes: [0x3c, 0x00, ANY, 0x00], says: { refused: 'UTF-16' } },
  { bytes: [0x4c, 0x6f, 0xa7, 0x94], says: { refused: 'EBCDIC' } },
] as const satisfies readonly { readonly bytes: readonly number[]; readonly says: Sniffed }[];

const LABELS = new Map<string, Encoding>([
  ...['utf-8', 'utf8'].map((label) => [label, 'UTF-8'] as const),
  ...['us-ascii', 'ascii', 'ansi_x3.4-1968', 'iso646-us'].map((label) => [label, 'US-ASCII'] as const),
  ...['iso-8859-1', 'iso8859-1', 'iso_8859-1', 'latin1', 'l1'].map((label) => [label, 'ISO-8859-1'] as const),
  ...['windows-1252', 'cp1252', 'cp-1252'].map((label) => [label, 'WINDOWS-1252'] as const),
  ['utf-16le', 'UTF-16LE'],
  ['utf-16be', 'UTF-16BE'],
]);

/** How a declaration names UTF-16 of either order; its mark says which. */
const EITHER_ORDER = new Set(['utf-16', 'utf16', 'iso-10646-ucs-2', 'ucs-2']);

/** How the name of an encoding in a declaration agrees with what was read. */
export type Agreement = 'agrees' | 'contradicts' | 'unsupported';

/** Compares the declared name of an encoding with the encoding that a document was read in. */
export const agreementOf = (name: string, read: Encoding): Agreement => {
  const label = name.toLowerCase();
  if (EITHER_ORDER.has(label)) return read.startsWith('UTF-16') ? 'agrees' : 'contradicts';
  const declared = LABELS.get(label);
  if (declared === undefined) return 'unsupported';
  return declared === read ? 'agrees' : 'contradicts';
};

const begins = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, index) => index >= bytes.length || byte === ANY || bytes[index] === byte);

const isBlank = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x09 || byte === 0x0d;

const DECLARATION = Array.from('<?xml', (character) => character.charCodeAt(0));

/** The encoding that a declaration names, if it is one of a byte each; UTF-8 when there is none. */
const declaredEncoding = (bytes: Uint8Array, last: boolean): Encoding | undefined => {
  const sees = begins(bytes, DECLARATION) && (bytes.length <= DECLARATION.length || isBlank(bytes[5]));
  if (!sees) return 'UTF-8';
  const text = String.fromCharCode(...bytes.subarray(0, SNIFFED));
  const cursor = new Cursor(text, 'declaration');
  const declaration = readXmlDeclaration(cursor);
  const isOpen = cursor.fault === 'unfinished' && !last && bytes.length < SNIFFED;
  if (isOpen) return undefined;
  const encoding = LABELS.get(declaration?.encoding?.toLowerCase() ?? '') ?? 'UTF-8';
  return encoding.startsWith('UTF-16') ? 'UTF-8' : encoding;
};

/**
 * Looks at the first bytes of a document for its encoding (XML 1.0 appendix F): a byte order mark, else its
 * declaration, else UTF-8. Undefined while more bytes may change that; `last` says that none come.
 */
export const sniff = (bytes: Uint8Array, last: boolean): Sniffed | undefined => {
  for (const { bytes: mark, says } of MARKS) {
    if (!begins(bytes, mark)) continue;
    if (bytes.length >= mark.length) return says;
    if (!last) return undefined;
  }
  const encoding = declaredEncoding(bytes, last);
  return encoding === undefined ? undefined : { encoding, marked: false };
};
