import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { ask } from './ask.js';

const asked = () => {
  const input = new PassThrough();
  const output = new PassThrough();
  const stop = new AbortController();
  return { input, output, stop, answer: ask('Well? ', input, output, stop.signal) };
};

it.each([
  ['yes\n', 'yes'],
  ['  yes \r\nno\n', 'yes'],
  ['yes', 'yes'],
  ['\nyes\n', ''],
  ['', ''],
])('takes %j for %j', async (text, expected) => {
  const { input, output, answer } = asked();
  input.end(text);
  expect(await answer).toBe(expected);
  expect(String(output.read())).toBe('Well? ');
});

it('ends with the reason of its signal', async () => {
  const { stop, answer } = asked();
  stop.abort(new RangeError('enough'));
  await expect(answer).rejects.toThrow('enough');
});
