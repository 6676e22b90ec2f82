import type { Cursor } from './cursor.js';

/** What an XML declaration says. */
export interface XmlDeclaration {
  readonly encoding: string | undefined;
  readonly standalone: boolean;
}

const equals = (cursor: Cursor): boolean => {
  cursor.skipsBlanks();
  if (!cursor.needs('=')) return false;
  cursor.skipsBlanks();
  return true;
};

const needsValue = (cursor: Cursor, name: string, pattern: RegExp): boolean => {
  if (!cursor.needs(name) || !equals(cursor)) return false;
  const from = cursor.at;
  return cursor.needsQuoted((character) => /[A-Za-z0-9._-]/.test(character))
    ? pattern.test(cursor.taken) || cursor.fail('declaration', from)
    : false;
};

/**
 * Reads an XML declaration from `<?xml` to `?>` (XML 1.0 §2.8); undefined when it is faulty or not complete,
 * which the cursor says.
 */
export const readXmlDeclaration = (cursor: Cursor): XmlDeclaration | undefined => {
  if (!cursor.needs('<?xml') || !cursor.needsBlanks()) return undefined;
  if (!needsValue(cursor, 'version', /^1\.[0-9]+$/)) return undefined;
  let encoding: string | undefined;
  let standalone = false;
  let isApart = cursor.skipsBlanks();
  if (isApart && cursor.sees('encoding')) {
    if (!needsValue(cursor, 'encoding', /^[A-Za-z]/)) return undefined;
    encoding = cursor.taken;
    isApart = cursor.skipsBlanks();
  }
  if (isApart && cursor.sees('standalone')) {
    if (!needsValue(cursor, 'standalone', /^(?:yes|no)$/)) return undefined;
    standalone = cursor.taken === 'yes';
    cursor.skipsBlanks();
  }
  return cursor.needs('?>') ? { encoding, standalone } : undefined;
};
