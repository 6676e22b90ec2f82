import { OpenGuardError } from '@openguard/errors';

/** Which reports a store keeps; `unset` until someone says. */
export const kindOf = (simulated: boolean | undefined): 'unset' | 'simulated' | 'real' =>
  simulated === undefined ? 'unset' : simulated ? 'simulated' : 'real';

/** The refusal to mix simulated and real reports. `where`: what else to choose. */
export const refusedKind = (place: string, kind: string, wanted: string, where: string): OpenGuardError =>
  new OpenGuardError(
    'OG_STORE_KIND',
    `the store ${place} keeps ${kind} reports, and ${wanted} ones never mix with them; choose another ${where}`,
  );
