import { OpenGuardError } from '@openguard/errors';
import { countSealed, createSealing, rotateKeys, SEALING_KEY_LENGTH, type Sealing } from '@openguard/service';
import type { Store } from '@openguard/storage';
import { randomBytes } from 'node:crypto';
import { parseStrictly, usage } from '../arguments.js';
import { STORE_HELP, STORE_OPTIONS, storeLocation, withStore } from '../store-options.js';
import { findSealing, keyFileOf } from './find-keys.js';
import { readKeyFile, writeKeyFile } from './key-file.js';

const HELP = `openguard-server keys list|rotate|retire [options]

  list                     which keys there are, and how many secrets of the store each has sealed
  rotate                   put a new key before those of the key file, and seal everything in the store anew with it;
                           where the keys stand in OPENGUARD_KEYS: seal everything anew with the first of them
  retire                   take those keys from the file that have sealed nothing that is still in the store

${STORE_HELP}  --key-file FILE          where the keys are; mail.key in the data directory unless told
Servers take up another key file by themselves when they next seal or open something; on other machines, copy the file
there after "rotate", and before "retire". Keys in OPENGUARD_KEYS are read when a server starts.
Example: openguard-server keys rotate --data /var/lib/openguard
`;

const OPTIONS = {
  ...STORE_OPTIONS,
  'key-file': { type: 'string' },
  help: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parseStrictly<{ readonly options: typeof OPTIONS }>>['values'];

const placeOf = (values: Values) => {
  const keyFile = values['key-file'];
  return { ...storeLocation(values), ...(keyFile === undefined ? {} : { keyFile }) };
};

const noKeys = (): OpenGuardError => usage('a store in a database needs --key-file or OPENGUARD_KEYS');

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const list = async (store: Store, sealing: Sealing): Promise<void> => {
  const counts = await countSealed(store);
  for (const id of sealing.keyIds) {
    const what = id === sealing.keyId ? 'seals' : 'opens';
    say(`${id}\t${what}\t${counts.get(id) ?? 0}`);
  }
  for (const [id, count] of counts) if (!sealing.keyIds.includes(id)) say(`${id}\tis not here\t${count}`);
};

const sealAnew = async (store: Store, sealing: Sealing): Promise<void> => {
  const { sealedAnew, unopened } = await rotateKeys({ store, sealing });
  say(`${sealedAnew} ${sealedAnew === 1 ? 'secret' : 'secrets'} sealed anew with the key ${sealing.keyId}`);
  if (unopened.length > 0)
    throw new OpenGuardError('OG_KEYS', `none of the keys opens: ${unopened.slice(0, 20).join(', ')}`);
};

const rotate = async (store: Store, values: Values, sealing: Sealing): Promise<void> => {
  const file = keyFileOf(placeOf(values), process.env);
  if (file === undefined) return sealAnew(store, sealing);
  const keys = [randomBytes(SEALING_KEY_LENGTH), ...(await readKeyFile(file))];
  await writeKeyFile(file, keys);
  const [first = new Uint8Array(), ...older] = keys;
  await sealAnew(store, createSealing(first, older));
};

const retire = async (store: Store, values: Values): Promise<void> => {
  const file = keyFileOf(placeOf(values), process.env);
  if (file === undefined)
    throw usage('keys retire needs a key file; take old keys from OPENGUARD_KEYS yourself');
  const used = await countSealed(store);
  const [first, ...older] = await readKeyFile(file);
  if (first === undefined) throw noKeys();
  const kept = older.filter((key) => used.has(createSealing(key).keyId));
  await writeKeyFile(file, [first, ...kept]);
  say(`${older.length - kept.length} retired, ${kept.length + 1} kept`);
};

/** `openguard-server keys …`: the keys that seal what is secret. */
export const keysCommand = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseStrictly({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    strict: true,
  });
  const [action, extra] = positionals;
  if (values.help === true || action === undefined) {
    process.stdout.write(HELP);
    return values.help === true ? 0 : 2;
  }
  if (extra !== undefined || !['list', 'rotate', 'retire'].includes(action))
    throw usage('keys: say list, rotate or retire');
  await withStore(values, async (store) => {
    const sealing = await findSealing(placeOf(values), process.env, store);
    if (sealing === undefined) throw noKeys();
    if (action === 'list') await list(store, sealing);
    else if (action === 'rotate') await rotate(store, values, sealing);
    else await retire(store, values);
  });
  return 0;
};
