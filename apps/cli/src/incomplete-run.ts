import { OpenGuardError } from '@openguard/errors';
import type { HeaderItem } from '@openguard/model';

/** A report or map that says of itself that it is not whole. */
export const interruption = (
  header: HeaderItem | undefined,
  run: 'scan' | 'map' = 'scan',
): OpenGuardError | undefined => {
  const status = header?.keys['STATUS']?.trim();
  if (status === undefined || status === 'FINISHED' || status === 'NOHOSTALIVE') return undefined;
  const { STATUS_REASON: reason, NOT_SCANNED: missing } = header?.keys ?? {};
  const why = reason === undefined ? '' : `: ${reason.trim().replace(/\.$/, '').slice(0, 300)}`;
  const what = missing === undefined ? '' : `; not scanned: ${missing.slice(0, 200)}`;
  return new OpenGuardError(
    'OG_SCAN_CANCELLED',
    `the ${run} is incomplete (${status.slice(0, 60)})${why}${what}`,
  );
};
