import * as E from 'fp-ts/lib/Either.js';
import type { Parameter } from './parameter.js';

const LARGEST = Number.MAX_SAFE_INTEGER;

/** A whole number, 0 or more. */
export const wholeNumber = (name: string): Parameter<number> => ({
  name,
  required: false,
  read: (value) =>
    /^[0-9]{1,15}$/.test(value) && Number(value) <= LARGEST
      ? E.right(Number(value))
      : E.left('a whole number such as 1000 is needed'),
  write: String,
});

/** A port of TCP or UDP, from 1 to 65535. */
export const port = (name: string): Parameter<number> => ({
  ...wholeNumber(name),
  read: (value) =>
    /^[0-9]{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535
      ? E.right(Number(value))
      : E.left('a port from 1 to 65535 is needed'),
});

/** `1` or `0`, as API v2 and some functions of v1 say yes and no. */
export const bit = (name: string): Parameter<boolean> => ({
  name,
  required: false,
  read: (value) => (value === '1' || value === '0' ? E.right(value === '1') : E.left('write 0 or 1')),
  write: (value) => (value ? '1' : '0'),
});

/** One of some words. */
export const oneOf = <A extends string>(name: string, words: readonly A[]): Parameter<A> => ({
  name,
  required: false,
  read: (value) => {
    const found = words.find((word) => word === value);
    return found === undefined ? E.left(`write one of ${words.join(', ')}`) : E.right(found);
  },
  write: (value) => value,
});

/** Longest list of numbers that is read, in characters. */
const LONGEST = 10_000_000;

const faultOf = (text: string, least = 0): string | undefined => {
  if (text.length > LONGEST) return `at most ${LONGEST} characters are read`;
  for (const part of text.split(',')) {
    const [, first, last = first] = /^([0-9]{1,15})(?:-([0-9]{1,15}))?$/.exec(part.trim()) ?? [];
    if (first === undefined || Number(last) < Number(first) || Number(first) < least)
      return `neither a positive integer nor a range: ${part.trim().slice(0, 40)}`;
  }
  return undefined;
};

/** Numbers from 1 on and ranges of them, parted by commas. The text is kept as it came. */
export const numberList = (name: string): Parameter<string> => ({
  name,
  required: false,
  read: (value) => {
    const fault = faultOf(value, 1);
    return fault === undefined ? E.right(value) : E.left(fault);
  },
  write: (value) => value,
});

/** Severities and ranges of them, parted by commas, from 1 to 5. The text is kept as it came. */
export const severityList = (name: string): Parameter<string> => ({
  ...numberList(name),
  read: (value) => {
    const fault = faultOf(value);
    if (fault !== undefined) return E.left(fault);
    const isGrade = value.split(/[,-]/).every((number) => Number(number) >= 1 && Number(number) <= 5);
    return isGrade ? E.right(value) : E.left('severities are 1 to 5');
  },
});

/** Whether a day is one of the calendar: the 31st of February would be taken for a day in March. */
const isDay = (day: string): boolean => {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
};

/** Addresses as a service writes them, which may be many. The text is kept as it came. */
export const addressList = (name: string): Parameter<string> => ({
  name,
  required: false,
  read: (value) =>
    value.length <= LONGEST && !/[\u0000-\u001f\u007f\ufffd]/.test(value)
      ? E.right(value)
      : E.left('it is too long, or holds control characters'),
  write: (value) => value,
});

/** A day or a moment, as `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SSZ`. The text is kept as it came. */
export const date = (name: string): Parameter<string> => ({
  name,
  required: false,
  read: (value) =>
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/.test(value) &&
    isDay(value.slice(0, 10)) &&
    !Number.isNaN(Date.parse(value))
      ? E.right(value)
      : E.left('write YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ'),
  write: (value) => value,
});

/** Text without control characters that a service keeps in confidence: no message repeats it. */
export const secret = (name: string): Parameter<string> => ({
  name,
  required: false,
  secret: true,
  read: (value) =>
    value.length <= 4096 && !/[\u0000-\u001f\u007f\ufffd]/.test(value)
      ? E.right(value)
      : E.left('it is too long, or holds control characters or bytes that are not UTF-8'),
  write: (value) => value,
});

/** A pattern for the names of operating systems, which must not be empty; `^$` finds hosts without one (6.17). */
export const osPattern: Parameter<string> = {
  name: 'os_pattern',
  required: false,
  read: (value) =>
    value !== '' && value.length <= 1000 && !/[\u0000-\u001f\u007f\ufffd]/.test(value)
      ? E.right(value)
      : E.left('a pattern of 1 to 1000 characters is needed, without control characters'),
  write: (value) => value,
};

/** `1` where the reply is to repeat what was asked for. */
export const echo = bit('echo_request');
