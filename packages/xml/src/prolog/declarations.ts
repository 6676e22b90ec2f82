import type { Cursor } from './cursor.js';
import { PREDEFINED, type Entities, type Entity } from './entities.js';
import { literalParts } from './literal.js';

const PUBLIC_ID = /[-a-zA-Z0-9'()+,./:=?;!*#@$_% \n]/;

const isQuote = (cursor: Cursor): boolean => cursor.sees('"') || cursor.sees("'");

/** Reads `SYSTEM "…"` or `PUBLIC "…" "…"`; where `mayBeShort`, `PUBLIC "…"` as well. */
export const needsExternalId = (cursor: Cursor, mayBeShort = false): boolean => {
  if (cursor.takes('SYSTEM')) return cursor.needsBlanks() && cursor.needsQuoted();
  const isPublic =
    cursor.needs('PUBLIC') &&
    cursor.needsBlanks() &&
    cursor.needsQuoted((character) => PUBLIC_ID.test(character));
  if (!isPublic) return false;
  if (!mayBeShort) return cursor.needsBlanks() && cursor.needsQuoted();
  const isApart = cursor.skipsBlanks();
  if (!isQuote(cursor)) return cursor.fault === undefined;
  return isApart ? cursor.needsQuoted() : cursor.fail();
};

/** Reads names that `|` stands between, and the `)` behind them; the `(` was read. */
const needsChoice = (cursor: Cursor, needsOne: () => boolean): boolean => {
  do {
    cursor.skipsBlanks();
    if (!needsOne()) return false;
    cursor.skipsBlanks();
  } while (cursor.takes('|'));
  return cursor.needs(')');
};

/** How often: `?`, `*`, `+` or nothing; there is always something behind it. */
const skipsOccurrence = (cursor: Cursor): void => {
  if (!cursor.takes('?') && !cursor.takes('*')) cursor.takes('+');
};

/** Reads `#PCDATA)`, `#PCDATA)*` or `#PCDATA|a|b)*` behind its `(`. */
const needsMixed = (cursor: Cursor): boolean => {
  cursor.skipsBlanks();
  if (!cursor.takes('|')) {
    if (!cursor.needs(')')) return false;
    cursor.takes('*');
    return cursor.fault === undefined;
  }
  const isWhole = needsChoice(cursor, () => cursor.needsName());
  return isWhole && (cursor.takes('*') || cursor.fail(undefined, cursor.at - 1));
};

/** Reads the model of an element's children behind its first `(`, however deep it goes. */
const needsChildren = (cursor: Cursor): boolean => {
  /** What stands between the parts of each open group, once that is seen. */
  const separators: ('' | '|' | ',')[] = [''];
  while (separators.length > 0) {
    cursor.skipsBlanks();
    if (cursor.takes('(')) {
      separators.push('');
      continue;
    }
    if (!cursor.needsName()) return false;
    skipsOccurrence(cursor);
    cursor.skipsBlanks();
    while (separators.length > 0 && cursor.takes(')')) {
      separators.pop();
      skipsOccurrence(cursor);
      cursor.skipsBlanks();
    }
    if (separators.length === 0) break;
    const open = separators.length - 1;
    const separator = cursor.sees('|') ? '|' : ',';
    if (separators[open] !== '' && separators[open] !== separator) return cursor.fail();
    if (!cursor.needs(separator)) return false;
    separators[open] = separator;
  }
  return cursor.fault === undefined;
};

const needsContentModel = (cursor: Cursor): boolean => {
  if (!cursor.takes('(')) return cursor.takes('EMPTY') || cursor.needs('ANY');
  cursor.skipsBlanks();
  return cursor.takes('#PCDATA') ? needsMixed(cursor) : needsChildren(cursor);
};

const endsDeclaration = (cursor: Cursor): boolean => {
  cursor.skipsBlanks();
  return cursor.needs('>');
};

const readElement = (cursor: Cursor): boolean =>
  cursor.needsName() && cursor.needsBlanks() && needsContentModel(cursor) && endsDeclaration(cursor);

const ATTRIBUTE_TYPES = new Set([
  'CDATA',
  'ID',
  'IDREF',
  'IDREFS',
  'ENTITY',
  'ENTITIES',
  'NMTOKEN',
  'NMTOKENS',
]);

const needsAttributeType = (cursor: Cursor): boolean => {
  if (cursor.takes('(')) return needsChoice(cursor, () => cursor.needsNameToken());
  const from = cursor.at;
  if (!cursor.needsName()) return false;
  if (ATTRIBUTE_TYPES.has(cursor.taken)) return true;
  if (cursor.taken !== 'NOTATION') return cursor.fail(undefined, from);
  return cursor.needsBlanks() && cursor.needs('(') && needsChoice(cursor, () => cursor.needsName());
};

/** A default value: no `<`, and every entity that it refers to is declared before. */
const needsDefaultValue = (cursor: Cursor, entities: Entities): boolean => {
  const from = cursor.at + 1;
  if (!cursor.needsQuoted()) return false;
  const less = cursor.taken.indexOf('<');
  if (less !== -1) return cursor.fail('attribute-less-than', from + less);
  const parts = literalParts(cursor.taken, false);
  if ('rule' in parts) return cursor.fail(parts.rule, from + parts.at);
  for (const part of parts) {
    if (part.kind !== 'general' || PREDEFINED.has(part.name)) continue;
    const rule = entities.judge(part.name, 'value');
    if (rule !== undefined) return cursor.fail(rule, from, part.name);
  }
  return true;
};

const needsDefault = (cursor: Cursor, entities: Entities): boolean => {
  if (cursor.takes('#REQUIRED') || cursor.takes('#IMPLIED')) return true;
  if (cursor.takes('#FIXED') && !cursor.needsBlanks()) return false;
  return needsDefaultValue(cursor, entities);
};

const readAttributes = (cursor: Cursor, entities: Entities): boolean => {
  if (!cursor.needsName()) return false;
  for (;;) {
    const isApart = cursor.skipsBlanks();
    if (cursor.takes('>')) return true;
    if (!isApart) return cursor.needsBlanks();
    const isWhole =
      cursor.needsName() &&
      cursor.needsBlanks() &&
      needsAttributeType(cursor) &&
      cursor.needsBlanks() &&
      needsDefault(cursor, entities);
    if (!isWhole) return false;
  }
};

/** The value of an entity, with its references to characters and parameter entities put in. */
const needsEntityValue = (cursor: Cursor): Entity | undefined => {
  const from = cursor.at + 1;
  if (!cursor.needsQuoted()) return undefined;
  const parts = literalParts(cursor.taken, true);
  if ('rule' in parts) {
    cursor.fail(parts.rule, from + parts.at);
    return undefined;
  }
  let text = '';
  for (const part of parts) {
    if (part.kind === 'text') text += part.text;
    else if (part.kind === 'general') text += `&${part.name};`;
    else text += cursor.parameterText(part.name, from);
  }
  return { kind: 'internal', text };
};

const needsExternalEntity = (cursor: Cursor, mayBeUnparsed: boolean): Entity | undefined => {
  if (!needsExternalId(cursor)) return undefined;
  const isApart = cursor.skipsBlanks();
  if (!cursor.sees('NDATA')) return { kind: 'external' };
  if (!isApart || !mayBeUnparsed) {
    cursor.fail();
    return undefined;
  }
  const isWhole = cursor.needs('NDATA') && cursor.needsBlanks() && cursor.needsName();
  return isWhole ? { kind: 'unparsed' } : undefined;
};

const readEntity = (cursor: Cursor, entities: Entities): boolean => {
  const isParameter = cursor.takes('%');
  if (isParameter && !cursor.needsBlanks()) return false;
  if (!cursor.needsName()) return false;
  const name = cursor.taken;
  if (!cursor.needsBlanks()) return false;
  const entity = isQuote(cursor) ? needsEntityValue(cursor) : needsExternalEntity(cursor, !isParameter);
  if (entity === undefined || !endsDeclaration(cursor)) return false;
  entities.declare(isParameter ? 'parameter' : 'general', name, entity);
  return true;
};

const readNotation = (cursor: Cursor): boolean =>
  cursor.needsName() && cursor.needsBlanks() && needsExternalId(cursor, true) && endsDeclaration(cursor);

/** Reads one declaration of a document type, from `<!` to `>` (XML 1.0 §3.2, §3.3, §4.2, §4.7). */
export const readDeclaration = (cursor: Cursor, entities: Entities): boolean => {
  const start = cursor.at;
  if (!cursor.needs('<!')) return false;
  if (cursor.takes('ELEMENT')) return cursor.needsBlanks() && readElement(cursor);
  if (cursor.takes('ATTLIST')) return cursor.needsBlanks() && readAttributes(cursor, entities);
  if (cursor.takes('ENTITY')) return cursor.needsBlanks() && readEntity(cursor, entities);
  if (cursor.takes('NOTATION')) return cursor.needsBlanks() && readNotation(cursor);
  return cursor.fail(undefined, start);
};
