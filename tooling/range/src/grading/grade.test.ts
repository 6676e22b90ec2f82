import { describe, expect, it } from 'vitest';
import { draw } from '../drawing.js';
import { PLANTS } from '../plants/plants.js';
import { truthOf, type Spotted } from '../truth.js';
import { grade } from './grade.js';
import { renderMeasured } from './table.js';
import type { Told } from './told.js';

const truth = truthOf(draw(PLANTS, 1, 'whole'));
const tell = ({ check, ip, protocol, port }: Spotted): Told => ({ check, ip, protocol, port });

describe('grade', () => {
  it('is full marks for the truth, and nothing but misses for silence', () => {
    const perfect = grade(truth, truth.weaknesses.map(tell));
    expect(perfect).toMatchObject({ missed: [], falseAlarms: [], unexpected: [] });
    expect(perfect.found).toEqual(truth.weaknesses);
    expect(grade(truth, []).missed).toEqual(truth.weaknesses);
  });

  it.each([
    ['another host', { ip: '192.0.2.1' }],
    ['another port', { port: 1 }],
    ['another check', { check: 'another' }],
    ['another protocol', { protocol: 'udp' }],
  ] as const)('does not take %s for it', (_, change) => {
    const [weakness] = truth.weaknesses.filter(({ protocol }) => protocol === 'tcp');
    if (weakness === undefined) throw new Error('there is no weakness');
    const told = { ...tell(weakness), ...change };
    const { found, unexpected } = grade(truth, [told]);
    expect(found).toEqual([]);
    expect(unexpected).toEqual([{ check: told.check, times: 1 }]);
  });

  it('calls the planted check on a repaired twin a false alarm', () => {
    const told = truth.repaired.map(tell);
    expect(grade(truth, told).falseAlarms).toEqual(truth.repaired);
  });
});

describe('renderMeasured', () => {
  it('shows what was measured, and counts the set-aside apart', () => {
    const all = grade(truth, truth.weaknesses.map(tell));
    const known = truth.weaknesses.length - 10;
    const hosts = truth.map.hosts.length;
    const text = renderMeasured(truth, {
      seed: 1,
      graded: {
        found: [
          { name: 'all', grade: all, seconds: 61.4 },
          { name: 'none', grade: grade(truth, []), setAsideOnly: true },
        ],
        vuln: [{ name: 'bare', grade: grade(truth, []), seconds: 2400, cut: true }],
      },
      map: {
        hosts: hosts - 1,
        routers: 2,
        links: hosts,
        missed: ['host 10.0.0.1'],
        invented: [],
        seconds: 20.2,
      },
      cost: { own: [90, 110], one: [200, 200], tcp: [120, 130] },
      repeat: { scans: 3, findings: [9, 8, 9], flapping: [{ finding: 'vuln a', times: 2 }] },
      silent: {
        addresses: 220,
        alive: 20,
        whole: [100],
        aliveOnly: [90],
        discovery: [10],
        forecasts: [{ told: 9, progress: 0.1, time: 0.15 }],
        ofStrangers: { told: 9, progress: 0.3, time: 0.45 },
      },
    });
    for (const line of [
      `| ${hosts - 1} of ${hosts} (96 %) | 2 of 2 (100 %) | ${hosts} of ${hosts + 1} (96 %) | 20 |`,
      'Not on the map: host 10.0.0.1. On it and not there: nothing.',
      `| all | ${known} of ${known} (100 %) | 10 of 10 (100 %) | 0 of ${truth.repaired.length} | 61 |`,
      '| none | – | 0 of 10 (0 %) | 0 of 10 | – |',
      '| 2400, stopped |',
      '| 200, 200 | 0.50 |',
      '| 120, 130 | 0.80 |',
      '3 scans of the unchanged range told 9, 8 findings each',
      '`vuln a` (2)',
      'took 1.00 times as long',
      'at most 10 % of the whole',
      'at most 15 % from what it was',
      'whom the server had not met: the share that was shown as done was at most 30 % of the whole',
      'at most 45 % from what it was',
    ])
      expect(text).toContain(line);
  });
});
