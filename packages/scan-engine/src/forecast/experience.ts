import type { Address } from '@openguard/targets';
import type { Profile } from '../profile.js';
import { eachStage, type Stage, type StageSeconds } from './stage.js';

/** What batches took so far, kept while the process runs. */
export interface Experience {
  /** What a batch of these hosts is expected to take; strangers also by what stages took of which batches `today`. */
  readonly expect: (profile: Profile, hosts: readonly Address[], today: readonly Took[]) => StageSeconds;
  /** What a batch of these hosts took; a stage that it did not have is absent. */
  readonly learn: (profile: Profile, hosts: readonly Address[], took: Took) => void;
  /** Whether a host was scanned with this profile before. */
  readonly knows: (profile: Profile, host: Address) => boolean;
}

/** Seconds of the stages that a batch had. */
export type Took = Readonly<Partial<Record<Stage, number>>>;

/** What batches took in networks that were measured, for those who have seen none yet. */
const AT_FIRST: Readonly<Record<Profile['ports'], StageSeconds>> = {
  all: { start: 4, ports: 3, services: 8, systems: 5, scripts: 6, afterwards: 1.5 },
  common: { start: 4, ports: 0.3, services: 8, systems: 5, scripts: 6, afterwards: 1.5 },
};

/** How much of what is expected of strangers the last batch decides. */
const WEIGHT = 0.25;
/** So that the memory of large networks stays small: about 10 MB. */
const MOST_HOSTS = 65_536;

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/**
 * Remembers what the batch of each host took, and of strangers what batches took lately. A host that was in a slow
 * batch need not be the slow one: of hosts that come in other company, the mean is expected.
 */
export const createExperience = (mostHosts = MOST_HOSTS): Experience => {
  const usual = new Map<string, StageSeconds>();
  const ofHosts = new Map<string, StageSeconds>();
  const usually = (profile: Profile): StageSeconds => usual.get(profile.name) ?? AT_FIRST[profile.ports];
  const key = (profile: Profile, host: Address): string => `${profile.name} ${host}`;

  const remember = (name: string, seconds: StageSeconds): void => {
    ofHosts.delete(name);
    ofHosts.set(name, seconds);
    for (const oldest of ofHosts.keys()) {
      if (ofHosts.size <= mostHosts) return;
      ofHosts.delete(oldest);
    }
  };

  return {
    expect: (profile, hosts, today) => {
      const before = usually(profile);
      const stranger = eachStage((stage) =>
        mean([before[stage], ...today.flatMap((took) => took[stage] ?? [])]),
      );
      const known = hosts.map((host) => ofHosts.get(key(profile, host)) ?? stranger);
      return known.length === 0 ? stranger : eachStage((stage) => mean(known.map((each) => each[stage])));
    },
    learn: (profile, hosts, took) => {
      const before = usually(profile);
      usual.set(
        profile.name,
        eachStage((stage) => before[stage] + WEIGHT * ((took[stage] ?? 0) - before[stage])),
      );
      const seconds = eachStage((stage) => took[stage] ?? 0);
      for (const host of hosts) remember(key(profile, host), seconds);
    },
    knows: (profile, host) => ofHosts.has(key(profile, host)),
  };
};
