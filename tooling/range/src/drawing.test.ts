import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draw, type Drawing } from './drawing.js';
import { PLANTS } from './plants/plants.js';
import { truthOf } from './truth.js';

const anySeed = fc.integer({ min: 1, max: 999_999 });
const anySize = fc.constantFrom('small' as const, 'sparse' as const, 'whole' as const);

const services = ({ hosts }: Drawing) =>
  hosts.flatMap((host) => host.services.map((one) => ({ host, ...one })));

describe('a drawing', () => {
  it('is the same for the same seed', () => {
    fc.assert(
      fc.property(anySeed, anySize, (seed, size) => {
        expect(draw(PLANTS, seed, size)).toEqual(draw(PLANTS, seed, size));
      }),
      { numRuns: 20 },
    );
  });

  it('has each weakness on one host and its twin on another, no two services on one port', () => {
    fc.assert(
      fc.property(anySeed, anySize, (seed, size) => {
        const drawing = draw(PLANTS, seed, size);
        const all = services(drawing);
        const spots = all.map(({ host, port }) => `${host.name} ${port}`);
        expect(new Set(spots).size).toBe(spots.length);
        for (const plant of new Set(all.map((one) => one.plant))) {
          const both = all.filter((one) => one.plant === plant);
          expect(both.map(({ state }) => state).sort()).toEqual(['fixed', 'weak']);
          expect(both[0]?.host).not.toBe(both[1]?.host);
        }
        expect(new Set(drawing.hosts.map(({ address }) => address)).size).toBe(drawing.hosts.length);
      }),
      { numRuns: 20 },
    );
  });

  it('has at least 24 hosts, 40 weaknesses, and half of what may move on unusual ports', () => {
    const drawing = draw(PLANTS, 1, 'whole');
    expect(drawing.hosts.length).toBeGreaterThanOrEqual(24);
    expect(truthOf(drawing).weaknesses.filter(({ setAside }) => !setAside).length).toBeGreaterThanOrEqual(40);
    const movable = services(drawing).filter(({ plant }) => plant.spot.movable);
    const moved = movable.filter(({ plant, port }) => port !== plant.spot.port);
    expect(moved).toHaveLength(movable.length / 2);
    const weak = moved.filter(({ state }) => state === 'weak');
    expect(Math.abs(weak.length - moved.length / 2)).toBeLessThanOrEqual(1);
  });

  it('has a weakness of every family and none that is set aside when it is small', () => {
    const families = (size: Drawing['size']) =>
      new Set(services(draw(PLANTS, 1, size)).map(({ plant }) => plant.family));
    expect(families('small')).toEqual(families('whole'));
    expect(services(draw(PLANTS, 1, 'small')).some(({ plant }) => plant.setAside)).toBe(false);
  });
});

describe('the plants', () => {
  it('have names of their own, and ten are set aside, with checks of their own', () => {
    expect(new Set(PLANTS.map(({ name }) => name)).size).toBe(PLANTS.length);
    const checks = (aside: boolean) =>
      PLANTS.filter((one) => (one.setAside === true) === aside).map((one) => one.check);
    expect(checks(true)).toHaveLength(10);
    expect(checks(true).filter((check) => checks(false).includes(check))).toEqual([]);
  });
});

describe('the truth', () => {
  it('tells the router of every host, but for those behind the firewall', () => {
    const drawing = draw(PLANTS, 3, 'whole');
    const { map } = truthOf(drawing);
    const known = map.routers.map(({ ip }) => ip);
    for (const [index, host] of drawing.hosts.entries()) {
      const router = map.hosts[index]?.router;
      if (host.subnet.router === 'firewall') expect(router).toBeUndefined();
      else expect(known).toContain(router);
    }
  });
});
