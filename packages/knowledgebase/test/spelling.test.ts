import british from 'dictionary-en-gb';
import { expect, it } from 'vitest';
import Typo from 'typo-js';
import { CHECKS } from '../src/index.js';
import { TERMS } from './terms.js';

const [rules, words] = [british.aff, british.dic].map((bytes) => new TextDecoder().decode(bytes));
const dictionary = new Typo('en_GB', rules, words);
const terms = new Set(TERMS.trim().split(/\s+/));

/** Words of a text; commands and settings (in quotes), paths, names with digits or dots and acronyms are none. */
const wordsOf = (text: string): readonly string[] =>
  text
    .replaceAll('’', "'")
    .replace(/"[^"]*"/g, ' ')
    .split(/[\s,;:()]+/)
    .filter((token) => !/[/~_=@\d*]|\.\S/.test(token))
    .flatMap((token) => token.match(/\p{L}+(?:'\p{L}+)?/gu) ?? [])
    .filter((word) => !/^.+\p{Lu}/u.test(word));

const isSpelt = (word: string): boolean =>
  dictionary.check(word) || dictionary.check(word.replace(/'s$/, '')) || terms.has(word);

const used = new Map<string, string>();
for (const { id, title, diagnosis, consequence, solution } of CHECKS) {
  for (const word of [title, diagnosis, consequence, solution].flatMap(wordsOf)) used.set(word, id);
}

it('the texts of the checks are spelt as the British do, but for terms of the field', () => {
  expect([...used].filter(([word]) => !isSpelt(word))).toEqual([]);
});

it('no term is listed that nothing uses, or that every dictionary has', () => {
  expect([...terms].filter((term) => !used.has(term) || dictionary.check(term))).toEqual([]);
});

it('a slip would be seen', () => {
  expect(['recieve', 'adress', 'authorized', 'address', 'nmap'].map(isSpelt)).toEqual([
    false,
    false,
    false,
    true,
    false,
  ]);
});
