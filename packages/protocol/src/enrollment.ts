import { enrollmentForm, enrollmentPairs, type Enrollment, type EnrollmentForm } from '@openguard/enrollment';
import * as E from 'fp-ts/lib/Either.js';
import type { Endpoint } from './endpoint.js';

/**
 * enrollment.php: makes an account (API v2.01, "Using the QualysGuard Enrollment API"); for back offices alone.
 * A form that is faulty is refused with all its violations.
 *
 * @param form the form with the service levels that the server knows
 */
export const enrollmentWith = (form: EnrollmentForm): Endpoint<Enrollment> => ({
  name: 'enrollment',
  path: '/msp/enrollment.php',
  method: 'POST',
  repeatable: false,
  roots: ['REGISTRATION', 'GENERIC_RETURN'],
  encode: enrollmentPairs,
  decode: (pairs) => {
    const enrollment = form.validate(pairs);
    return E.isLeft(enrollment) ? E.left({ tag: 'Form', violations: enrollment.left }) : enrollment;
  },
});

/** enrollment.php as clients know it: any service level may be one. */
export const enrollment = enrollmentWith(enrollmentForm());
