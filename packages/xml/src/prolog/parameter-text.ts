import { isXmlName } from '../characters.js';
import type { XmlRule } from '../fault.js';
import { Cursor } from './cursor.js';
import { readDeclaration } from './declarations.js';
import type { Entities } from './entities.js';

/** Parameter entities are put in as long as that makes no more text than this; then the rest is believed. */
const PUT_IN = 16 * 1024;

const takesComment = (cursor: Cursor): boolean => {
  const end = cursor.text.indexOf('--', cursor.at);
  if (end === -1) return cursor.starve();
  cursor.at = end;
  return cursor.needs('-->');
};

const takesInstruction = (cursor: Cursor): boolean => {
  const end = cursor.text.indexOf('?>', cursor.at);
  if (end === -1) return cursor.starve();
  const target = /^[^ \t\n]*/.exec(cursor.text.slice(cursor.at, end))?.[0] ?? '';
  if (!isXmlName(target) || target.toLowerCase() === 'xml') return cursor.fail('processing-instruction');
  cursor.at = end + 2;
  return true;
};

/** Passes over a section that is to be ignored, with those inside it (XML 1.0 §3.4). */
const takesIgnored = (cursor: Cursor): boolean => {
  for (let open = 1; open > 0;) {
    const end = cursor.text.indexOf(']]>', cursor.at);
    if (end === -1) return cursor.starve();
    const inner = cursor.text.indexOf('<![', cursor.at);
    const isInner = inner !== -1 && inner < end;
    open += isInner ? 1 : -1;
    cursor.at = isInner ? inner + 3 : end + 3;
  }
  return true;
};

/** Takes the beginning of a section, or all of one that is to be ignored; how many sections that opens. */
const takesSection = (cursor: Cursor): number => {
  cursor.skipsBlanks();
  const isIncluded = cursor.takes('INCLUDE');
  if (!isIncluded && !cursor.needs('IGNORE')) return 0;
  cursor.skipsBlanks();
  if (!cursor.needs('[')) return 0;
  if (!isIncluded) takesIgnored(cursor);
  return isIncluded ? 1 : 0;
};

/** Takes one declaration after the other, as an external subset holds them, up to the end. */
const takesDeclarations = (cursor: Cursor, entities: Entities): boolean => {
  let sections = 0;
  for (;;) {
    cursor.skipsBlanks();
    if (cursor.fault !== undefined) return false;
    if (cursor.at === cursor.text.length) return sections === 0 || cursor.starve();
    if (cursor.takes('<!--')) takesComment(cursor);
    else if (cursor.takes('<?')) takesInstruction(cursor);
    else if (cursor.takes('<![')) sections += takesSection(cursor);
    else if (sections > 0 && cursor.takes(']]>')) sections -= 1;
    else readDeclaration(cursor, entities);
  }
};

/** Reads the texts of parameter entities that stand between declarations (XML 1.0 §2.8, §3.4). */
export class ParameterTexts {
  readonly #entities: Entities;
  #putIn = 0;

  constructor(entities: Entities) {
    this.#entities = entities;
  }

  /** What a reference to a parameter entity breaks, if anything. What is not known is believed. */
  refer(name: string): XmlRule | undefined {
    const { parameter, standalone } = this.#entities;
    if (standalone && !parameter.has(name)) return 'entity-undeclared';
    const text = this.#textOf(name);
    if (text === undefined) return undefined;
    const cursor = new Cursor(` ${text}`, 'declaration-in-doctype', (inner) =>
      inner === name ? undefined : this.#textOf(inner),
    );
    takesDeclarations(cursor, this.#entities);
    const { fault } = cursor;
    if (typeof fault === 'object') return fault.rule;
    return fault === 'unfinished' ? 'declaration-in-doctype' : undefined;
  }

  #textOf(name: string): string | undefined {
    const entity = this.#entities.parameter.get(name);
    const text = entity?.kind === 'internal' ? entity.text : undefined;
    this.#putIn += text?.length ?? 0;
    if (text !== undefined && this.#putIn <= PUT_IN) return text;
    this.#entities.isPartial = true;
    return undefined;
  }
}
