import { describeFieldFault, enrollmentForm } from '@openguard/enrollment';
import { OpenGuardError } from '@openguard/errors';
import type { Watch } from '@openguard/model';
import type { Store } from '@openguard/storage';
import { randomBytes } from 'node:crypto';
import type { Sealing } from '../sealing.js';
import { isWebhook, sealWatch } from './sealed-watch.js';
import { shownAddress } from './shown-address.js';

/** What managing watches needs: the time in milliseconds since 1970, and new ids. */
export interface WatchesOptions {
  readonly store: Pick<Store, 'findAccount' | 'addWatch' | 'listWatches' | 'removeWatch' | 'addAudit'>;
  readonly clock: () => number;
  readonly newId: () => string;
  /** The keys that seal the secrets of webhooks, where there are any. */
  readonly findSealing: () => Promise<Sealing | undefined>;
}

/** What was added; the secret of a webhook is told once. */
export interface AddedWatch {
  readonly watch: Watch;
  readonly secret?: string;
}

const refuse = (reason: string): never => {
  throw new OpenGuardError('OG_USAGE', `nobody can be told so: ${reason}`);
};

const refuseUnknown = (id: string): never => {
  const advice = 'see "openguard-server notify list"';
  throw new OpenGuardError(
    'OG_USAGE',
    `nobody is told under the id ${JSON.stringify(id.slice(0, 40))}; ${advice}`,
  );
};

const noAccount = (name: string): string => `there is no account ${JSON.stringify(name.slice(0, 64))}`;

const emailField = enrollmentForm().fields.find(({ name }) => name === 'email');

const checkedAddress = (address: string): string => {
  const read = emailField?.read(address);
  return read?._tag === 'Left' ? refuse(`the address: ${describeFieldFault(read.left)}`) : address;
};

const SECRET_LENGTH = 32;
const LONGEST_URL = 1000;

const isLoopbackName = (host: string): boolean => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(host);

const checkedWebhook = (text: string): string => {
  const url = URL.parse(text);
  if (url === null || text.length > LONGEST_URL)
    return refuse('the webhook is no address such as https://example.org/x');
  if (url.username !== '' || url.password !== '') return refuse('the address of a webhook holds no password');
  return url.protocol === 'https:' || isLoopbackName(url.hostname)
    ? url.href
    : refuse('a webhook is asked over https; over http on loopback alone');
};

/** Whether a watch tells the same somebody of the same account. */
const isFor =
  ({ account, to }: Watch) =>
  (other: Watch): boolean =>
    other.account === account && other.to === to;

/** An operator's work on who is told what is new. Calls reject with `OG_USAGE` when they cannot be done as asked. */
export const createWatches = ({ store, clock, newId, findSealing }: WatchesOptions) => {
  const audit = (action: string, { id, account, to, severity }: Watch, more = ''): Promise<void> =>
    store.addAudit({
      ...{ at: clock(), account, address: '', action: `notify ${action}` },
      ...{ subject: shownAddress(to), detail: `${id}: severity ${severity} and more${more}` },
    });
  return {
    /** Tells an address of what scans find from now on. */
    add: async ({
      account,
      to,
      severity,
    }: Pick<Watch, 'account' | 'to' | 'severity'>): Promise<AddedWatch> => {
      if ((await store.findAccount(account)) === undefined) refuse(noAccount(account));
      const hook = isWebhook(to);
      const watch: Watch = {
        ...{ id: newId(), account, severity, createdAt: clock() },
        to: hook ? checkedWebhook(to) : checkedAddress(to),
      };
      const known = (await store.listWatches()).find(isFor(watch));
      if (known !== undefined)
        refuse(
          `${known.id} tells ${shownAddress(known.to)} of it already, from severity ${known.severity} on; "notify remove ${known.id}" ends that`,
        );
      if (!hook) {
        await store.addWatch(watch);
        await audit('add', watch);
        return { watch };
      }
      const sealing = (await findSealing()) ?? refuse('the secret of a webhook needs a key; give --key-file');
      const secret = randomBytes(SECRET_LENGTH).toString('base64url');
      const sealed = sealWatch(sealing, watch, secret);
      await store.addWatch(sealed);
      await audit('add', sealed);
      return { watch: sealed, secret };
    },
    /** Who is told, or who is told of the scans of one account. */
    list: async (account?: string): Promise<readonly Watch[]> => {
      if (account !== undefined && (await store.findAccount(account)) === undefined)
        throw new OpenGuardError('OG_USAGE', noAccount(account));
      return (await store.listWatches()).filter((each) => (account ?? each.account) === each.account);
    },
    /** Tells an address nothing more, drops the letters that wait for it, and gives how many these were. */
    remove: async (id: string): Promise<number> => {
      const watch = (await store.listWatches()).find((each) => each.id === id) ?? refuseUnknown(id);
      const dropped = (await store.removeWatch(id)) ?? 0;
      await audit('remove', watch, dropped === 0 ? '' : `; waiting letters dropped: ${dropped}`);
      return dropped;
    },
  };
};
