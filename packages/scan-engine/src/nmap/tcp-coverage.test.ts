import { expect, it } from 'vitest';
import type { Host } from './document.js';
import { tcpCoverage } from './tcp-coverage.js';

const hostWith = (
  extra: readonly (readonly [reason: string | undefined, ports: string | undefined])[],
  listed: readonly (readonly [number: number, reason: string])[] = [],
): Host => ({
  status: { state: 'up' },
  addresses: [],
  ports: {
    extra: extra.map(([reason, ports]) => ({
      state: 'filtered',
      reasons: [
        {
          protocol: 'tcp',
          ...(reason === undefined ? {} : { reason }),
          ...(ports === undefined ? {} : { ports }),
        },
      ],
    })),
    ports: listed.map(([number, reason]) => ({
      ...{ protocol: 'tcp', number, scripts: [] },
      state: { state: reason === 'syn-ack' ? 'open' : 'filtered', reason },
    })),
  },
});

const told = (host: Host, asked = '1-100') => {
  const { tcp, gaps } = tcpCoverage(host, asked);
  return [tcp, ...gaps.map(({ subject }) => subject)];
};

it.each<[string, Host, readonly string[]]>([
  ['all that answered', hostWith([['reset', '1-79,81-100']], [[80, 'syn-ack']]), ['1-100']],
  ['a refusal by a firewall that says so', hostWith([['admin-prohibited', '1-100']]), ['1-100']],
  [
    'not what did not answer',
    hostWith(
      [
        ['reset', '1-20,31-79,81-100'],
        ['no-response', '21-30'],
      ],
      [[80, 'syn-ack']],
    ),
    ['1-20,31-100', 'tcp/21-30'],
  ],
  ['nothing where nothing answered', hostWith([['no-response', '1-100']]), ['', 'tcp']],
  ['nothing of a host that no router reaches', hostWith([['host-unreach', '1-100']]), ['', 'tcp']],
  ['nothing that nmap does not name', hostWith([], [[80, 'syn-ack']]), ['80', 'tcp/1-79,81-100']],
  [
    'all others where an older nmap says that all of them answered',
    hostWith(
      [['resets', undefined]],
      [
        [80, 'syn-ack'],
        [81, 'no-response'],
      ],
    ),
    ['1-80,82-100', 'tcp/81'],
  ],
  [
    'only what is named where an older nmap tells of both',
    hostWith(
      [
        ['resets', undefined],
        ['no-responses', undefined],
      ],
      [[80, 'syn-ack']],
    ),
    ['80', 'tcp/1-79,81-100'],
  ],
])('counts as tested %s', (_, host, expected) => {
  expect(told(host)).toEqual(expected);
});

it('leaves alone what was not asked', () => {
  expect(told(hostWith([['no-response', '1-100']]), '')).toEqual(['']);
  expect(told(hostWith([['reset', '1-100']]), '5,7-9')).toEqual(['5,7-9']);
});
