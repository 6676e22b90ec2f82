import type { Place } from '../plant.js';

/** What a certificate says, and who says it. */
export interface Certificate {
  /** How `openssl req -newkey` makes the key. */
  readonly key: string;
  readonly digest: 'sha256' | 'sha1';
  /** Days from now until it is no longer valid. */
  readonly days: number;
  /** In place of the name of the host. */
  readonly name?: string;
  /** Signed by itself, not by the authority of the range. */
  readonly selfSigned?: true;
}

/** One that nobody objects to, but for the authority that nobody knows. */
export const GOOD_CERTIFICATE: Certificate = {
  key: 'ec -pkeyopt ec_paramgen_curve:prime256v1',
  digest: 'sha256',
  days: 90,
};

/** The shell commands that make `certificate.pem` and `key.pem` in the folder of a service. */
export const certificate = (place: Place, made: Certificate): string => {
  const name = made.name ?? place.name;
  const names = `DNS:${name}`;
  const request = `openssl req -newkey ${made.key} -nodes -keyout key.pem -subj /CN=${name}`;
  const extension = `-addext subjectAltName=${names}`;
  if (made.selfSigned === true) {
    return `${request} ${extension} -x509 -${made.digest} -days ${made.days} -out certificate.pem`;
  }
  const { key, digest } = GOOD_CERTIFICATE;
  return `openssl req -x509 -newkey ${key} -nodes -keyout authority.key -subj '/CN=Authority of the range' -${digest} -days 365 -out authority.pem
${request} -out request.pem
echo subjectAltName=${names} > extensions
openssl x509 -req -in request.pem -CA authority.pem -CAkey authority.key -CAcreateserial -extfile extensions -${made.digest} -days ${made.days} -out certificate.pem`;
};
