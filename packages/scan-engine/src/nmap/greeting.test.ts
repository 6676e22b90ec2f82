import { describe, expect, it } from 'vitest';
import { steadyText } from '../finding/steady-text.js';
import { greetingOf } from './greeting.js';

describe('greetingOf', () => {
  it.each([
    ['220 ready', '220 ready'],
    ['220-Welcome\\x0D\\x0A220 ready', '220-Welcome\n220 ready'],
    ['a\\x0Ab\\x09c\\x0D', 'a\nb\tc'],
    ['\\xFF\\xFD\\x18', '\\xFF\\xFD\\x18'],
    [
      '220 a long greeting that was fol\nded at the width of a screen',
      '220 a long greeting that was folded at the width of a screen',
    ],
    ['220 a long greeting that was cut off in the mid...', '220 a long greeting that was cut off in the'],
    ['', ''],
  ])('%j', (output, greeting) => {
    expect(greetingOf(output)).toBe(greeting);
  });

  it('is steady wherever it was folded or cut', () => {
    const text = (date: string) => `220 mail.example ESMTP ready; ${date} GMT`;
    const [a, b] = [text('Sun, 22 Nov 2026 01:40:46'), text('Tue, 01 Dec 2026 23:59:01')];
    for (let length = 30; length < a.length; length += 1) {
      const read = (whole: string) =>
        steadyText(greetingOf(`${whole.slice(0, 20)}\n${whole.slice(20, length)}...`)).replace(
          /[\s;]*(?:\(date\).*)?$/,
          '',
        );
      expect(read(a)).toBe(read(b));
    }
    expect(steadyText(greetingOf(a))).toBe(steadyText(greetingOf(b)));
  });
});
