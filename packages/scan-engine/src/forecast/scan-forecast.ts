import { addressesOf, size, type Address, type AddressSet } from '@openguard/targets';
import type { Profile } from '../profile.js';
import { createBatchForecast, type BatchForecast } from './batch-forecast.js';
import type { Experience } from './experience.js';
import { growth, STAGES, type StageSeconds } from './stage.js';
import { leftOf, untilAllDone, untilSlowestDone } from './time-left.js';

/** How far a scan is: the share of its time that has passed, and the seconds that are left where they can be foretold. */
export interface Standing {
  readonly done: number;
  readonly left?: number;
}

/** What a scan consists of, and how it is worked on. */
export interface Circumstances {
  readonly profile: Profile;
  readonly targets: AddressSet;
  /** How many hosts a batch has. */
  readonly batchSize: number;
  /** How many batches are worked on at a time. */
  readonly atOnce: number;
  readonly experience: Experience;
}

/** Foretells a scan while it goes on. The time of a call is in seconds since the scan began. */
export interface ScanForecast {
  /** These are asked now whether they are there. */
  readonly seeking: (part: AddressSet, at: number) => void;
  /** Of those asked, these are there, and are scanned in batches. */
  readonly found: (batches: readonly AddressSet[]) => void;
  /** Work on a batch begins; resolves to how it goes. */
  readonly begin: (batch: number, at: number) => BatchForecast;
  /** A batch has ended, and teaches what batches take. */
  readonly end: (batch: number, at: number) => void;
  readonly standing: (at: number) => Standing;
}

interface Planned {
  readonly hosts: readonly Address[];
  readonly begun?: BatchForecast;
  readonly ended?: true;
}

/** Seconds that finding out who is there takes where all are, and where some are silent: they are waited for. */
const SEEKING = { all: 3, some: 8 };
/** Whoever names so few addresses means hosts; of more, nobody knows how many answer. */
const MEANT = 16;
/** So that nothing is called done before its end. */
const ALMOST = 0.99;

const inBatches = (hosts: readonly Address[], limit: number): readonly (readonly Address[])[] =>
  Array.from({ length: Math.ceil(hosts.length / limit) }, (_, index) =>
    hosts.slice(index * limit, (index + 1) * limit),
  );

/** Foretells a scan from what nmap says, from what its batches took, and from what earlier scans taught. */
export const createScanForecast = (circumstances: Circumstances): ScanForecast => {
  const { profile, targets, batchSize, atOnce, experience } = circumstances;
  const all = size(targets);
  let asked = 0;
  let partBegan = 0;
  let seekingSince: number | undefined;
  let part: readonly Address[] = [];
  let planned: Planned[] = [];
  let done = 0;

  const expect = (hosts: readonly Address[]): StageSeconds =>
    experience.expect(
      profile,
      hosts,
      planned.flatMap(({ begun }) => begun?.took() ?? []),
    );

  const whole = (hosts: readonly Address[]): number => {
    const expected = expect(hosts);
    return STAGES.reduce((sum, stage) => sum + expected[stage] * growth(stage, hosts.length), 0);
  };

  const holdsStrangers = (hosts: readonly Address[]): boolean =>
    hosts.some((host) => !experience.knows(profile, host));

  /** How several batches add up, of these hosts. */
  const together = (hosts: readonly Address[]): typeof untilAllDone =>
    holdsStrangers(hosts) ? untilSlowestDone : untilAllDone;

  /** Those of the part that may be expected to be there; `undefined` when nobody knows. */
  const likelyHosts = (): readonly Address[] | undefined => {
    const known = part.filter((host) => experience.knows(profile, host));
    if (known.length > 0) return known;
    return part.length <= MEANT ? part : undefined;
  };

  const leftOfPart = (at: number): number | undefined => {
    if (seekingSince === undefined) {
      const open = planned.filter(({ ended }) => ended === undefined);
      const begun = open.flatMap((batch) => (batch.begun === undefined ? [] : [batch.begun.left(at)]));
      const waiting = open.flatMap((batch) => (batch.begun === undefined ? [whole(batch.hosts)] : []));
      return together(open.flatMap(({ hosts }) => hosts))(begun, waiting, atOnce);
    }
    const hosts = likelyHosts();
    if (hosts === undefined) return undefined;
    const expected = hosts.length === part.length ? SEEKING.all : SEEKING.some;
    const seeking = leftOf({ expected, spent: at - seekingSince, percent: 0 });
    return seeking + together(hosts)([], inBatches(hosts, batchSize).map(whole), atOnce);
  };

  /** Parts that nobody has asked yet are taken to be like this one. */
  const left = (at: number): number | undefined => {
    const own = leftOfPart(at);
    if (own === undefined || part.length === 0) return undefined;
    const rest = (all - asked) / part.length;
    return own + rest * (at - partBegan + own);
  };

  return {
    seeking: (addresses, at) => {
      part = [...addressesOf(addresses)];
      asked += part.length;
      partBegan = at;
      seekingSince = at;
      planned = [];
    },
    found: (batches) => {
      seekingSince = undefined;
      planned = batches.map((addresses) => ({ hosts: [...addressesOf(addresses)] }));
    },
    begin: (batch, at) => {
      const hosts = planned[batch]?.hosts ?? [];
      const work = { hosts: hosts.length, strangers: holdsStrangers(hosts), began: at };
      const begun = createBatchForecast(() => expect(hosts), work);
      planned[batch] = { hosts, begun };
      return begun;
    },
    end: (batch, at) => {
      const ended = planned[batch];
      if (ended?.begun === undefined) return;
      ended.begun.end(at);
      experience.learn(profile, ended.hosts, ended.begun.took());
      planned[batch] = { ...ended, ended: true };
    },
    standing: (at) => {
      const seconds = left(at);
      if (seconds !== undefined && at > 0) done = Math.max(done, Math.min(ALMOST, at / (at + seconds)));
      return { done, ...(seconds === undefined ? {} : { left: seconds }) };
    },
  };
};
