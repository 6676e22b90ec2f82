import { generateEpssFeed, generateKevFeed, generateNvdFeed } from '@openguard/fixtures';
import { existsSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it, vi } from 'vitest';
import { openguardServer } from '../src/commands.js';
import { expectComplaint, expectDone } from '../src/expectations.js';
import { sandbox } from '../src/sandbox.js';

vi.setConfig({ testTimeout: 90_000 });

const SIZE = { records: 300, seed: 1 };

it('published vulnerabilities are imported from files, gzip or not, and counted', async (context) => {
  const box = sandbox(context);
  const { path } = box;
  const nvd = [...generateNvdFeed(SIZE)].join('');
  box.write('nvd.json.gz', gzipSync(nvd));
  box.write('kev.json', [...generateKevFeed(SIZE)].join(''));
  box.write('epss.csv.gz', gzipSync([...generateEpssFeed(SIZE)].join('')));
  box.write('cut.json', nvd.slice(0, -100));
  box.write('cut.gz', gzipSync(nvd).subarray(0, 900));
  box.write('other.txt', 'hello\n');
  const data = ['--data', path('data')];
  const kb = (...args: readonly string[]) => openguardServer(box, ['kb', ...args, ...data]);

  box.write('empty.json', '{}');
  for (const [file, words] of [
    ['missing.json', /missing\.json: ENOENT/],
    ['empty.json', /empty\.json: it lacks the list "vulnerabilities"/],
    ['cut.json', /cut\.json: .*ends too early; nothing was imported/],
    ['.', /it is no file/],
  ] as const) {
    const elsewhere = ['--data', path('deep', 'mistyped')];
    const refused = await openguardServer(box, ['kb', 'import', path('kev.json'), path(file), ...elsewhere]);
    expect(refused.stderr).toMatch(words);
    expect([refused.stdout, existsSync(path('deep'))]).toEqual(['', false]);
  }

  const told = expectDone(await kb('import', path('nvd.json.gz'), path('kev.json'), path('epss.csv.gz')));
  expect(told.split('\n')[0]).toBe(`${path('nvd.json.gz')}: 300 vulnerabilities, 0 exploited, 0 forecasts`);
  expect(expectDone(await kb('show'))).toBe('vulnerabilities 300, exploited 3, forecasts 300\n');
  box.write('odd.json', nvd.replaceAll(/"criteria":"[^"]*"/g, '"criteria":"garbage"'));
  box.write(
    'late.json',
    nvd.replaceAll(/"lastModified":"[^"]*"/g, '"lastModified":"2026-11-22T00:00:00.000"'),
  );
  box.write('old.csv', [...generateEpssFeed(SIZE)].join('').replace('2026-11-22', '2020-01-01'));
  box.write('v1.json', nvd.replace('"version":"2.0"', '"version":"1.1"'));
  const again = expectDone(
    await kb('import', ...['late.json', 'nvd.json.gz', 'odd.json', 'old.csv'].map((file) => path(file))),
  );
  expect(again).toContain('late.json: 300 vulnerabilities, 0 exploited, 0 forecasts\n');
  expect(again).toContain(
    'nvd.json.gz: 300 vulnerabilities, 0 exploited, 0 forecasts; 300 older than what is known',
  );
  expect(again).toMatch(
    /odd\.json: .*; 300 older .*; 300 without a product .*; \d{3} names of products that cannot/,
  );
  expect(again).toMatch(
    /old\.csv: .* 0 forecasts; its table is older than the one of 2026-11-22, which stays/,
  );
  expect(expectDone(await kb('show'))).toBe('vulnerabilities 300, exploited 3, forecasts 300\n');
  const complain = async (file: string, code: number, words: RegExp) => {
    expectComplaint(await kb('import', path(file)), code, words, 'openguard-server');
  };
  await complain('v1.json', 5, /it is of version "1\.1"; .* version 2\.0; nothing was imported/);
  await complain('cut.json', 5, /ends too early; nothing was imported/);
  await complain('cut.gz', 2, /cannot read .*cut\.gz/);
  await complain('other.txt', 5, /neither a feed of the NVD/);
  await complain('missing.json', 2, /ENOENT/);
  expectComplaint(await kb('import'), 2, /import FILE/, 'openguard-server');
});
