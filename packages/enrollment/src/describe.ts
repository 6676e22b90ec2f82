import { describeTargetFault, type DomainReason } from '@openguard/targets';
import type { FieldFault, Violation } from './fault.js';
import { fieldsOf } from './field.js';
import { nearest } from './nearest.js';

const SHOWN = 60;

/** Texts of others, safe in a line: short, and without what could move or hide the rest of it. */
const quoted = (text: string): string => {
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  return `"${shown.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?')}"`;
};

const domainReason: Readonly<Record<DomainReason, string>> = {
  'not-ascii': 'write letters beyond ASCII in their xn-- form',
  'trailing-dot': 'leave out the dot at its end',
  'empty-label': 'something must stand before each dot',
  'label-length': 'between dots there are at most 63 characters',
  underscore: 'it may not hold underscores',
  characters: 'it may hold letters, digits, hyphens and dots only',
  hyphen: 'a hyphen may not stand beside a dot or at an end',
  'one-label': 'it needs two parts at least, such as example.org',
  numeric: 'its last part is a number, as in an address',
};

const emailReason = {
  at: 'it has one @, such as ann@example.org',
  local: "before the @ stand at most 64 letters, digits, single inner dots and !#$%&'*+-/=?^_`{|}~",
} as const;

/** Lists up to this length are told in full. */
const SHORT_LIST = 10;

const describeNotListed = (text: string, values: readonly string[]): string => {
  const known = [...new Set(values)];
  if (known.length === 1) return `${quoted(text)} is not ${known.map(quoted).join()}`;
  if (known.length <= SHORT_LIST) return `${quoted(text)} is none of ${known.map(quoted).join(', ')}`;
  const meant = text.length > SHOWN ? undefined : nearest(text, known);
  const hint = meant === undefined ? '' : `; did you mean ${quoted(meant)}?`;
  return `${quoted(text)} is none of the ${known.length} values of the list${hint}`;
};

/** What is wrong with a value, in one line that does not name its field. */
export const describeFieldFault = (fault: FieldFault): string => {
  switch (fault.tag) {
    case 'NotText':
      return `text is expected here, not a value of type ${fault.type}`;
    case 'Repeated':
      return `it is given ${fault.count} times; give it once`;
    case 'TooLong':
      return `it has ${fault.length} characters; at most ${fault.limit} are allowed`;
    case 'Character':
      return `character ${fault.position} (U+${fault.code.toString(16).toUpperCase().padStart(4, '0')}) cannot stand in a line of text`;
    case 'NotListed':
      return describeNotListed(fault.text, fault.values);
    case 'Domain':
      return `${quoted(fault.text)} is not a domain: ${domainReason[fault.reason]}`;
    case 'Email':
      return `${quoted(fault.text)} is not an e-mail address: ${emailReason[fault.reason]}`;
    case 'EmailDomain':
      return `${quoted(fault.text)} has no valid domain: ${domainReason[fault.reason]}`;
    case 'Targets':
      return describeTargetFault(fault.fault);
  }
};

const FIELDS = fieldsOf([]);

/** What people call a field; a name that is none stands as it is. */
export const labelOf = (name: string): string =>
  FIELDS.find((field) => field.name === name)?.label ?? quoted(name);

const describeUnknown = (name: string): string => {
  const names = FIELDS.map((field) => field.name);
  const meant = name.length > SHOWN ? undefined : nearest(name, names);
  return `the form has no field ${quoted(name)}${meant === undefined ? '' : `; did you mean ${quoted(meant)}?`}`;
};

/** One line that says what is wrong with a form, where, and what to write instead. */
export const describeViolation = (violation: Violation): string => {
  switch (violation.error) {
    case 'missing':
      return `${violation.field}: the ${labelOf(violation.field)} is missing`;
    case 'invalid':
      return `${violation.field}: ${describeFieldFault(violation.fault)}`;
    case 'unknown':
      return describeUnknown(violation.field);
  }
};
