import type { Batch, KeptMap } from '@openguard/model';
import type { Store } from '@openguard/storage';
import { size } from '@openguard/targets';

/** How a map ended whose batch has ended. What was left out of it is what that batch names as not alive. */
export const endedMap = async (
  store: Pick<Store, 'addressesOf'>,
  map: KeptMap,
  [batch]: readonly Batch[],
  now: number,
  stopReason: string | undefined,
): Promise<KeptMap> => {
  const hosts = size(await store.addressesOf(map.ref));
  const unfinished = 'The server ended before the map was complete.';
  const failure = stopReason ?? (batch?.state === 'done' ? undefined : (batch?.failure ?? unfinished));
  const complete = failure === undefined;
  return {
    ...map,
    hosts,
    leftOut: batch?.notAlive ?? '',
    endedAt: now,
    state: complete ? 'finished' : hosts > 0 || stopReason !== undefined ? 'interrupted' : 'failed',
    ...(failure === undefined ? {} : { failure }),
  };
};
