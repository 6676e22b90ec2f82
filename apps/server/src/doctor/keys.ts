import { isOpenGuardError } from '@openguard/errors';
import { countSealed, type Sealing } from '@openguard/service';
import type { Store } from '@openguard/storage';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { hasKeys, keyFileOf, keysOfEnvironment, type Environment, type KeyPlace } from '../keys/find-keys.js';
import { readKeyFile, sealingWith } from '../keys/key-file.js';
import { fail, ok, warn, type Finding } from './finding.js';

/** How many secrets of a store each key has sealed, by its id. */
type Counts = ReadonlyMap<string, number>;

const NAME = 'keys';
const UNKNOWN: Counts = new Map();

const secrets = (count: number): string => (count === 1 ? '1 secret' : `${count} secrets`);

const total = (counts: Counts): number => [...counts.values()].reduce((sum, count) => sum + count, 0);

/** What the store holds that is sealed; nothing where it cannot be read, which is told elsewhere. */
const sealedIn = async (open: () => Promise<Store | undefined>): Promise<Counts> => {
  try {
    const store = await open();
    if (store === undefined) return UNKNOWN;
    return await countSealed(store).finally(() => store.close());
  } catch (error) {
    if (!isOpenGuardError(error)) throw error;
    return UNKNOWN;
  }
};

const judged = (where: string, { keyIds }: Sealing, counts: Counts): Finding => {
  const strange = [...counts].filter(([id]) => !keyIds.includes(id));
  const held = `${where}, ${keyIds.length} ${keyIds.length === 1 ? 'key' : 'keys'}`;
  if (strange.length === 0) return ok(NAME, `${held}; ${secrets(total(counts))} of the store can be opened`);
  const lost = secrets(strange.reduce((sum, [, count]) => sum + count, 0));
  const ids = strange.map(([id]) => id).join(', ');
  return fail(
    NAME,
    `${held}; of the store's, ${lost} cannot be opened: sealed with keys that are not there: ${ids}`,
    'put the key file back that these were sealed with; see "openguard-server keys list"',
  );
};

const withoutFile = (file: string | undefined, counts: Counts): Finding => {
  const sealed = total(counts);
  const where = file === undefined ? 'no key file is named' : `the key file ${file} is not there`;
  if (sealed > 0)
    return fail(
      NAME,
      `${where}, and the store holds ${secrets(sealed)}`,
      'put it back, or name it with --key-file; a new one cannot open them',
    );
  return file === undefined
    ? warn(NAME, where, 'letters and authentication records in a database need --key-file or OPENGUARD_KEYS')
    : ok(NAME, `${where} yet; the server makes it when it first seals something`);
};

/** Whether the keys are there, for their owner alone, and open what the store holds. */
export const examineKeys = async (
  place: KeyPlace,
  environment: Environment,
  open: () => Promise<Store | undefined>,
): Promise<Finding> => {
  const counts = await sealedIn(open);
  const file = keyFileOf(place, environment);
  const isOwn = place.keyFile === undefined;
  if (file === undefined ? !hasKeys(environment) : isOwn && !existsSync(file))
    return withoutFile(file, counts);
  try {
    if (file === undefined) return judged('in OPENGUARD_KEYS', keysOfEnvironment(environment), counts);
    const sealing = sealingWith(await readKeyFile(file));
    const rights = ((await stat(file)).mode & 0o777).toString(8);
    return sealing === undefined
      ? withoutFile(file, counts)
      : judged(`${file}, mode ${rights}`, sealing, counts);
  } catch (error) {
    if (!isOpenGuardError(error)) throw error;
    return fail(NAME, error.message, 'until it can be read, nothing is sealed, and letters wait');
  }
};
