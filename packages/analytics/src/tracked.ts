import type { FindingItem } from '@openguard/model';

/**
 * What stands in the place of STATUS for a document that tells what a service knows by now, and not what one scan
 * looked for.
 */
export const TRACKED = 'TRACKED';

/**
 * Whether the service that tells of a finding calls it fixed (STATUS of detections and asset reports). That is its own
 * verdict, and none of a comparison: such a finding is not there, and nobody here has seen that it is gone.
 */
export const isCalledFixed = ({ status }: Pick<FindingItem, 'status'>): boolean =>
  status?.trim().toLowerCase() === 'fixed';
