import { OpenGuardError } from '@openguard/errors';
import { makeDirectory } from '@openguard/storage';
import { createPrivateKey, KeyObject, randomBytes, X509Certificate } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';

/** A certificate with its key, both as PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** What a self-signed certificate is made of. */
export interface SelfSignedOptions {
  /** The data directory; the file in it can be read by its owner alone. */
  readonly directory: string;
  /** Host names and addresses that it stands for, the first one its common name. */
  readonly names: readonly string[];
  readonly now: number;
}

const FILE = 'tls-self-signed.pem';
const DAY_MS = 86_400_000;
/** As long as the strictest programs accept. */
const VALID_DAYS = 825;
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;

const generate = async (names: readonly string[], now: number): Promise<KeyPair> => {
  // What x509 takes its parts from needs this, and looks for it when it is loaded.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const keys = await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
  const [commonName = 'openguard-server'] = names;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    // Positive and of fixed length, as RFC 5280 wants it.
    serialNumber: `40${randomBytes(15).toString('hex')}`,
    name: [{ CN: [commonName] }],
    notBefore: new Date(now - DAY_MS),
    notAfter: new Date(now + VALID_DAYS * DAY_MS),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value }) as const),
      ),
    ],
  });
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' });
  return { cert: `${certificate.toString('pem')}\n`, key: key.toString() };
};

const readPair = async (path: string): Promise<KeyPair | undefined> => {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT') return undefined;
    throw new OpenGuardError('OG_INPUT_FILE', `cannot read ${path}: ${String(error.code)}`);
  }
  const [key] = /-----BEGIN PRIVATE KEY-----[^]+?-----END PRIVATE KEY-----\n/.exec(text) ?? [];
  const [cert] = /-----BEGIN CERTIFICATE-----[^]+?-----END CERTIFICATE-----\n/.exec(text) ?? [];
  if (key === undefined || cert === undefined)
    throw new OpenGuardError('OG_INPUT_FILE', `${path} is damaged; remove it to have a new one made`);
  return { cert, key };
};

/** Key and certificate in one file, which is there as a whole or not at all. */
const writePair = async (path: string, { cert, key }: KeyPair): Promise<void> => {
  const part = `${path}.part`;
  try {
    const file = await open(part, 'w', 0o600);
    try {
      await file.chmod(0o600);
      await file.writeFile(key + cert);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new OpenGuardError('OG_OUTPUT_FILE', `cannot write ${path}: ${String(error.code)}`);
  }
};

const isUsable = ({ cert, key }: KeyPair, now: number): boolean => {
  const certificate = new X509Certificate(cert);
  return certificate.checkPrivateKey(createPrivateKey(key)) && Date.parse(certificate.validTo) > now + DAY_MS;
};

/**
 * The certificate of a data directory that it signs itself: made at the first call, the same ever after, so that
 * clients can pin it, until the day before it expires. Rejects with `OG_INPUT_FILE` or `OG_OUTPUT_FILE`.
 */
export const selfSigned = async ({ directory, names, now }: SelfSignedOptions): Promise<KeyPair> => {
  const path = join(directory, FILE);
  const kept = await readPair(path);
  if (kept !== undefined && isUsable(kept, now)) return kept;
  const made = await generate(names, now);
  await makeDirectory(directory);
  await writePair(path, made);
  return made;
};

/** The fingerprint by which a client can pin a certificate: SHA-256, as `openguard --pin` takes it. */
export const fingerprintOf = ({ cert }: Pick<KeyPair, 'cert'>): string =>
  new X509Certificate(cert).fingerprint256;

/** The names of a certificate that clients do not find in it. */
export const missingNames = (
  { cert }: Pick<KeyPair, 'cert'>,
  names: readonly string[],
): readonly string[] => {
  const certificate = new X509Certificate(cert);
  return names.filter(
    (name) => (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) === undefined,
  );
};
