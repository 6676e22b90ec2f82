import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';

const tlv = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const value = Buffer.concat(parts);
  const size = value.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), value]);
};
const sequence = (...parts: readonly Uint8Array[]): Buffer => tlv(0x30, ...parts);
const oid = (...bytes: readonly number[]): Buffer => tlv(0x06, Buffer.from(bytes));
const octets = (value: Uint8Array): Buffer => tlv(0x04, value);
const bits = (value: Uint8Array): Buffer => tlv(0x03, Buffer.from([0]), value);
const boolean = (value: boolean): Buffer => tlv(0x01, Buffer.from([value ? 0xff : 0]));
const time = (year: number): Buffer => tlv(0x18, Buffer.from(`${year}0101000000Z`));
const commonName = (name: string): Buffer =>
  sequence(tlv(0x31, sequence(oid(0x55, 0x04, 0x03), tlv(0x0c, Buffer.from(name)))));
const alternativeName = (name: string): Buffer =>
  isIP(name) === 4 ? tlv(0x87, Buffer.from(name.split('.').map(Number))) : tlv(0x82, Buffer.from(name));

const ECDSA_WITH_SHA256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));

/** A certificate that was made for a test, with its key. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  /** SHA-256, as 64 hexadecimal digits in lower case. */
  readonly fingerprint: string;
  readonly name: string;
  readonly privateKey: KeyObject;
}

interface Wanted {
  readonly names?: readonly string[];
  /** Who signs it; itself when left out. */
  readonly issuer?: Certificate;
  readonly authority?: boolean;
  readonly from?: number;
  readonly to?: number;
}

/** Makes an X.509 certificate with a P-256 key. Years bound its validity. */
export const makeCertificate = ({
  names = ['localhost', '127.0.0.1'],
  issuer,
  authority = false,
  from = 2020,
  to = 2100,
}: Wanted = {}): Certificate => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = `test only ${randomBytes(4).toString('hex')}`;
  const constraints = sequence(
    oid(0x55, 0x1d, 0x13),
    boolean(true),
    octets(sequence(...(authority ? [boolean(true)] : []))),
  );
  const alternatives = sequence(oid(0x55, 0x1d, 0x11), octets(sequence(...names.map(alternativeName))));
  const signed = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    commonName(issuer?.name ?? name),
    sequence(time(from), time(to)),
    commonName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(constraints, alternatives)),
  );
  const der = sequence(
    signed,
    ECDSA_WITH_SHA256,
    bits(sign('sha256', signed, issuer?.privateKey ?? privateKey)),
  );
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    fingerprint: createHash('sha256').update(der).digest('hex'),
    name,
    privateKey,
  };
};
