import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../src/index.js';
import { accountContract } from './contract-accounts.js';
import { assetContract } from './contract-assets.js';
import { auditContract } from './contract-audit.js';
import { batchContract } from './contract-batches.js';
import { complianceContract } from './contract-compliance.js';
import { historyContract } from './contract-history.js';
import { hostContract } from './contract-hosts.js';
import { jobContract } from './contract-jobs.js';
import { knowledgeContract } from './contract-knowledge.js';
import { leaseContract } from './contract-leases.js';
import { loginContract } from './contract-logins.js';
import { mailContract } from './contract-mails.js';
import { mapContract } from './contract-maps.js';
import { scheduleContract } from './contract-schedules.js';
import { scanContract } from './contract-scans.js';
import { sharingContract } from './contract-sharing.js';
import { ticketContract } from './contract-tickets.js';
import { watchContract } from './contract-watches.js';
import { writtenContract } from './contract-written.js';

/** An empty place for one store. */
export interface StorePlace {
  /** Opens the store of this place; called again, it opens the same store once more. */
  readonly open: () => Promise<Store>;
  readonly remove: () => Promise<void>;
}

/** What a test of the contract works on: a fresh store, and a way to open it once more. */
export interface Fixture {
  readonly store: Store;
  readonly again: () => Promise<Store>;
}

/** Registers the tests that every driver of the store port has to pass. */
export const storeContract = (driver: string, makePlace: () => Promise<StorePlace>): void => {
  describe(`the ${driver} store`, () => {
    let place: StorePlace;
    let store: Store;
    let opened: Store[];
    const open = async () => {
      const another = await place.open();
      opened.push(another);
      return another;
    };
    const fixture: Fixture = {
      get store() {
        return store;
      },
      again: open,
    };

    beforeEach(async () => {
      place = await makePlace();
      opened = [];
      store = await open();
    });
    afterEach(async () => {
      await Promise.all(opened.map((each) => each.close()));
      await place.remove();
    });

    accountContract(fixture);
    scanContract(fixture);
    hostContract(fixture);
    mapContract(fixture);
    batchContract(fixture);
    jobContract(fixture);
    writtenContract(fixture);
    mailContract(fixture);
    auditContract(fixture);
    knowledgeContract(fixture);
    historyContract(fixture);
    leaseContract(fixture);
    loginContract(fixture);
    assetContract(fixture);
    ticketContract(fixture);
    scheduleContract(fixture);
    watchContract(fixture);
    complianceContract(fixture);
    sharingContract(fixture);
  });
};
