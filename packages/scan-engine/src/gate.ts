import { intersection, type AddressSet } from '@openguard/targets';
import { cancelled } from './request.js';

interface Claim {
  readonly addresses: AddressSet;
  readonly admit: () => void;
}

/** Lets a few pieces of work in at a time, and never two at once that concern the same address. */
export interface Gate {
  /**
   * Waits for its turn; resolves to what has to be called when the work is over. First come, first served, but for
   * work whose addresses are taken. Rejects with `OG_SCAN_CANCELLED` when the signal aborts before.
   */
  readonly enter: (addresses: AddressSet, signal: AbortSignal) => Promise<() => void>;
}

const overlaps = (claims: readonly Claim[], addresses: AddressSet): boolean =>
  claims.some((claim) => intersection(claim.addresses, addresses).length > 0);

/** A gate that lets `limit` pieces of work in at a time. */
export const createGate = (limit: number): Gate => {
  const waiting: Claim[] = [];
  const inside: Claim[] = [];

  const admitNext = (): void => {
    const passedOver: Claim[] = [];
    for (const claim of waiting.splice(0)) {
      const blocked =
        inside.length >= limit || overlaps(inside, claim.addresses) || overlaps(passedOver, claim.addresses);
      if (blocked) {
        passedOver.push(claim);
      } else {
        inside.push(claim);
        claim.admit();
      }
    }
    waiting.push(...passedOver);
  };

  const remove = (claims: Claim[], claim: Claim): void => {
    const at = claims.indexOf(claim);
    if (at !== -1) claims.splice(at, 1);
  };

  return {
    enter: (addresses, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(cancelled());
          return;
        }
        const giveUp = (): void => {
          remove(waiting, claim);
          admitNext();
          reject(cancelled());
        };
        const claim: Claim = {
          addresses,
          admit: () => {
            signal.removeEventListener('abort', giveUp);
            resolve(() => {
              remove(inside, claim);
              admitNext();
            });
          },
        };
        signal.addEventListener('abort', giveUp, { once: true });
        waiting.push(claim);
        admitNext();
      }),
  };
};
