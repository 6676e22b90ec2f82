import { isOpenGuardError } from '@openguard/errors';
import type { Account, KeptMap, MapHost, MapReference } from '@openguard/model';
import { REFUSALS, type MapTarget, type Refused } from '@openguard/protocol';
import type { EngineMapRequest, MapEngine } from '@openguard/scan-engine';
import type { MapQuery, Store } from '@openguard/storage';
import type { AddressSet } from '@openguard/targets';
import { closeMapLeftBehind } from './left-behind.js';
import { runMap } from './map-run.js';
import { profileFor } from './option.js';
import { mapRefusal, mayScan } from './permission.js';
import { publicReason } from './public-reason.js';
import { mapReferenceFor } from './reference.js';
import { stillRunning, type Running, type Underway } from './running.js';

/** What a client asks for with map.php, and with map-2.php for each of its targets. */
export interface MapRequest {
  readonly target: MapTarget;
  readonly save?: boolean;
  readonly option?: string;
  readonly title?: string;
}

/** A map under way; its record says how it ended. */
export type RunningMap = Underway<KeptMap>;

/** A map: its record, and its hosts as they are read. */
export interface StoredMap {
  readonly map: KeptMap;
  readonly hosts: AsyncIterable<MapHost>;
}

/** What maps need. Without an engine every map is refused, and what is kept is listed all the same. */
export interface MapsOptions {
  readonly store: Store;
  readonly engine: MapEngine | undefined;
  readonly scope: AddressSet;
  readonly clock: () => number;
  readonly unexpected: (error: unknown) => void;
  /** What runs beside; maps wait for their turn among it. */
  readonly running: Running;
}

const NO_ENGINE: Refused = {
  number: REFUSALS.internal,
  text: 'Maps need the simulated engine for now (--engine simulated); the engine of this server makes none.',
};

const notFound = (ref: string): Refused => ({
  number: REFUSALS.unknownReference,
  text: `There is no saved map ${ref} in this account; only maps with save_report=yes are kept.`,
});

/** A target as text: a domain, a domain with a netblock after a colon, or `none` with one. */
export const mapTargetText = ({ domain = 'none', netblock }: MapTarget): string =>
  netblock === undefined ? domain : `${domain}:${netblock.text}`;

/** The use cases behind map.php, map-2.php, map_report.php, map_report_list.php and scan_report_delete.php. */
export const createMaps = ({ store, engine, scope, clock, unexpected, running }: MapsOptions) => {
  const admit = async (
    account: Account,
    { option, target }: MapRequest,
  ): Promise<
    Refused | { readonly engine: MapEngine; readonly profile: string; readonly mapHost: string }
  > => {
    const refused = mapRefusal(account, scope, target);
    if (refused !== undefined) return refused;
    if (engine === undefined) return NO_ENGINE;
    const asked = profileFor(option, engine.profiles);
    if ('number' in asked) return asked;
    try {
      return { engine, ...asked, mapHost: await engine.describe() };
    } catch (error) {
      if (!isOpenGuardError(error)) throw error;
      return { number: REFUSALS.internal, text: publicReason(error, unexpected) };
    }
  };

  // A map may have waited: the account may have changed, or be gone.
  const requestFor = async (
    name: string,
    target: MapTarget,
    profile: string,
  ): Promise<EngineMapRequest | { readonly text: string }> => {
    const today = await store.findAccount(name);
    if (today === undefined) return { text: 'The account is gone.' };
    const refused = mapRefusal(today, scope, target);
    if (refused !== undefined) return refused;
    const netblock = target.netblock?.addresses ?? [];
    const asked = { netblock, allowed: mayScan(today, scope), profile };
    return target.domain === undefined ? asked : { ...asked, domain: target.domain };
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
      simulated: admitted.engine.simulated,
      state: 'running',
      startedAt,
      hosts: 0,
      leftOut: '',
      mapHost,
    };
    await store.addMap(map);
    const job = { type: 'map', ref: map.ref, account: account.name, target: text, startedAt } as const;
    return running.begin(job, (signal, onProgress) => {
      const ask = (): ReturnType<typeof requestFor> => requestFor(account.name, target, profile);
      const options = { store, engine: admitted.engine, clock, onProgress, request: ask, unexpected };
      return runMap(map, options, signal);
    });
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
    /** The hosts of a map that has just ended, saved or not. */
    hostsOf: (map: KeptMap): AsyncIterable<MapHost> => store.mapHostsOf(map.ref),
    list: (query: MapQuery): Promise<readonly KeptMap[]> => store.listMaps(query),
    /** Forgets a saved map for good; refuses one that is unknown or still made. */
    remove: async (account: Account, ref: MapReference): Promise<Refused | undefined> => {
      if (running.isRunning(account.name, ref)) return stillRunning(ref);
      if ((await findSaved(account, ref)) === undefined) return notFound(ref);
      await store.removeMap(account.name, ref);
      return undefined;
    },
    /** Forgets a map that was not to be saved, once it has been handed over. Never rejects: the map stands. */
    release: async (map: KeptMap): Promise<void> => {
      if (!map.saved) await store.removeMap(map.account, map.ref).catch(unexpected);
    },
    /** After a start: maps that a dead process left behind are closed as interrupted, unsaved ones forgotten. */
    recover: async (): Promise<void> => {
      for (const map of await store.listRunning()) {
        if (!('mapHost' in map)) continue;
        if (!map.saved) await store.removeMap(map.account, map.ref);
        else await closeMapLeftBehind(store, map, clock());
      }
    },
  };
};
