import { enrollment } from '@openguard/protocol';
import { writeRegistration, writeRegistrationRefusal } from '@openguard/reports';
import type { createEnrollment } from '@openguard/service';
import type { ApiFunction } from './api-function.js';

/** What enrollment.php answers from. */
export interface EnrollmentFunctionOptions {
  readonly enrollments: ReturnType<typeof createEnrollment>;
  readonly log: (line: string) => void;
}

/** enrollment.php: who was enrolled is logged, and never what the form or the reply holds. */
export const enrollmentFunction = ({ enrollments, log }: EnrollmentFunctionOptions): ApiFunction => ({
  name: enrollment.name,
  path: enrollment.path,
  answer: async (account, pairs) => {
    const enrolled = await enrollments.enroll(account, pairs);
    if ('username' in enrolled) {
      log(`${account.name} enrolls ${enrolled.username}`);
      return writeRegistration(enrolled);
    }
    log(`${account.name} enrolls nobody: ${enrolled.number ?? `${enrolled.fields.length} fields at fault`}`);
    return writeRegistrationRefusal(enrolled);
  },
});
