import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { storeFailed } from '../failure.js';

/** Which record, for the message when it cannot be kept or read: `host 192.0.2.1 of scan/1.2`, say. */
export interface RecordName {
  readonly place: string;
  readonly what: string;
}

const parseJson = (text: string): E.Either<unknown, unknown> =>
  E.tryCatch(
    (): unknown => JSON.parse(text),
    (syntaxError) => syntaxError,
  );

const parse = <A>(codec: t.Decoder<unknown, A>, text: string): E.Either<unknown, A> =>
  E.chain((value: unknown): E.Either<unknown, A> => codec.decode(value))(parseJson(text));

/** A value as JSON text. Refuses what could not be read back, such as a number that JSON does not have. */
export const writeRecord = <A>(
  codec: t.Decoder<unknown, A>,
  value: A,
  { place, what }: RecordName,
): string => {
  const text = JSON.stringify(value);
  const back = parse(codec, text);
  if (E.isRight(back)) return text;
  throw storeFailed(place, `keep ${what}`, 'it holds a value that could not be read back');
};

/** The value of a column that holds JSON text. Refuses what the codec does not know: nothing is skipped. */
export const readRecord = <A>(
  codec: t.Decoder<unknown, A>,
  column: unknown,
  { place, what }: RecordName,
): A => {
  const value = typeof column === 'string' ? parse(codec, column) : E.left(column);
  if (E.isRight(value)) return value.right;
  const cause = value.left instanceof SyntaxError ? value.left : undefined;
  throw storeFailed(place, `read ${what}`, 'its record is damaged; restore the store from a backup', cause);
};

/**
 * {@link readRecord} for codecs that take values as they are, which need only be looked at: a tenth of the time, where
 * thousands are read.
 */
export const readPlainRecord = <A>(codec: t.Type<A>, column: unknown, name: RecordName): A => {
  const value = typeof column === 'string' ? parseJson(column) : E.left(column);
  return E.isRight(value) && codec.is(value.right) ? value.right : readRecord(codec, column, name);
};

/** A value that is kept in columns of its own. Refuses what the codec does not know. */
export const readColumns = <A>(
  codec: t.Decoder<unknown, A>,
  columns: unknown,
  { place, what }: RecordName,
): A => {
  const value = codec.decode(columns);
  if (E.isRight(value)) return value.right;
  throw storeFailed(place, `read ${what}`, 'its record is damaged; restore the store from a backup');
};
