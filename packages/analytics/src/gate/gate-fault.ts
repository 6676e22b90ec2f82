import { describeTargetFault, type TargetFault } from '@openguard/targets';
import {
  ACCEPTED_WORD,
  NUMBER_FIELDS,
  SECTION_WORDS,
  TEXT_FIELDS,
  VERDICT_WORDS,
  WORSENED_WORD,
  type NumberField,
  type TextField,
} from './condition.js';

/** What is wrong with the text of a gate; `at` counts characters from 1. {@link describeGateFault} words it. */
export type GateFault =
  | { readonly tag: 'Empty' }
  | { readonly tag: 'TooLong'; readonly length: number; readonly limit: number }
  | { readonly tag: 'Ends'; readonly wanted: string }
  | { readonly tag: 'Unexpected'; readonly at: number; readonly found: string; readonly wanted: string }
  | { readonly tag: 'UnknownWord'; readonly at: number; readonly found: string }
  | { readonly tag: 'Operator'; readonly at: number; readonly field: string; readonly found: string }
  | { readonly tag: 'Number'; readonly at: number; readonly field: NumberField; readonly found: string }
  | { readonly tag: 'Comma'; readonly at: number; readonly field: TextField; readonly found: string }
  | { readonly tag: 'Host'; readonly at: number; readonly fault: TargetFault };

const SHOWN = 40;

const quoted = (text: string): string => {
  const safe = text.replace(/[^\x20-\x7e]/g, '?');
  return `"${safe.length > SHOWN ? `${safe.slice(0, SHOWN)}…` : safe}"`;
};

const WORDS = [...VERDICT_WORDS, WORSENED_WORD, ...SECTION_WORDS, ACCEPTED_WORD].join(', ');
const FIELDS = [...Object.keys(NUMBER_FIELDS), 'host', ...TEXT_FIELDS].join(', ');

/** One line that says what is wrong with the text of a gate, where, and what to write instead. */
export const describeGateFault = (fault: GateFault): string => {
  switch (fault.tag) {
    case 'Empty':
      return 'the condition is empty; write one such as severity>=4, or new and severity>=3';
    case 'TooLong':
      return `the condition has ${fault.length} characters, at most ${fault.limit} are read`;
    case 'Ends':
      return `the condition ends where ${fault.wanted} should follow`;
    case 'Unexpected':
      return `character ${fault.at}: ${quoted(fault.found)} stands where ${fault.wanted} should`;
    case 'UnknownWord':
      return fault.found === 'tested'
        ? `character ${fault.at}: "tested" is no word of a condition; the verdict is written not-tested`
        : `character ${fault.at}: ${quoted(fault.found)} is no word of a condition; known are ${WORDS}, and the fields ${FIELDS}`;
    case 'Operator':
      return `character ${fault.at}: ${fault.field} is compared with = or !=, not with ${fault.found}`;
    case 'Number': {
      const [lowest, highest] = NUMBER_FIELDS[fault.field];
      return `character ${fault.at}: ${quoted(fault.found)} is no ${fault.field} from ${lowest} to ${highest}`;
    }
    case 'Comma':
      return `character ${fault.at}: ${quoted(fault.found)} is one text and no list; write ${fault.field}=a or ${fault.field}=b, or quote a text with a comma`;
    case 'Host':
      return `character ${fault.at}: ${describeTargetFault(fault.fault)}`;
  }
};
