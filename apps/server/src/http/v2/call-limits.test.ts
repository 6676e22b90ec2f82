import { CODES } from '@openguard/protocol';
import { expect, it } from 'vitest';
import { createCallLimits } from './call-limits.js';

const HOUR = 3_600_000;

const leaveOf = (admitted: ReturnType<ReturnType<typeof createCallLimits>>): (() => void) => {
  if (admitted.refused !== undefined) throw new TypeError(admitted.refused.text);
  return admitted.leave;
};

it('takes so many calls in any window, and says when the next is taken', () => {
  let now = 5;
  const limits = createCallLimits({ callsAtOnce: 0, calls: 3, callWindowSeconds: 86_400 }, () => now);
  const call = (account = 'ann', path = '/a/') => limits(account, path);
  const rates = () => {
    const { headers, refused } = call();
    return [headers['X-RateLimit-Remaining'], headers['X-RateLimit-ToWait-Sec'], refused?.number];
  };
  expect(call().headers).toEqual({
    'X-RateLimit-Limit': '3',
    'X-RateLimit-Window-Sec': '86400',
    'X-RateLimit-Remaining': '2',
    'X-RateLimit-ToWait-Sec': '0',
  });
  now += HOUR;
  expect(rates()).toEqual(['1', '0', undefined]);
  expect(rates()).toEqual(['0', String(23 * 3600), undefined]);
  now += 125_500;
  const { refused } = call();
  expect(refused).toEqual({
    number: CODES.tooFast,
    text: 'This API cannot be run again for another 22 hours, 57 minutes and 55 seconds.',
    items: [{ key: 'SECONDS_TO_WAIT', values: ['82675'] }],
  });
  // Another account, and another resource, have calls of their own.
  expect([call('bob').refused, call('ann', '/b/').refused]).toEqual([undefined, undefined]);
  now += 82_674_000;
  expect(rates()).toEqual(['0', '1', CODES.tooFast]);
  now += 501;
  // The window moves: only the first call is out of it.
  expect(rates()).toEqual(['0', '3600', undefined]);
  expect(rates()).toEqual(['0', '3600', CODES.tooFast]);
});

it('takes so many calls at once, and counts those that were refused for nothing', () => {
  const limits = createCallLimits({ callsAtOnce: 2, calls: 5, callWindowSeconds: 60 }, () => 0);
  const call = () => limits('ann', '/a/');
  const [first, second] = [call(), call()];
  expect([first, second].map(({ headers }) => headers['X-Concurrency-Limit-Running'])).toEqual(['0', '1']);
  const { headers, refused } = call();
  expect(headers).toEqual({
    'X-RateLimit-Limit': '5',
    'X-RateLimit-Window-Sec': '60',
    'X-Concurrency-Limit-Limit': '2',
    'X-Concurrency-Limit-Running': '2',
  });
  expect(refused).toMatchObject({
    number: CODES.tooMany,
    items: [{ key: 'CALLS_TO_FINISH', values: ['1'] }],
  });
  leaveOf(first)();
  expect(call()).toMatchObject({ headers: { 'X-RateLimit-Remaining': '2' } });
});

it('bounds nothing where nothing is to be bounded', () => {
  const limits = createCallLimits({ callsAtOnce: 0, calls: 0, callWindowSeconds: 60 });
  for (let count = 0; count < 1000; count += 1) expect(limits('ann', '/a/')).toMatchObject({ headers: {} });
});
