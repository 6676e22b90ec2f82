import type { LoginRecord } from '@openguard/model';
import type { Opened, Sealing } from '../sealing.js';
import { LoginSecrets } from './login-state.js';

/** Where the secrets of a record belong: whoever gives it other addresses in the store, gives those no secrets. */
type Place = Pick<LoginRecord, 'id' | 'account' | 'kind' | 'ips'>;

const placeOf = ({ id, account, kind, ips }: Place): readonly string[] => [
  'login',
  account,
  String(id),
  kind,
  ips,
];

/** A record with its secrets sealed, so that they open in it alone. */
export const sealLogin = (
  sealing: Sealing | undefined,
  record: LoginRecord,
  secrets: LoginSecrets,
): LoginRecord =>
  Object.keys(secrets).length === 0 || sealing === undefined
    ? record
    : { ...record, sealed: sealing.seal(JSON.stringify(LoginSecrets.encode(secrets)), placeOf(record)) };

/** What the secrets of a record are, or why they cannot be had. */
export type OpenedLogin =
  | { readonly tag: 'opened'; readonly secrets: LoginSecrets }
  | { readonly tag: 'no-key' }
  | Exclude<Opened, { tag: 'opened' }>;

/** Opens the secrets of a record. */
export const openLogin = (sealing: Sealing | undefined, record: LoginRecord): OpenedLogin => {
  if (record.sealed === undefined) return { tag: 'opened', secrets: {} };
  if (sealing === undefined) return { tag: 'no-key' };
  const opened = sealing.open(record.sealed, placeOf(record));
  if (opened.tag !== 'opened') return opened;
  // Nobody else can have written it.
  const secrets = LoginSecrets.decode(JSON.parse(opened.text));
  return secrets._tag === 'Left' ? { tag: 'broken' } : { tag: 'opened', secrets: secrets.right };
};

/** One line that says why secrets cannot be had. */
export const describeUnopened = (opened: Exclude<OpenedLogin, { tag: 'opened' }>): string => {
  switch (opened.tag) {
    case 'no-key':
      return 'this process has no key (--key-file)';
    case 'other-key':
      return `they were sealed with the key ${opened.keyId}, which this process does not have`;
    case 'broken':
      return 'they do not belong to this record, or were changed';
  }
};
