import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomPassword, readProfile, writeProfile } from '../src/profile.js';
import { like, Sandbox } from './sandbox.js';

let box: Sandbox;
beforeEach(() => {
  box = new Sandbox();
});
afterEach(() => box.remove());
const file = () => box.path('profile.json');
const mode = () => statSync(file()).mode & 0o777;
const profile = { server: 'http://127.0.0.1:1', user: 'operator', password: 'p' };

describe('profile', () => {
  it('is read back, and is for its owner only', () => {
    writeProfile(file(), profile);
    expect(mode()).toBe(0o600);
    expect(readProfile(file())).toEqual(profile);
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual(profile);
  });

  it('replaces an older one whole, whatever its mode was, and leaves no draft', () => {
    box.write('profile.json', 'x'.repeat(1000));
    chmodSync(file(), 0o666);
    writeProfile(file(), profile);
    expect(mode()).toBe(0o600);
    expect(readProfile(file())).toEqual(profile);
    expect(readdirSync(box.root)).toEqual(['profile.json']);
  });

  it('is closed to others when it is read', () => {
    writeProfile(file(), profile);
    chmodSync(file(), 0o644);
    readProfile(file());
    expect(mode()).toBe(0o600);
  });

  it('is not there the first time', () => {
    expect(readProfile(file())).toBeUndefined();
  });

  it.each(['', '{', 'null', '[]', '{"server":"x","user":"y"}', '{"server":"x","user":"y","password":""}'])(
    'stops at a file that is none: %j',
    (text) => {
      box.write('profile.json', text);
      expect(() => readProfile(file())).toThrow(
        expect.objectContaining({
          exitCode: 2,
          message: like(/is no profile .+ move it away/),
        }),
      );
      expect(readFileSync(file(), 'utf8')).toBe(text);
    },
  );
});

it('passwords have 24 random bytes', () => {
  const passwords = Array.from({ length: 50 }, randomPassword);
  expect(new Set(passwords).size).toBe(50);
  expect(passwords.every((password) => Buffer.from(password, 'base64url').length === 24)).toBe(true);
});
