import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { parseDomain } from './index.js';

const label = (length: number): string => 'x'.repeat(length);

describe('parseDomain', () => {
  it.each([
    'a.example',
    'EXAMPLE.com',
    'a-b.example',
    `${label(63)}.example`,
    '1a.example',
    'xn--bcher-kva.example',
  ])('reads %s', (text) => {
    expect(parseDomain(text)).toEqual(E.right(text.toLowerCase()));
  });

  it.each([
    ['', 'empty-label'],
    ['example', 'one-label'],
    ['example.com.', 'trailing-dot'],
    ['.example', 'empty-label'],
    ['a..example', 'empty-label'],
    ['a_b.example', 'underscore'],
    ['bücher.example', 'not-ascii'],
    ['-a.example', 'hyphen'],
    ['a-.example', 'hyphen'],
    ['a b.example', 'characters'],
    ['a.example\n', 'characters'],
    [`${label(64)}.example`, 'label-length'],
    ['192.0.2.1', 'numeric'],
  ])('refuses %j: %s', (text, reason) => {
    expect(parseDomain(text)).toEqual(E.left(reason));
  });
});
