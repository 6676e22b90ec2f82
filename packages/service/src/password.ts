import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

// OWASP's advice for scrypt: N = 2^17, r = 8, p = 1; about 128 MB and 0.3 s each.
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
const SALT_LENGTH = 16;
const KEY_LENGTH = 32;

/** Cost of a hash; only tests ask for less than the default. */
export interface HashCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

const derive = (password: string, salt: Buffer, { N, r, p }: HashCost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, KEY_LENGTH, { ...COST, N, r, p }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });

const writeHash = ({ N, r, p }: HashCost, salt: Buffer, key: Buffer): string =>
  ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');

/** Hashes a password with scrypt and a salt of its own: `scrypt$N$r$p$salt$key`. */
export const hashPassword = async (password: string, cost: HashCost = COST): Promise<string> => {
  const salt = randomBytes(SALT_LENGTH);
  return writeHash(cost, salt, await derive(password, salt, cost));
};

/** A hash that no password belongs to. To check one against it costs as much as against any other. */
export const hashOfNobody = (cost: HashCost = COST): string =>
  writeHash(cost, randomBytes(SALT_LENGTH), randomBytes(KEY_LENGTH));

/** Whether a password belongs to a hash, in a time that does not depend on where they differ. */
export const verifyPassword = async (password: string, hash: string): Promise<boolean> => {
  const [scheme, N, r, p, salt = '', key = ''] = hash.split('$');
  if (scheme !== 'scrypt') return false;
  const expected = Buffer.from(key, 'base64url');
  const derived = await derive(password, Buffer.from(salt, 'base64url'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return derived.length === expected.length && timingSafeEqual(derived, expected);
};
