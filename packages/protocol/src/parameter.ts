import { describeViolation, type Violation } from '@openguard/enrollment';
import * as E from 'fp-ts/lib/Either.js';

/** A parameter as it travels: name and value. */
export type Pair = readonly [string, string];

/** What is wrong with the parameters of a request. Tagged data; {@link describeParameterFault} words it. */
export type ParameterFault =
  | { readonly tag: 'Unknown'; readonly name: string; readonly known: readonly string[] }
  | { readonly tag: 'Missing'; readonly name: string }
  | { readonly tag: 'Repeated'; readonly name: string }
  | { readonly tag: 'Invalid'; readonly name: string; readonly reason: string }
  | { readonly tag: 'Form'; readonly violations: readonly Violation[] };

/** One parameter: how its value is read and written. */
export interface Parameter<A> {
  readonly name: string;
  readonly required: boolean;
  /** Kept in confidence: no reply and no message repeats its value. */
  readonly secret?: true;
  readonly read: (text: string) => E.Either<string, A>;
  readonly write: (value: A) => string;
}

/** Longest value that is not a target list, in characters. */
const LONGEST = 2000;

/** Text without control characters, at most 2,000 characters. */
const readText = (text: string): E.Either<string, string> => {
  if (text.length > LONGEST) return E.left(`at most ${LONGEST} characters are read`);
  return /[\u0000-\u001f\u007f\ufffd]/.test(text)
    ? E.left('control characters are not allowed')
    : E.right(text);
};

export const text = (name: string): Parameter<string> => ({
  name,
  required: false,
  read: readText,
  write: (value) => value,
});

/** `yes` or `no`; absent means no. */
export const flag = (name: string): Parameter<boolean> => ({
  name,
  required: false,
  read: (value) => (value === 'yes' || value === 'no' ? E.right(value === 'yes') : E.left('write yes or no')),
  write: (value) => (value ? 'yes' : 'no'),
});

/** The same parameter, without which there is no request. */
export const required = <A>(parameter: Parameter<A>): Parameter<A> & { readonly required: true } => ({
  ...parameter,
  required: true,
});

const shown = (name: string): string => JSON.stringify(name.replace(/[^\x20-\x7e]/g, '?').slice(0, 40));

/** One line that says what is wrong with a request. */
export const describeParameterFault = (fault: ParameterFault): string => {
  switch (fault.tag) {
    case 'Unknown':
      return `Unrecognized parameter ${shown(fault.name)}; this function knows: ${fault.known.join(', ') || 'none'}.`;
    case 'Missing':
      return `Missing required parameter: ${fault.name}.`;
    case 'Repeated':
      return `The parameter ${fault.name} stands more than once.`;
    case 'Invalid':
      return `Invalid value for '${fault.name}' : ${fault.reason}.`;
    case 'Form':
      return `The form is refused: ${fault.violations.map(describeViolation).join('; ')}.`;
  }
};
