import { isOpenGuardError } from '@openguard/errors';
import type { Account, KeptMap, MapHost, MapReference } from '@openguard/model';
import { REFUSALS, type MapTarget, type Refused } from '@openguard/protocol';
import type { MapEngine } from '@openguard/scan-engine';
import type { MapQuery, Store } from '@openguard/storage';
import type { AddressSet } from '@openguard/targets';
import type { Jobs } from './jobs/jobs.js';
import { mapOf, type Underway } from './jobs/underway.js';
import { mapTargetText } from './map-target.js';
import { profileFor } from './option.js';
import { capRefusal, mapRefusal } from './permission.js';
import { publicReason } from './public-reason.js';
import { mapReferenceFor } from './reference.js';
import { stillRunning } from './still-running.js';

/** What a client asks for with map.php, and with map-2.php for each of its targets. */
export interface MapRequest {
  readonly target: MapTarget;
  readonly save?: boolean;
  readonly option?: string;
  readonly title?: string;
}

/** A map under way. */
export type RunningMap = Underway<KeptMap>;

/** A map: its record, and its hosts as they are read. */
export interface StoredMap {
  readonly map: KeptMap;
  readonly hosts: AsyncIterable<MapHost>;
}

/** What maps need. */
export interface MapsOptions {
  readonly store: Store;
  readonly engine: MapEngine;
  readonly scope: AddressSet;
  /** How many addresses one account may own; one that owns more starts nothing. */
  readonly mostAddresses?: number;
  readonly clock: () => number;
  readonly unexpected: (error: unknown) => void;
  readonly jobs: Jobs;
}

const notFound = (ref: string): Refused => ({
  number: REFUSALS.unknownReference,
  text: `There is no saved map ${ref} in this account; only maps with save_report=yes are kept.`,
});

/** The use cases behind map.php, map-2.php, map_report.php, map_report_list.php and scan_report_delete.php. */
export const createMaps = ({
  store,
  engine,
  scope,
  mostAddresses = Number.POSITIVE_INFINITY,
  clock,
  unexpected,
  jobs,
}: MapsOptions) => {
  const admit = async (
    account: Account,
    { option, target }: MapRequest,
  ): Promise<Refused | { readonly profile: string; readonly mapHost: string }> => {
    const refused = capRefusal(account, mostAddresses) ?? mapRefusal(account, scope, target);
    if (refused !== undefined) return refused;
    const asked = profileFor(option, engine.profiles);
    if ('number' in asked) return asked;
    try {
      return { ...asked, mapHost: await engine.describe() };
    } catch (error) {
      if (!isOpenGuardError(error)) throw error;
      return { number: REFUSALS.internal, text: publicReason(error, unexpected) };
    }
  };

  const start = async (account: Account, request: MapRequest): Promise<Refused | RunningMap> => {
    const admitted = await admit(account, request);
    if ('number' in admitted) return admitted;
    const { target, save = false, title } = request;
    const { profile, mapHost } = admitted;
    const text = mapTargetText(target);
    const startedAt = clock();
    const map: KeptMap = {
      ref: mapReferenceFor(startedAt, await store.nextSerial()),
      account: account.name,
      target: text,
      domain: target.domain ?? '',
      title: save ? (title ?? `Map of ${text.slice(0, 200)}`) : 'N/A (no report saved)',
      option: profile,
      saved: save,
      simulated: engine.simulated,
      state: 'running',
      startedAt,
      hosts: 0,
      leftOut: '',
      mapHost,
    };
    return mapOf(await jobs.begin(map, 1, () => store.addMap(map)));
  };

  const findSaved = async (account: Account, ref: MapReference): Promise<KeptMap | undefined> => {
    const map = await store.findMap(account.name, ref);
    return map?.saved === true && map.state !== 'running' ? map : undefined;
  };

  return {
    start,
    openMap: async (account: Account, ref: MapReference): Promise<Refused | StoredMap> => {
      const map = await findSaved(account, ref);
      return map === undefined ? notFound(ref) : { map, hosts: store.mapHostsOf(ref) };
    },
    /** Waits for a map of the account, one that has ended and one that is not saved included. */
    join: async (account: Account, ref: MapReference): Promise<Refused | RunningMap> => {
      const map = await store.findMap(account.name, ref);
      return map === undefined ? notFound(ref) : mapOf(jobs.join(map));
    },
    /** The hosts of a map that has just ended, saved or not. */
    hostsOf: (map: KeptMap): AsyncIterable<MapHost> => store.mapHostsOf(map.ref),
    list: (query: MapQuery): Promise<readonly KeptMap[]> => store.listMaps(query),
    /** Forgets a saved map for good; refuses one that is unknown or still made. */
    remove: async (account: Account, ref: MapReference): Promise<Refused | undefined> => {
      const map = await store.findMap(account.name, ref);
      if (map?.state === 'running') return stillRunning(ref);
      if (map?.saved !== true) return notFound(ref);
      await store.removeMap(account.name, ref);
      return undefined;
    },
  };
};
