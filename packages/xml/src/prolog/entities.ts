import type { XmlRule } from '../fault.js';
import type { Judge, Where } from '../tokens/references.js';
import { literalParts } from './literal.js';

/** An entity as it is declared; `text` is what stands for it. */
export type Entity =
  { readonly kind: 'internal'; readonly text: string } | { readonly kind: 'external' | 'unparsed' };

/** A reference that stands in the text of an entity. */
export interface Reference {
  readonly name: string;
  readonly where: Where;
}

/** What reading the text of an entity as content has shown: a rule that it breaks, or its references. */
export type Examined = XmlRule | readonly Reference[];

/** Reads a text as content. */
export type Examine = (text: string) => Examined;

/** The texts of so many entities are read; those of a document that has more are believed, and it is refused. */
const EXAMINED = 1000;

interface Step extends Reference {
  readonly key: string;
  readonly inside: readonly Reference[];
  next: number;
}

/**
 * The entities that a document declares. They are never put in: that the text of each that is referred to is
 * well-formed, and that none refers to itself, is seen from each text once, however often it would be repeated.
 */
export class Entities {
  readonly general = new Map<string, Entity>();
  readonly parameter = new Map<string, Entity>();
  /** Declarations are missing, since they stand elsewhere and nothing is fetched. */
  isPartial = false;
  standalone = false;
  readonly #examine: Examine;
  readonly #verdicts = new Map<string, XmlRule | 'open' | undefined>();
  #examined = 0;

  constructor(examine: Examine) {
    this.#examine = examine;
  }

  /** Takes up a declaration; the first of a name counts (XML 1.0 §4.2). */
  declare(kind: 'general' | 'parameter', name: string, entity: Entity): void {
    const known = this[kind];
    if (!known.has(name)) known.set(name, entity);
  }

  /** What a reference in the document breaks, by itself or by what it leads to. */
  readonly judge: Judge = (name, where) => {
    const steps: Step[] = [];
    let rule = this.#begin({ name, where }, steps);
    for (let step = steps.at(-1); step !== undefined && rule === undefined; step = steps.at(-1)) {
      const inner = step.inside[step.next];
      step.next += 1;
      if (inner === undefined) {
        this.#verdicts.set(step.key, undefined);
        steps.pop();
      } else {
        rule = this.#begin(inner, steps);
      }
    }
    for (const { key } of steps) this.#verdicts.set(key, rule);
    return rule;
  };

  /** Looks at one entity; its references are looked at next. */
  #begin({ name, where }: Reference, steps: Step[]): XmlRule | undefined {
    const key = `${where} ${name}`;
    if (this.#verdicts.has(key)) {
      const verdict = this.#verdicts.get(key);
      return verdict === 'open' ? 'entity-recursion' : verdict;
    }
    const entity = this.general.get(name);
    if (entity === undefined) {
      return this.isPartial && !this.standalone ? undefined : 'entity-undeclared';
    }
    const inside = where === 'value' ? this.#inValue(entity) : this.#inContent(entity);
    if (typeof inside === 'string') return inside;
    this.#verdicts.set(key, 'open');
    steps.push({ name, where, key, inside, next: 0 });
    return undefined;
  }

  #inContent(entity: Entity): Examined {
    if (entity.kind !== 'internal') return entity.kind === 'unparsed' ? 'entity-unparsed' : [];
    this.#examined += 1;
    return this.#examined > EXAMINED ? [] : this.#examine(entity.text);
  }

  #inValue(entity: Entity): Examined {
    if (entity.kind !== 'internal') return entity.kind === 'unparsed' ? 'entity-unparsed' : 'entity-external';
    if (entity.text.includes('<')) return 'entity-less-than';
    const parts = literalParts(entity.text, false);
    if ('rule' in parts) return 'entity-text';
    return parts.flatMap((part) =>
      part.kind === 'general' && !PREDEFINED.has(part.name)
        ? [{ name: part.name, where: 'value' as const }]
        : [],
    );
  }
}

/** The entities that every document has. */
export const PREDEFINED = new Set(['amp', 'lt', 'gt', 'quot', 'apos']);
