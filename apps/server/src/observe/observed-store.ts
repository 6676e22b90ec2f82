import type { Store } from '@openguard/storage';

type JobEnded = (kind: 'scan' | 'map', state: string) => void;

/** A store that tells which jobs end in it, and how: each once, whoever closes it. */
export const observedStore = (store: Store, onEnded: JobEnded): Store => ({
  ...store,
  closeScan: async (scan) => {
    const closed = await store.closeScan(scan);
    if (closed) onEnded('scan', scan.state);
    return closed;
  },
  closeMap: async (map) => {
    const closed = await store.closeMap(map);
    if (closed) onEnded('map', map.state);
    return closed;
  },
});
