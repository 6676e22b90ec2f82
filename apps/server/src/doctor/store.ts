import { isOpenGuardError } from '@openguard/errors';
import type { Store } from '@openguard/storage';
import { fail, ok, type Finding } from './finding.js';

/** Whether a store can be opened by this version, and read. `open` gives none where there is none. */
export const examineStore = async (open: () => Promise<Store | undefined>): Promise<Finding> => {
  try {
    const store = await open();
    if (store === undefined) return ok('store', 'there is none yet; the server makes it');
    try {
      const accounts = await store.listAccounts();
      return ok('store', `it can be read, and has ${accounts.length} accounts`);
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!isOpenGuardError(error)) throw error;
    const advice =
      error.code === 'OG_STORE_VERSION'
        ? 'use the version that wrote it, or a newer one'
        : 'see docs/operating.md; a backup brings back what is damaged';
    return fail('store', error.message, advice);
  }
};
