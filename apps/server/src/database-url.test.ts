import { expect, it } from 'vitest';
import { databaseUrl } from './database-url.js';

it.each([
  'postgres://openguard@db.example/openguard',
  'postgresql://openguard@127.0.0.1:5432/openguard?sslmode=verify-full',
  'postgres://openguard@/openguard?host=/run/postgresql',
])('%s names a database', (url) => {
  expect(databaseUrl(url)).toBe(url);
});

it.each([
  ['postgres://openguard:secret@db.example/openguard', /cannot hold a password/],
  ['postgres://openguard@db.example/openguard?password=secret', /cannot hold a password/],
  ['mysql://openguard@db.example/openguard', /postgres:\/\/USER/],
  ['openguard', /postgres:\/\/USER/],
])('%s does not', (url, words) => {
  expect(() => databaseUrl(url)).toThrow(words);
  expect(() => databaseUrl(url)).not.toThrow(/secret/);
});
