import { describe, expect, it } from 'vitest';
import { draw } from '../drawing.js';
import { PLANTS } from '../plants/plants.js';
import { truthOf, type Spotted } from '../truth.js';
import { grade } from './grade.js';
import { renderAssessment } from './table.js';
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

describe('renderAssessment', () => {
  it('counts the set-aside apart', () => {
    const all = grade(truth, truth.weaknesses.map(tell));
    const known = truth.weaknesses.length - 10;
    const graded = [
      { name: 'all', grade: all, seconds: 61.4 },
      { name: 'none', grade: grade(truth, []), setAsideOnly: true as const },
    ];
    const hosts = truth.map.hosts.length;
    const map = {
      hosts: hosts - 1,
      routers: 2,
      links: hosts,
      missed: ['host 10.0.0.1'],
      invented: [],
      seconds: 20.2,
    };
    const text = renderAssessment(truth, { graded, map, alike: 2, sameWorkSeconds: 40 }, 3);
    expect(text).toContain(
      `| ${hosts - 1} of ${hosts} (96 %) | 2 of 2 (100 %) | ${hosts} of ${hosts + 1} (96 %) | 20 |`,
    );
    expect(text).toContain('Not on the map: host 10.0.0.1. On it and not there: nothing.');
    expect(text).toContain(
      `| all | ${known} of ${known} (100 %) | 10 of 10 (100 %) | 0 of ${truth.repaired.length} | 61 |`,
    );
    expect(text).toContain('took 40 s; the scan took 1.53 times as long');
    expect(text).toContain('Of 3 scans of the unchanged range, 2 told');
    expect(text).toContain('| none | – | 0 of 10 (0 %) | 0 of 10 | – |');
  });
});
