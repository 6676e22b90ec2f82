import { OpenGuardError } from '@openguard/errors';

/** The error of a job whose record went away while it ran. */
export const notKept = (ref: string): OpenGuardError =>
  new OpenGuardError('OG_STORE_FAILED', `${ref} is not kept any more; its account may be gone`);
