import { parseTargetList } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import {
  ACCEPTED_WORD,
  NUMBER_FIELDS,
  OPERATORS,
  SECTION_WORDS,
  TEXT_FIELDS,
  VERDICT_WORDS,
  WORSENED_WORD,
  type Condition,
  type NumberField,
  type Operator,
  type TextField,
} from './condition.js';
import type { GateFault } from './gate-fault.js';
import { tokensOf, type Token } from './token.js';

type Parsed = E.Either<GateFault, Condition>;

const isNumberField = (word: string): word is NumberField => Object.hasOwn(NUMBER_FIELDS, word);

const sectionOf = (word: (typeof SECTION_WORDS)[number]): Condition => ({
  kind: 'section',
  section: word === 'confirmed' ? 'vuln' : word,
});

const numberOf = (field: NumberField, operator: Operator, { text, at }: Token): Parsed => {
  const [lowest, highest] = NUMBER_FIELDS[field];
  const value = Number(text);
  return /^[0-9]{1,5}$/.test(text) && value >= lowest && value <= highest
    ? E.right({ kind: 'number', field, operator, value })
    : E.left({ tag: 'Number', at, field, found: text });
};

const hostOf = (equal: boolean, { text, at }: Token): Parsed => {
  const list = parseTargetList(text);
  return E.isLeft(list)
    ? E.left({ tag: 'Host', at, fault: list.left })
    : E.right({ kind: 'host', equal, addresses: list.right.addresses });
};

/** A comma means a list in other fields, and would quietly match nothing here. */
const textOf = (field: TextField, equal: boolean, { kind, text, at }: Token): Parsed =>
  kind === 'word' && text.includes(',')
    ? E.left({ tag: 'Comma', at, field, found: text })
    : E.right({ kind: 'text', field, equal, parts: text.toLowerCase().split('*') });

/** Reads one condition: each method reads what its name says, and leaves the place behind it. */
export class GateParser {
  readonly #tokens: readonly Token[];
  #place = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  parse(): Parsed {
    const whole = this.#list('or');
    const rest = this.#tokens[this.#place];
    if (E.isLeft(whole) || rest === undefined) return whole;
    return E.left({ tag: 'Unexpected', at: rest.at, found: rest.text, wanted: '"and", "or" or the end' });
  }

  #list(kind: 'or' | 'and'): Parsed {
    const of: Condition[] = [];
    do {
      const next = kind === 'or' ? this.#list('and') : this.#negated();
      if (E.isLeft(next)) return next;
      of.push(next.right);
    } while (this.#takeWord(kind));
    const [only] = of;
    return E.right(only !== undefined && of.length === 1 ? only : { kind, of });
  }

  #negated(): Parsed {
    return this.#takeWord('not')
      ? E.map((of: Condition): Condition => ({ kind: 'not', of }))(this.#negated())
      : this.#single();
  }

  #single(): Parsed {
    const token = this.#take();
    if (token === undefined) return E.left({ tag: 'Ends', wanted: 'a word or a field' });
    if (token.kind === 'parenthesis' && token.text === '(') return this.#enclosed();
    if (token.kind !== 'word')
      return E.left({ tag: 'Unexpected', at: token.at, found: token.text, wanted: 'a word or a field' });
    return this.#named(token);
  }

  #enclosed(): Parsed {
    const inner = this.#list('or');
    if (E.isLeft(inner)) return inner;
    const end = this.#take();
    if (end === undefined) return E.left({ tag: 'Ends', wanted: '")"' });
    return end.kind === 'parenthesis' && end.text === ')'
      ? inner
      : E.left({ tag: 'Unexpected', at: end.at, found: end.text, wanted: '"and", "or" or ")"' });
  }

  #named(token: Token): Parsed {
    const word = token.text.toLowerCase();
    const verdict = VERDICT_WORDS.find((known) => known === word);
    if (verdict !== undefined) return E.right({ kind: 'verdict', verdict });
    if (word === WORSENED_WORD) return E.right({ kind: 'worsened' });
    const section = SECTION_WORDS.find((known) => known === word);
    if (section !== undefined) return E.right(sectionOf(section));
    if (word === ACCEPTED_WORD) return E.right({ kind: 'accepted' });
    if (word === 'cve' && this.#tokens[this.#place]?.kind !== 'operator') return E.right({ kind: 'has-cve' });
    return this.#compared(token, word);
  }

  #compared(token: Token, field: string): Parsed {
    const text = TEXT_FIELDS.find((known) => known === field);
    if (text === undefined && field !== 'host' && !isNumberField(field))
      return E.left({ tag: 'UnknownWord', at: token.at, found: token.text });
    const sign = this.#take();
    if (sign === undefined) return E.left({ tag: 'Ends', wanted: `an operator such as = after ${field}` });
    const operator = OPERATORS.find((known) => sign.kind === 'operator' && known === sign.text);
    if (operator === undefined)
      return E.left({ tag: 'Unexpected', at: sign.at, found: sign.text, wanted: 'an operator such as =' });
    const value = this.#take();
    if (value === undefined) return E.left({ tag: 'Ends', wanted: `a value of ${field}` });
    if (value.kind !== 'word' && value.kind !== 'quoted')
      return E.left({ tag: 'Unexpected', at: value.at, found: value.text, wanted: `a value of ${field}` });
    if (isNumberField(field)) return numberOf(field, operator, value);
    if (operator !== '=' && operator !== '!=')
      return E.left({ tag: 'Operator', at: sign.at, field, found: operator });
    const equal = operator === '=';
    return text === undefined ? hostOf(equal, value) : textOf(text, equal, value);
  }

  #take(): Token | undefined {
    const token = this.#tokens[this.#place];
    this.#place += 1;
    return token;
  }

  #takeWord(word: string): boolean {
    const token = this.#tokens[this.#place];
    const is = token?.kind === 'word' && token.text.toLowerCase() === word;
    if (is) this.#place += 1;
    return is;
  }
}
