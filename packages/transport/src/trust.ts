import { X509Certificate } from 'node:crypto';
import { getCACertificates, type TLSSocket } from 'node:tls';
import { OpenGuardError } from '@openguard/errors';
import type { Pin } from './pin.js';
import { printable } from './printable.js';

/** What makes a certificate acceptable. */
export interface Trust {
  readonly ca: string | undefined;
  readonly pin: Pin | undefined;
}

/** Options of `tls.connect` that {@link tlsOptions} gives. */
export interface TlsOptions {
  readonly rejectUnauthorized?: false;
  readonly ALPNProtocols?: string[];
  readonly minVersion?: 'TLSv1.2';
  readonly ca?: string[];
}

/** What certificates of proxies are measured by. */
export const SYSTEM_TRUST: Trust = { ca: undefined, pin: undefined };

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

const isCertificate = (pem: string): boolean => {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
};

const certificatesIn = (pem: string): string[] => {
  const found = pem.match(CERTIFICATE) ?? [];
  if (found.length > 0 && found.every(isCertificate)) return found;
  throw new OpenGuardError(
    'OG_USAGE',
    'the CA file holds no certificate in PEM, or a damaged one; it consists of blocks between BEGIN CERTIFICATE and END CERTIFICATE',
  );
};

const rootsOf = ({ ca, pin }: Trust): string[] | undefined => {
  if (ca !== undefined) return certificatesIn(ca);
  if (pin !== undefined) return undefined;
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
};

/**
 * Options for a TLS connection whose certificate {@link distrust} judges before anything is sent.
 *
 * TLS itself accepts every certificate: it would close the connection before its fingerprint can be read.
 *
 * @throws OpenGuardError `OG_USAGE` when `ca` is not PEM
 */
export const tlsOptions = (trust: Trust): TlsOptions => {
  const roots = rootsOf(trust);
  return {
    rejectUnauthorized: false,
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2',
    ...(roots === undefined ? {} : { ca: roots }),
  };
};

const REASONS: ReadonlyMap<string, string> = new Map([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'it is self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'it is signed by an authority that is not trusted here'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'it is signed by an authority that is not trusted here'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'it is signed by an authority that is not trusted here'],
  ['CERT_HAS_EXPIRED', 'it has expired'],
  ['CERT_NOT_YET_VALID', 'it is not valid yet'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'it is made out to another name'],
]);

const reasonOf = (socket: TLSSocket, certificate: X509Certificate): string => {
  const code = String(socket.authorizationError);
  const names =
    code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? `: ${printable(certificate.subjectAltName ?? 'none')}` : '';
  return `${REASONS.get(code) ?? 'it failed verification'}${names} (${printable(code)})`;
};

/**
 * Why the certificate at the other end is not to be trusted, or nothing when it is. To be asked after the
 * handshake and before the first byte of a request.
 */
export const distrust = (socket: TLSSocket, trust: Trust, where: string): OpenGuardError | undefined => {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) {
    return new OpenGuardError('OG_TRANSPORT_TLS', `${where} showed no certificate, so nothing was sent`);
  }
  const found = certificate.fingerprint256;
  if (trust.pin !== undefined && trust.pin !== found) {
    return new OpenGuardError(
      'OG_TRANSPORT_TLS',
      `the certificate of ${where} is not the pinned one, so nothing was sent: expected ${trust.pin}, found ${found}; ask the operator whether it was renewed`,
    );
  }
  if (socket.authorized || (trust.pin !== undefined && trust.ca === undefined)) return undefined;
  return new OpenGuardError(
    'OG_TRANSPORT_TLS',
    `the certificate of ${where} is not trusted, so nothing was sent: ${reasonOf(socket, certificate)}; trust its authority with --ca FILE, or compare its fingerprint with the operator's and give it with --pin ${found}`,
  );
};
