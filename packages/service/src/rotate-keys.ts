import type { LoginRecord, OutgoingMail } from '@openguard/model';
import type { Store } from '@openguard/storage';
import { openLogin, sealLogin } from './logins/sealed-login.js';
import { openLetter, sealLetter } from './mail/sealed-letter.js';
import { sealedWith, type Sealing } from './sealing.js';
import { openWatch, sealWatch } from './watches/sealed-watch.js';

type Secrets = Pick<
  Store,
  'listMails' | 'updateMail' | 'listLogins' | 'changeLogins' | 'listWatches' | 'updateWatch'
>;

/** What sealing everything anew came to. `unopened`: what none of the keys opens, in words. */
export interface Rotated {
  readonly sealedAnew: number;
  readonly unopened: readonly string[];
}

const isOld = ({ sealed }: { readonly sealed?: string }, { keyId }: Sealing): boolean =>
  sealed !== undefined && sealedWith(sealed) !== keyId;

const letterAnew = (sealing: Sealing, mail: OutgoingMail): OutgoingMail | undefined => {
  const opened = openLetter(sealing, mail);
  if (opened.tag !== 'opened') return undefined;
  const { to, subject, text } = opened.letter;
  const contents = { name: to.name, subject, text, secret: opened.secret };
  return { ...mail, sealed: sealLetter(sealing, mail, contents) };
};

const loginAnew = (sealing: Sealing, record: LoginRecord): LoginRecord | undefined => {
  const opened = openLogin(sealing, record);
  return opened.tag === 'opened' ? sealLogin(sealing, record, opened.secrets) : undefined;
};

/**
 * Seals everything in a store with the key that seals now, what that key has sealed already excepted. What none of the
 * keys opens stays as it is, and is named. Others may work with the store meanwhile.
 */
export const rotateKeys = async ({
  store,
  sealing,
}: {
  readonly store: Secrets;
  readonly sealing: Sealing;
}): Promise<Rotated> => {
  let sealedAnew = 0;
  const unopened: string[] = [];
  for (const mail of await store.listMails()) {
    if (!isOld(mail, sealing)) continue;
    const anew = letterAnew(sealing, mail);
    if (anew === undefined) unopened.push(`letter ${mail.id}`);
    // Somebody who is at it this moment keeps it as it was; the next rotation finds it.
    else if (await store.updateMail(anew, mail)) sealedAnew += 1;
  }
  const logins = (await store.listLogins()).filter((record) => isOld(record, sealing));
  for (const account of new Set(logins.map((record) => record.account))) {
    const done = await store.changeLogins(account, (there) => {
      const old = there.filter((record) => isOld(record, sealing));
      const put = old.flatMap((record) => loginAnew(sealing, record) ?? []);
      const kept = new Set(put.map(({ id }) => id));
      return { put, answer: { put: put.length, left: old.filter(({ id }) => !kept.has(id)) } };
    });
    sealedAnew += done.put;
    unopened.push(...done.left.map(({ id }) => `authentication record ${id}`));
  }
  for (const watch of await store.listWatches()) {
    if (!isOld(watch, sealing)) continue;
    const secret = openWatch(sealing, watch);
    if (secret === undefined) unopened.push(`secret of notify ${watch.id}`);
    else if (await store.updateWatch(sealWatch(sealing, watch, secret), watch)) sealedAnew += 1;
  }
  return { sealedAnew, unopened };
};

/** How many secrets of a store are sealed with each key, by the ids of the keys. */
export const countSealed = async (
  store: Pick<Secrets, 'listMails' | 'listLogins' | 'listWatches'>,
): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  const all: readonly { readonly sealed?: string }[] = [
    ...(await store.listMails()),
    ...(await store.listLogins()),
    ...(await store.listWatches()),
  ];
  for (const { sealed } of all) {
    if (sealed === undefined) continue;
    const keyId = sealedWith(sealed);
    counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
  }
  return counts;
};
