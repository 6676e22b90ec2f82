import type { Section } from '@openguard/model';
import type { AddressSet } from '@openguard/targets';

/** Words that say what became of a finding between two reports, as they stand in a condition. */
export const VERDICT_WORDS = ['new', 'fixed', 'changed', 'same', 'reopened', 'not-tested'] as const;

/** Words that say which kind of finding it is. `confirmed` is another word for `vuln`. */
export const SECTION_WORDS = ['vuln', 'practice', 'service', 'info', 'confirmed'] as const;

/** The word for a finding that changed for the worse: a higher severity, or a practice that became a vulnerability. */
export const WORSENED_WORD = 'worsened';

/** The word for a finding whose risk is accepted. */
export const ACCEPTED_WORD = 'accepted';

/** Fields that hold a number, with the lowest and the highest that makes sense. */
export const NUMBER_FIELDS = { severity: [1, 5], port: [0, 65_535] } as const;

/** Fields that hold text. `id` is the check's, `name` that of a virtual host, `status` what a service says of a finding. */
export const TEXT_FIELDS = ['cve', 'id', 'title', 'category', 'protocol', 'name', 'status'] as const;

export const OPERATORS = ['>=', '<=', '!=', '=', '<', '>'] as const;

export type Operator = (typeof OPERATORS)[number];
export type NumberField = keyof typeof NUMBER_FIELDS;
export type TextField = (typeof TEXT_FIELDS)[number];

/** What a finding has to be, as a tree. */
export type Condition =
  | { readonly kind: 'or' | 'and'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'verdict'; readonly verdict: (typeof VERDICT_WORDS)[number] }
  | { readonly kind: 'worsened' }
  | { readonly kind: 'section'; readonly section: Section }
  | { readonly kind: 'has-cve' }
  | { readonly kind: 'accepted' }
  | {
      readonly kind: 'number';
      readonly field: NumberField;
      readonly operator: Operator;
      readonly value: number;
    }
  | {
      readonly kind: 'text';
      readonly field: TextField;
      readonly equal: boolean;
      /** In lower case; between the parts stood a `*` each. */
      readonly parts: readonly string[];
    }
  | { readonly kind: 'host'; readonly equal: boolean; readonly addresses: AddressSet };
