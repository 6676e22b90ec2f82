import { describe, expect, it } from 'vitest';
import { judgeForecast } from './judge-forecast.js';
import { readTerminal } from './read-terminal.js';
import type { Reported } from './read-report.js';
import { longestOf, sameWork } from './same-work.js';
import { whatFlaps } from './what-flaps.js';

describe('sameWork', () => {
  it('gives all hosts to one nmap for each command line', () => {
    const lines = sameWork([
      ['--version'],
      ['-sn', '10.0.0.1', '10.0.0.2'],
      ['-sS', '-sV', '10.0.0.1'],
      ['-sU', '-sV', '10.0.0.1'],
      ['-sS', '-sV', '10.0.0.2'],
      ['-sn', '10.0.0.2', '10.0.0.3'],
    ]);
    expect(lines).toEqual([
      ['-sn', '10.0.0.1', '10.0.0.2', '10.0.0.3'],
      ['-sS', '-sV', '10.0.0.1', '10.0.0.2'],
      ['-sU', '-sV', '10.0.0.1'],
    ]);
    expect(longestOf(lines)).toEqual([['-sS', '-sV', '10.0.0.1', '10.0.0.2']]);
  });
});

describe('whatFlaps', () => {
  const told = (port: number): Reported => ({
    section: 'vuln',
    check: 'some',
    ip: '10.0.0.1',
    protocol: 'tcp',
    port,
  });

  it.each<[string, number[][], string[]]>([
    [
      'nothing of equal sets, in whatever order and however often',
      [
        [1, 2],
        [2, 1, 1],
      ],
      [],
    ],
    [
      'what is not in all of them',
      [[1, 2], [1], [1, 3]],
      ['vuln some 10.0.0.1 tcp 2', 'vuln some 10.0.0.1 tcp 3'],
    ],
  ])('is %s', (_, scans, flapping) => {
    expect(whatFlaps(scans.map((ports) => ports.map(told))).map(({ finding }) => finding)).toEqual(flapping);
  });
});

describe('judgeForecast', () => {
  it('judges what a terminal showed after the first tenth', () => {
    const shown = [
      'scan of x … 0:03',
      '\rscan of x … 5 % in 0:09, about 99:00 left',
      '\rscan of x … 20 % in 0:20, about 1:10 left',
      '\rscan of x … 60 % in 0:50, about 0:33 left',
    ].join('');
    const { told, progress, time } = judgeForecast(readTerminal(shown), 100);
    expect(told).toBe(2);
    expect(progress).toBeCloseTo(0.1);
    expect(time).toBeCloseTo(0.17);
  });
});
