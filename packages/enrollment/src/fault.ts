import type { DomainReason, TargetFault } from '@openguard/targets';
import type { FieldName } from './enrollment.js';

/** What is wrong with the value of one field. Tagged data; {@link describeFieldFault} words it. */
export type FieldFault =
  | { readonly tag: 'NotText'; readonly type: string }
  | { readonly tag: 'Repeated'; readonly count: number }
  | { readonly tag: 'TooLong'; readonly length: number; readonly limit: number }
  | { readonly tag: 'Character'; readonly code: number; readonly position: number }
  | { readonly tag: 'NotListed'; readonly text: string; readonly values: readonly string[] }
  | { readonly tag: 'Domain'; readonly text: string; readonly reason: DomainReason }
  | { readonly tag: 'Email'; readonly text: string; readonly reason: 'at' | 'local' }
  | { readonly tag: 'EmailDomain'; readonly text: string; readonly reason: DomainReason }
  | { readonly tag: 'Targets'; readonly fault: TargetFault };

/**
 * One fault of a form. `missing`: a field that must be there is not, or is blank. `invalid`: its value breaks
 * the field's rule. `unknown`: the form has no such field.
 */
export type Violation =
  | { readonly field: FieldName; readonly error: 'missing' }
  | { readonly field: FieldName; readonly error: 'invalid'; readonly fault: FieldFault }
  | { readonly field: string; readonly error: 'unknown' };
