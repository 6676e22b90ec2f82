import type { FieldName } from './enrollment.js';
import { describeFieldFault, labelOf } from './describe.js';
import type { Violation } from './fault.js';

/** A FIELD of the API's refusal: `@name`, `@error_type` and its text, which is empty for what is missing. */
export interface RefusedField {
  readonly field: FieldName;
  readonly error: 'missing' | 'invalid';
  readonly text: string;
}

/** The ERROR of a REGISTRATION document (API v2.01, Appendix J): its FIELDs and its SUMMARY. */
export interface EnrollmentRefusal {
  readonly fields: readonly RefusedField[];
  readonly summary: string;
}

const refusedField = (violation: Violation): readonly RefusedField[] => {
  switch (violation.error) {
    case 'missing':
      return [{ field: violation.field, error: 'missing', text: '' }];
    case 'invalid':
      return [{ field: violation.field, error: 'invalid', text: describeFieldFault(violation.fault) }];
    case 'unknown':
      return [];
  }
};

/**
 * Violations in the form in which the API refuses an enrollment. A name that is no field stands in the summary
 * alone, since no FIELD can have it.
 */
export const enrollmentRefusal = (violations: readonly Violation[]): EnrollmentRefusal => ({
  fields: violations.flatMap(refusedField),
  summary: violations.map(({ field, error }) => `${error} ${labelOf(field)}`).join(', '),
});
