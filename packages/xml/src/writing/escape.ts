import { pieceOf, type ByteSink } from './byte-sink.js';
import { MARKUP, RETURN, seenInLong, SUSPECT } from './text-search.js';

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
const LONG = 200;

const seenIn = (text: string): number => {
  if (text.length >= LONG) {
    const seen = seenInLong(text);
    if (seen !== undefined) return seen;
  }
  if (!IN_TEXT.test(text)) return 0;
  return (
    (isSuspect(text) ? SUSPECT : 0) | (/[&<>]/.test(text) ? MARKUP : 0) | (text.includes('\r') ? RETURN : 0)
  );
};

const BEGIN = pieceOf('<![CDATA[');
const END = pieceOf(']]>');

/**
 * Writes text: what holds markup becomes CDATA, split where it holds "]]>" and around carriage returns, which a
 * reader would otherwise normalise away; other text stays as it is.
 */
export const putEscaped = (sink: ByteSink, text: string, admit: Admit): void => {
  if (sink.putPlain(text)) return;
  const seen = seenIn(text);
  const allowed = (seen & SUSPECT) === 0 ? text : admit(text);
  if ((seen & RETURN) !== 0) {
    sink.putText(allowed.split('\r').map(cdata).join('&#13;'));
  } else if ((seen & MARKUP) === 0) {
    sink.putText(allowed);
  } else {
    sink.put(BEGIN);
    sink.putText(splitEnds(allowed));
    sink.put(END);
  }
};
