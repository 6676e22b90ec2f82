const UNSAFE = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A JSON value as text of one line that a terminal does not obey: the same value, rarer characters escaped. */
export const terminalJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A JSON array as text, value by value: as one text it might be too long. */
export function* terminalJsonList(values: Iterable<unknown>): Generator<string, void, undefined> {
  let separator = '[';
  for (const value of values) {
    yield `${separator}${terminalJson(value)}`;
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}
