import { expect, it } from 'vitest';
import { PROFILES, type Profile } from '../profile.js';
import { createExperience } from './experience.js';

const [STANDARD, LIGHT] = PROFILES as readonly [Profile, Profile, ...Profile[]];
const TOOK = { start: 1, ports: 2, services: 100, systems: 3, scripts: 40 };

it('expects of hosts what their batch took, and nothing of stages that it did not have', () => {
  const experience = createExperience();
  experience.learn(STANDARD, [1, 2], TOOK);
  expect(experience.expect(STANDARD, [1, 2], [])).toEqual({ ...TOOK, afterwards: 0 });
  expect([experience.knows(STANDARD, 1), experience.knows(STANDARD, 3)]).toEqual([true, false]);
});

it('knows nothing of another profile by that', () => {
  const experience = createExperience();
  const before = experience.expect(LIGHT, [1], []);
  experience.learn(STANDARD, [1], TOOK);
  expect(experience.expect(LIGHT, [1], [])).toEqual(before);
  expect(experience.knows(LIGHT, 1)).toBe(false);
});

it('expects of strangers what batches took of late, and today', () => {
  const experience = createExperience();
  const { services: atFirst } = experience.expect(STANDARD, [9], []);
  experience.learn(STANDARD, [1], TOOK);
  const { services: after } = experience.expect(STANDARD, [9], []);
  expect(after).toBe(atFirst + (100 - atFirst) / 4);
  expect(experience.expect(STANDARD, [9], [{ services: 60 }, { ports: 1 }]).services).toBe((after + 60) / 2);
  expect(experience.expect(STANDARD, [1], [{ services: 60 }]).services).toBe(100);
});

it('expects the mean of hosts that come in other company', () => {
  const experience = createExperience();
  experience.learn(STANDARD, [1], { ...TOOK, scripts: 10 });
  experience.learn(STANDARD, [2], { ...TOOK, scripts: 30 });
  expect(experience.expect(STANDARD, [1, 2], []).scripts).toBe(20);
});

it('forgets whom it has not met for longest when they are too many', () => {
  const experience = createExperience(2);
  for (const host of [1, 2, 1, 3]) experience.learn(STANDARD, [host], TOOK);
  expect([1, 2, 3].filter((host) => experience.knows(STANDARD, host))).toEqual([1, 3]);
});
