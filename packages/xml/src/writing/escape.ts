import { pieceOf, type ByteSink } from './byte-sink.js';
import { BRACKET, MARKUP, RETURN, staged, SUSPECT, type TextStage } from './text-stage.js';

// XML 1.0 §2.2: controls but tab, line feed and carriage return, U+FFFE and U+FFFF, and halves of a character.
const EVERY_FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Any control but tab and line feed: naming each that is forbidden, and the halves of characters, takes two to three
 * times as long.
 */
const SUSPICIOUS = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/;

/** What can stand in text and values as it is has none of these; one test is the whole cost then. */
const IN_TEXT = /[&<>\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]/;
const IN_VALUE = /[&<>"\u0000-\u001f\ud800-\udfff\ufffe\uffff]/;

const isSuspect = (text: string): boolean => SUSPICIOUS.test(text) || !text.isWellFormed();

/** Replaces what XML cannot hold by "?", as the seeds say of characters that cannot be printed. */
export const replaceForbidden = (text: string): string =>
  isSuspect(text) ? text.replace(EVERY_FORBIDDEN, '?') : text;

/** The first character that XML cannot hold, such as `U+0001`. */
export const firstForbidden = (text: string): string | undefined => {
  const at = isSuspect(text) ? text.search(EVERY_FORBIDDEN) : -1;
  return at === -1 ? undefined : `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`;
};

/** Gives what is to be written of a text that may hold what XML cannot. */
export type Admit = (text: string) => string;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** The value of an attribute between its quotes. */
export const escapeValue = (value: string, admit: Admit): string =>
  IN_VALUE.test(value)
    ? admit(value).replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? character)
    : value;

const splitEnds = (text: string): string =>
  text.includes(']]>') ? text.replaceAll(']]>', ']]]]><![CDATA[>') : text;

const cdata = (text: string): string => (text === '' ? '' : `<![CDATA[${splitEnds(text)}]]>`);

/** From so many letters on it pays to look at several together. */
const LONG = 48;

const BEGIN = pieceOf('<![CDATA[');
const END = pieceOf(']]>');
/** Between `]]` and the `>` that would end the section. */
const AGAIN = pieceOf(']]><![CDATA[');
const BRACKET_BYTE = 0x5d;
const GREATER_BYTE = 0x3e;

/**
 * Puts text of a CDATA section, which holds "]]>" at one of these bytes or behind it. Split as text, and made bytes again,
 * a scan report that holds many takes 1.1 times as long.
 */
const putSplit = (sink: ByteSink, bytes: Uint8Array, first: number): void => {
  let from = 0;
  for (let at = bytes.indexOf(BRACKET_BYTE, first); at !== -1; at = bytes.indexOf(BRACKET_BYTE, at + 1)) {
    if (bytes[at + 1] !== BRACKET_BYTE || bytes[at + 2] !== GREATER_BYTE) continue;
    sink.putBytes(bytes.subarray(from, at + 2));
    sink.put(AGAIN);
    from = at + 2;
  }
  sink.putBytes(bytes.subarray(from));
};

/** Writes a long text that no character has to be replaced in. */
const putStaged = (sink: ByteSink, text: string, { bytes, seen }: TextStage): void => {
  if ((seen & MARKUP) === 0) {
    sink.putBytes(bytes);
    return;
  }
  sink.put(BEGIN);
  // No letter is less than a byte: as bytes, it stands where it does in the text, or later.
  const end = (seen & BRACKET) === 0 ? -1 : text.indexOf(']]>');
  if (end === -1) sink.putBytes(bytes);
  else putSplit(sink, bytes, end);
  sink.put(END);
};

/**
 * Writes text: what holds markup becomes CDATA, split where it holds "]]>" and around carriage returns, which a
 * reader would otherwise normalise away; other text stays as it is.
 */
export const putEscaped = (sink: ByteSink, text: string, admit: Admit): void => {
  if (sink.putPlain(text)) return;
  const stage = text.length < LONG ? undefined : staged(text);
  if (stage !== undefined && (stage.seen & (RETURN | SUSPECT)) === 0) {
    putStaged(sink, text, stage);
    return;
  }
  const allowed = IN_TEXT.test(text) ? admit(text) : text;
  if (allowed.includes('\r')) {
    sink.putText(allowed.split('\r').map(cdata).join('&#13;'));
  } else {
    sink.putText(/[&<>]/.test(allowed) ? cdata(allowed) : allowed);
  }
};
