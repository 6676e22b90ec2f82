import type { CoverageGap } from '@openguard/model';

/** No engine looks at UDP yet, and every report says so. */
export const UDP_GAP: CoverageGap = { subject: 'udp', reason: 'UDP is not scanned in this version.' };
