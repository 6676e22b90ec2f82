import type { Watch } from '@openguard/model';
import type { Sealing } from '../sealing.js';

const placeOf = ({ id, account, to }: Watch): readonly string[] => ['watch', id, account, to];

/** Whether an address is that of a webhook rather than of a person. */
export const isWebhook = (address: string): boolean => /^https?:/.test(address);

/** A webhook with the secret that signs what is posted to it, for that webhook alone. */
export const sealWatch = (sealing: Sealing, watch: Watch, secret: string): Watch => ({
  ...watch,
  sealed: sealing.seal(secret, placeOf(watch)),
});

/** The secret of a webhook; nothing where there is none, or none of the keys opens it. */
export const openWatch = (sealing: Sealing, watch: Watch): string | undefined => {
  const opened = sealing.open(watch.sealed ?? '', placeOf(watch));
  return opened.tag === 'opened' ? opened.text : undefined;
};
