import { describe, expect, it } from 'vitest';
import { draw } from '../drawing.js';
import { PLANTS } from '../plants/plants.js';
import { truthOf } from '../truth.js';
import { gradeMap } from './grade-map.js';

const truth = truthOf(draw(PLANTS, 3, 'whole'));
const { hosts, routers } = truth.map;
const [near = { ip: '' }, far = { ip: '' }] = routers;

interface Drawn {
  readonly ip: string;
  readonly kind: 'host' | 'router';
  readonly ports: readonly number[];
  readonly behind: readonly string[];
}

const drawn = (kind: Drawn['kind'], ip: string, behind: readonly string[]): Drawn => ({
  ip,
  kind,
  ports: [],
  behind,
});

const perfect = (): readonly Drawn[] => [
  ...hosts.map(({ ip, router }) => drawn('host', ip, [router ?? ''])),
  drawn('router', near.ip, []),
  drawn('router', far.ip, [near.ip]),
];

const gradeOf = (all: readonly Drawn[]) =>
  gradeMap(truth, { hosts: new Map(all.map((one) => [one.ip, one])) });

describe('the grade of a map', () => {
  it('is full when it is the truth', () => {
    expect(gradeOf(perfect())).toEqual({
      hosts: hosts.length,
      routers: 2,
      links: hosts.length + 1,
      missed: [],
      invented: [],
    });
  });

  it('names what is not on it', () => {
    const [first, ...rest] = perfect();
    const { hosts: found, links, missed, invented } = gradeOf(rest);
    expect([found, links]).toEqual([hosts.length - 1, hosts.length]);
    expect(missed).toEqual([`host ${first?.ip ?? ''}`, expect.stringMatching(/ behind /) as string]);
    expect(invented).toEqual([]);
  });

  it('names what is not there, and links that nothing supports', () => {
    const { missed, invented } = gradeOf([...perfect(), drawn('host', '10.0.0.1', [near.ip])]);
    expect(missed).toEqual([]);
    expect(invented).toEqual(['host 10.0.0.1', `10.0.0.1 behind ${near.ip}`]);
  });

  it('counts a link to the wrong router as missed and as invented', () => {
    const wrong = perfect().map((one) => (one.ip === far.ip ? { ...one, behind: [''] } : one));
    expect(gradeOf(wrong)).toMatchObject({
      links: hosts.length,
      missed: [`${far.ip} behind ${near.ip}`],
      invented: [`${far.ip} behind something silent`],
    });
  });
});
