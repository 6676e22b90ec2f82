import { isXmlName, isXmlNameToken } from '../characters.js';
import type { XmlRule } from '../fault.js';

/** Why a text could not be read on: it ends too early, refers to what is not known, or breaks a rule. */
export type CursorFault =
  | 'unfinished'
  /** A name is longer than any should be. */
  | 'long'
  | 'unknown'
  | { readonly rule: XmlRule; readonly at: number; readonly found: string };

const isBlank = (character: string | undefined): boolean =>
  character === ' ' || character === '\n' || character === '\t' || character === '\r';

/** The text of a parameter entity by its name; undefined when it is not known. */
export type ParameterText = (name: string) => string | undefined;

/** A parameter entity whose text was put in, and how much of the text stands behind it. */
interface PutIn {
  readonly name: string;
  readonly behind: number;
}

/** Characters of the longest name. */
const LONGEST = 1024;

/** Ends a name; what is between is judged when the name is whole. */
const isNameEnd = (character: string): boolean => ' \t\n\r<>&;%[]()|,?*+="\'/#'.includes(character);

/**
 * Reads the text of markup from left to right, without going back. Each step says whether it could be taken; the
 * first that could not says why, and nothing is taken after it.
 */
export class Cursor {
  text: string;
  at = 0;
  /** The rule that is broken by what does not fit. */
  readonly #rule: XmlRule;
  fault: CursorFault | undefined;
  /** What the last step took: a name, or what stood between quotes. */
  taken = '';
  readonly #parameterText: ParameterText | undefined;
  #putIn: PutIn[] = [];

  /** @param parameterText puts parameter entities in, which stand where blanks may; without it none may stand */
  constructor(text: string, rule: XmlRule, parameterText?: ParameterText) {
    this.text = text;
    this.#rule = rule;
    this.#parameterText = parameterText;
  }

  /** Says that what stands here, or behind the blanks here, is wrong. */
  fail(rule = this.#rule, at = this.#solid(), found = ''): false {
    this.fault ??= { rule, at, found };
    return false;
  }

  /** Where the blanks begin that end here. */
  #solid(): number {
    let at = this.at;
    while (at > 0 && isBlank(this.text[at - 1])) at -= 1;
    return at;
  }

  starve(): false {
    this.fault ??= 'unfinished';
    return false;
  }

  /** Whether a text stands here; it is not taken. */
  sees(text: string): boolean {
    if (this.fault !== undefined) return false;
    if (this.text.startsWith(text, this.at)) return true;
    const rest = this.text.length - this.at;
    if (rest < text.length && text.startsWith(this.text.slice(this.at))) return this.starve();
    return false;
  }

  /** Takes a text if it stands here. */
  takes(text: string): boolean {
    if (!this.sees(text)) return false;
    this.at += text.length;
    return true;
  }

  /** Takes a text that has to stand here. */
  needs(text: string): boolean {
    return this.takes(text) || this.fail();
  }

  /** Takes blanks, if there are any. */
  skipsBlanks(): boolean {
    const from = this.at;
    do while (isBlank(this.text[this.at])) this.at += 1;
    while (this.#putsIn());
    return this.at > from;
  }

  /** The text of a parameter entity that is referred to in a value. */
  parameterText(name: string, at: number): string {
    if (this.#parameterText === undefined) {
      this.fail('parameter-entity', at, name);
      return '';
    }
    const text = this.#parameterText(name);
    if (text === undefined) this.fault ??= 'unknown';
    return text ?? '';
  }

  /** Puts the text of a parameter entity in for its reference, between blanks (XML 1.0 §4.4.8). */
  #putsIn(): boolean {
    if (this.#parameterText === undefined || this.fault !== undefined) return false;
    if (this.text[this.at] !== '%') return false;
    const end = this.text.indexOf(';', this.at);
    const name = this.text.slice(this.at + 1, Math.max(end, this.at + 1));
    if (!isXmlName(name)) return false;
    this.#putIn = this.#putIn.filter(({ behind }) => this.text.length - behind > this.at);
    if (this.#putIn.some((open) => open.name === name)) return this.fail('entity-recursion', this.at, name);
    const text = this.parameterText(name, this.at);
    const rest = this.text.slice(end + 1);
    this.text = `${this.text.slice(0, this.at)} ${text} ${rest}`;
    this.#putIn.push({ name, behind: rest.length });
    return true;
  }

  /** Takes blanks that have to stand here. */
  needsBlanks(): boolean {
    if (this.fault !== undefined) return false;
    return this.skipsBlanks() || (this.at === this.text.length ? this.starve() : this.fail());
  }

  /** Takes a name. */
  needsName(isName: (text: string) => boolean = isXmlName): boolean {
    if (this.fault !== undefined) return false;
    const from = this.at;
    let to = from;
    while (to < this.text.length && !isNameEnd(this.text.charAt(to))) to += 1;
    const name = this.text.slice(from, to);
    if (name.length > LONGEST) {
      this.fault = 'long';
      return false;
    }
    if (to === this.text.length) return this.starve();
    if (!isName(name)) return this.fail(name === '' ? this.#rule : 'name', from, name);
    this.taken = name;
    this.at = to;
    return true;
  }

  /** Takes characters of names, in any order. */
  needsNameToken(): boolean {
    return this.needsName(isXmlNameToken);
  }

  /** Takes what stands between quotes; `allows` says which characters may. */
  needsQuoted(allows: (character: string) => boolean = () => true): boolean {
    if (this.fault !== undefined) return false;
    if (this.at === this.text.length) return this.starve();
    const quote = this.text.charAt(this.at);
    if (quote !== '"' && quote !== "'") return this.fail();
    const from = this.at + 1;
    let to = from;
    for (; to < this.text.length; to += 1) {
      const character = this.text.charAt(to);
      if (character === quote) break;
      if (!allows(character)) return this.fail(this.#rule, to);
    }
    if (to === this.text.length) return this.starve();
    this.taken = this.text.slice(from, to);
    this.at = to + 1;
    return true;
  }
}
