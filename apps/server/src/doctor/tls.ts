import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { fail, ok, systemCode, warn, type Finding } from './finding.js';

const DAY_MS = 86_400_000;
const SOON_MS = 30 * DAY_MS;

const ADVICE = 'give the PEM file of the certificate and that of its key';

const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

const judge = (cert: string, key: string, now: number): Finding => {
  const certificate = new X509Certificate(cert);
  if (!certificate.checkPrivateKey(createPrivateKey(key)))
    return fail('TLS', 'the key does not belong to the certificate', ADVICE);
  const until = Date.parse(certificate.validTo);
  const renew = 'renew the certificate, and start the server again';
  if (until < now) return fail('TLS', `the certificate expired on ${day(until)}`, renew);
  if (Date.parse(certificate.validFrom) > now)
    return fail(
      'TLS',
      `the certificate is not valid before ${day(Date.parse(certificate.validFrom))}`,
      renew,
    );
  if (until - now < SOON_MS) return warn('TLS', `the certificate expires on ${day(until)}`, renew);
  return ok('TLS', `the certificate is good until ${day(until)}`);
};

/** Whether certificate and key can be read, belong together and are valid, and who else may read the key. */
export const examineTls = async (
  { cert, key }: { readonly cert: string; readonly key: string },
  now: number,
): Promise<readonly Finding[]> => {
  try {
    const { mode } = await stat(key);
    const found = judge(await readFile(cert, 'utf8'), await readFile(key, 'utf8'), now);
    return (mode & 0o077) === 0
      ? [found]
      : [found, warn('TLS key', `others may read ${key}`, `run: chmod 600 ${key}`)];
  } catch (error) {
    // What is no certificate or no key has a code of OpenSSL.
    return [fail('TLS', `the files cannot be used: ${systemCode(error)}`, ADVICE)];
  }
};
