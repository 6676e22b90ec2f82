import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { usage } from '../arguments.js';
import type { KeyPair } from './self-signed.js';

const readOr = <A>(path: string, what: string, read: () => A): A => {
  try {
    return read();
  } catch {
    // Expected: whatever OpenSSL says of bytes that it cannot read.
    throw usage(`${path} holds no ${what} that can be read; give the PEM file of the ${what}`);
  }
};

/** Refuses a certificate and a key that cannot be read, or of which the key is another's, by the names of their files. */
export const checkedPair = (pair: KeyPair, { cert, key }: KeyPair): KeyPair => {
  const certificate = readOr(cert, 'certificate', () => new X509Certificate(pair.cert));
  const secret: KeyObject = readOr(key, 'private key', () => createPrivateKey(pair.key));
  if (!certificate.checkPrivateKey(secret))
    throw usage(`the key in ${key} does not belong to the certificate in ${cert}`);
  return pair;
};
