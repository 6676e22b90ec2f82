import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Length of a key, in bytes. */
export const SEALING_KEY_LENGTH = 32;

/** What opening came to. `other-key`: it was sealed with another key. `broken`: it was changed, or belongs elsewhere. */
export type Opened =
  | { readonly tag: 'opened'; readonly text: string }
  | { readonly tag: 'other-key'; readonly keyId: string }
  | { readonly tag: 'broken' };

/** Seals texts with AES-256-GCM, each for one place: elsewhere it does not open. */
export interface Sealing {
  /** Tells keys apart, and nothing else about them; of the key that seals. */
  readonly keyId: string;
  /** Of all keys that open, the one that seals included. */
  readonly keyIds: readonly string[];
  readonly seal: (text: string, place: readonly string[]) => string;
  readonly open: (sealed: string, place: readonly string[]) => Opened;
}

const VERSION = '1';
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const KEY_ID_LENGTH = 6;
const ALGORITHM = 'aes-256-gcm';

/** Every place is other bytes, whatever its texts hold. */
const bytesOfPlace = (keyId: string, place: readonly string[]): Buffer =>
  Buffer.from(JSON.stringify([VERSION, keyId, ...place]));

/** Node refuses a key of another length, and says so when the tag does not fit. */
const isMismatch = (error: unknown): boolean =>
  error instanceof Error && /unable to authenticate|auth.*tag/i.test(error.message);

const keyIdOf = (key: Uint8Array): string => {
  if (key.length !== SEALING_KEY_LENGTH) throw new RangeError(`a key has ${SEALING_KEY_LENGTH} bytes`);
  const digest = createHmac('sha256', key).update('openguard key id').digest();
  return digest.subarray(0, KEY_ID_LENGTH).toString('base64url');
};

/** The id of the key that a text was sealed with; empty text when it was not sealed at all. */
export const sealedWith = (sealed: string): string => {
  const [version, keyId = ''] = sealed.split('.');
  return version === VERSION ? keyId.slice(0, 32) : '';
};

/**
 * Makes a sealing.
 *
 * @param key 32 random bytes, which seal and open
 * @param older keys that only open: what was sealed before there was the first
 */
export const createSealing = (key: Uint8Array, older: readonly Uint8Array[] = []): Sealing => {
  const keyId = keyIdOf(key);
  const keys = new Map([...older, key].map((each) => [keyIdOf(each), each]));
  const decipher = (
    bytes: Buffer,
    sealedBy: string,
    opener: Uint8Array,
    place: readonly string[],
  ): Opened => {
    const nonce = bytes.subarray(0, NONCE_LENGTH);
    const opening = createDecipheriv(ALGORITHM, opener, nonce, { authTagLength: TAG_LENGTH });
    opening.setAAD(bytesOfPlace(sealedBy, place));
    opening.setAuthTag(bytes.subarray(-TAG_LENGTH));
    const text = opening.update(bytes.subarray(NONCE_LENGTH, -TAG_LENGTH), undefined, 'utf8');
    try {
      return { tag: 'opened', text: text + opening.final('utf8') };
    } catch (error) {
      if (!isMismatch(error)) throw error;
      return { tag: 'broken' };
    }
  };
  return {
    keyId,
    keyIds: [keyId, ...[...keys.keys()].filter((id) => id !== keyId)],
    seal: (text, place) => {
      const nonce = randomBytes(NONCE_LENGTH);
      const closing = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_LENGTH });
      closing.setAAD(bytesOfPlace(keyId, place));
      const body = Buffer.concat([closing.update(text, 'utf8'), closing.final()]);
      return [VERSION, keyId, Buffer.concat([nonce, body, closing.getAuthTag()]).toString('base64url')].join(
        '.',
      );
    },
    open: (sealed, place) => {
      const [version, sealedBy = '', body = ''] = sealed.split('.');
      if (version !== VERSION) return { tag: 'broken' };
      const opener = keys.get(sealedBy);
      if (opener === undefined) return { tag: 'other-key', keyId: sealedWith(sealed) };
      const bytes = Buffer.from(body, 'base64url');
      return bytes.length < NONCE_LENGTH + TAG_LENGTH
        ? { tag: 'broken' }
        : decipher(bytes, sealedBy, opener, place);
    },
  };
};
