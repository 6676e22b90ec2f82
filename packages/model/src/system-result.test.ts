import { expect, it } from 'vitest';
import { systemIn, systemResult } from './system-result.js';

it.each([
  [[{ name: 'Linux 5.0 - 5.4', accuracy: 100 }], 'Linux 5.0 - 5.4 (100 %)', 'Linux 5.0 - 5.4'],
  [
    [
      { name: 'Apple iOS 16 (Darwin 22)', accuracy: 100 },
      { name: 'Apple macOS 13', accuracy: 100 },
      { name: 'FreeBSD', accuracy: 93 },
    ],
    'Apple iOS 16 (Darwin 22), Apple macOS 13 (100 %)',
    'Apple iOS 16 (Darwin 22), Apple macOS 13',
  ],
  [
    [
      { name: 'Linux 4', accuracy: 91 },
      { name: 'Linux 3', accuracy: 90 },
    ],
    'Linux 4 (at least 85 %)',
    'Linux 4',
  ],
  [[{ name: 'Linux 4', accuracy: 84 }], 'Linux 4 (below 85 %, uncertain)', undefined],
  [[], '', undefined],
])('%j is told as %s, which names %s', (matches, result, name) => {
  expect(systemResult(matches)).toBe(result);
  expect(systemIn(result)).toBe(name);
});

it('reads no system out of other texts', () => {
  expect(['Windows', '(100 %)', 'Windows (99 %)'].map(systemIn)).toEqual([undefined, undefined, undefined]);
});
