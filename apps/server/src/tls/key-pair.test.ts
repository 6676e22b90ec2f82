import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkedPair } from './key-pair.js';
import { selfSigned, type KeyPair } from './self-signed.js';

const folders: string[] = [];
const made = (): Promise<KeyPair> => {
  const directory = mkdtempSync(join(tmpdir(), 'openguard-key-pair-'));
  folders.push(directory);
  return selfSigned({ directory, names: ['localhost'], now: Date.now() });
};

const FILES: KeyPair = { cert: 'server.pem', key: 'server.key' };
let [pair, other]: KeyPair[] = [];

beforeAll(async () => {
  [pair, other] = [await made(), await made()];
});

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

it('takes a certificate and its key', () => {
  if (pair !== undefined) expect(checkedPair(pair, FILES)).toBe(pair);
  expect.assertions(1);
});

it.each([
  ['certificate that is none', { cert: 'hello' }, 'server.pem holds no certificate that can be read'],
  ['key that is none', { key: 'hello' }, 'server.key holds no private key that can be read'],
  ['key of another', undefined, 'the key in server.key does not belong to the certificate in server.pem'],
])('refuses a %s, by the name of its file', (_, change, words) => {
  if (pair === undefined || other === undefined) throw new Error('nothing was made');
  const given = { ...pair, ...(change ?? { key: other.key }) };
  expect(() => checkedPair(given, FILES)).toThrow(words);
});
