import { expect, it } from 'vitest';
import { parseServeOptions } from './serve-options.js';

it('asks for a key that machines share when letters wait in a database', async () => {
  const shared = ['--database', 'postgres://openguard@127.0.0.1/openguard'];
  const smtp = ['--smtp', 'smtp://127.0.0.1', '--mail-from', 'noreply@office.example'];
  const parse = (...args: readonly string[]) => parseServeOptions(args, { HOME: '/nowhere' }, 'linux');
  await expect(parse(...shared, ...smtp)).rejects.toThrow(/needs --key-file: every machine/);
  expect(await parse(...shared, ...smtp, '--key-file', 'key')).toMatchObject({ mail: { keyFile: 'key' } });
  expect(await parse(...smtp)).toMatchObject({ mail: { smtp: { host: '127.0.0.1' } } });
});
