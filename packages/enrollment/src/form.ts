import * as E from 'fp-ts/lib/Either.js';
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js';
import type { Enrollment, FieldName } from './enrollment.js';
import type { Violation } from './fault.js';
import { fieldsOf, type Field } from './field.js';

/** Names and values as they came: a `Map`, `URLSearchParams`, `FormData`, or the entries of an object. */
export type Pairs = Iterable<readonly [string, unknown]>;

/** The form, ready to check what is filled in. */
export interface EnrollmentForm {
  /** Its fields, in the order in which the API lists them. */
  readonly fields: readonly Field[];
  /**
   * Reads a filled-in form. Refuses it with every violation at once, in the order of the fields, and last the
   * names that are none of its fields (at most 20 of them).
   *
   * A field whose value is `null`, `undefined` or blank is taken as not there. A name that comes twice is
   * invalid, whatever its values: nobody can tell which one counts.
   */
  readonly validate: (pairs: Pairs) => E.Either<ReadonlyNonEmptyArray<Violation>, Enrollment>;
}

/** How many unknown names are told: a hostile form may have millions. */
const UNKNOWN_LIMIT = 20;

const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

const typeOf = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value);

type Told = E.Either<Violation, unknown>;

const readField = (field: Field, value: unknown, count: number): Told => {
  const { name } = field;
  if (count > 1) return E.left({ field: name, error: 'invalid', fault: { tag: 'Repeated', count } });
  if (isAbsent(value)) {
    return field.required ? E.left({ field: name, error: 'missing' }) : E.right(undefined);
  }
  if (typeof value !== 'string') {
    const fault = { tag: 'NotText', type: typeOf(value) } as const;
    return E.left({ field: name, error: 'invalid', fault });
  }
  const read = field.read(value);
  return E.isLeft(read) ? E.left({ field: name, error: 'invalid', fault: read.left }) : read;
};

/**
 * The enrollment form for the service levels that `slevel` may be. Without any, as a client has them, every
 * text of at most 100 characters is a service level.
 */
export const enrollmentForm = (
  options: { readonly serviceLevels?: readonly string[] } = {},
): EnrollmentForm => {
  const fields = fieldsOf(options.serviceLevels ?? []);
  const places = new Map<string, number>(fields.map(({ name }, place) => [name, place]));
  return {
    fields,
    validate: (pairs) => {
      const values = fields.map((): unknown => undefined);
      const counts = fields.map(() => 0);
      const unknown = new Set<string>();
      for (const [name, value] of pairs) {
        const place = places.get(name);
        if (place === undefined) {
          if (unknown.size < UNKNOWN_LIMIT) unknown.add(name);
        } else {
          values[place] = value;
          counts[place] = (counts[place] ?? 0) + 1;
        }
      }
      const violations: Violation[] = [];
      const enrollment: Partial<Record<FieldName, unknown>> = {};
      fields.forEach((field, place) => {
        const read = readField(field, values[place], counts[place] ?? 0);
        if (E.isLeft(read)) violations.push(read.left);
        else if (read.right !== undefined) enrollment[field.name] = read.right;
      });
      enrollment.returnpassword ??= false;
      for (const name of unknown) violations.push({ field: name, error: 'unknown' });
      const [first, ...rest] = violations;
      return first === undefined ? E.right(enrollment as Enrollment) : E.left([first, ...rest]);
    },
  };
};
