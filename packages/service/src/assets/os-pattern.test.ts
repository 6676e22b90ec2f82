import { expect, it } from 'vitest';
import { readOsPattern } from './os-pattern.js';

const matches = async (pattern: string, os: string): Promise<boolean> => {
  const read = await readOsPattern(pattern);
  if (read._tag === 'Left') throw new TypeError(read.left);
  return read.right(os);
};

it.each([
  ['Windows', 'Microsoft Windows XP', true],
  ['^Windows', 'Microsoft Windows XP', false],
  ['windows', 'Microsoft Windows XP', false],
  ['(?i)windows (XP|2000)$', 'Microsoft Windows XP', true],
  ['^$', '', true],
  ['^$', 'Linux', false],
  ['Linux \\d+\\.[0-9]{1,2}', 'Linux 2.6', true],
  ['\u00e9', 'caf\u00e9', true],
  ['x*', '', true],
])('%s on %j: %s', async (pattern, os, expected) => {
  expect(await matches(pattern, os)).toBe(expected);
});

it.each([
  '(a',
  '(?=a)',
  '(?!a)',
  '(?<=a)b',
  '(a)\\1',
  'a**',
  '[b-a]',
  'a{1001}',
  '(abc){900}',
  '\\p{Nonsense}',
])('refuses %s, and says why', async (pattern) => {
  expect(await readOsPattern(pattern)).toMatchObject({ _tag: 'Left', left: expect.any(String) as string });
});

it('takes linear time where a search that goes back and forth takes for ever', async () => {
  const began = performance.now();
  for (const pattern of ['^(a+)+$', '(a|aa)+$', '(.*a){12}$', '(x+x+)+y'])
    expect(await matches(pattern, `${'a'.repeat(1900)}${'x'.repeat(90)}!`)).toBe(false);
  expect(performance.now() - began).toBeLessThan(3000);
});
