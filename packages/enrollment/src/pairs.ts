import type { Enrollment } from './enrollment.js';

type Value = Exclude<Enrollment[keyof Enrollment], undefined>;

const textOf = (value: Value): string => {
  if (typeof value === 'object') return value.text;
  return value === true ? 'yes' : value || 'no';
};

/**
 * An enrollment as it travels: names and values, what is empty left out, `returnpassword` too where it is not
 * asked for.
 */
export const enrollmentPairs = (enrollment: Enrollment): readonly (readonly [string, string])[] =>
  Object.entries(enrollment).flatMap(([name, value]: [string, Value | undefined]) =>
    value === undefined || value === false ? [] : [[name, textOf(value)] as const],
  );
