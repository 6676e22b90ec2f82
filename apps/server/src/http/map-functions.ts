import type { Account } from '@openguard/model';
import { map, map2, mapReport, mapReportList, type MapTarget, type Refused } from '@openguard/protocol';
import { MAP_HEAD, writeMap, writeMapReportList, writeMapReportListRefusal } from '@openguard/reports';
import {
  mapTargetText,
  type createMaps,
  type Jobs,
  type MapRequest,
  type RunningMap,
} from '@openguard/service';
import { declared, headed, type Answer, type ApiFunction } from './api-function.js';
import { heldMap, heldMaps, refusedMap, refusedMaps } from './held-maps.js';
import { logJob, quoted, type JobLog } from './job-log.js';
import { RETRY_AFTER_SECONDS, STOPPING } from './stopping.js';
import { mapFailure, mapStatus, writtenMap } from './written-map.js';

/** What the functions about maps answer from. */
export interface MapFunctionOptions extends JobLog {
  readonly maps: ReturnType<typeof createMaps>;
  readonly jobs: Jobs;
  readonly clock: () => number;
}

/** Every target once: the same one asked for twice is one map. */
const once = (targets: readonly MapTarget[]): readonly MapTarget[] => [
  ...new Map(targets.map((target) => [mapTargetText(target), target])).values(),
];

/** The functions about maps. */
export const mapFunctions = ({ maps, jobs, clock, ...logs }: MapFunctionOptions): readonly ApiFunction[] => {
  const start = async (account: Account, request: MapRequest): Promise<Refused | RunningMap> => {
    const started = await maps.start(account, request);
    logJob(logs, `${account.name} asks for a map of ${quoted(mapTargetText(request.target))}`, started);
    return started;
  };
  const unavailable = (text: string): Answer => ({ text, retryAfterSeconds: RETRY_AFTER_SECONDS });

  return [
    declared(map, refusedMap, async (account, { domain, ...request }) => {
      if (jobs.isStopping()) return unavailable(refusedMap(STOPPING));
      const running = await start(account, { ...request, target: { domain } });
      if ('number' in running) return refusedMap(running);
      return heldMap({ ...logs, running, maps });
    }),
    declared(
      map2,
      (refused) => refusedMaps([refused]),
      async (account, { domains, ...request }) => {
        if (jobs.isStopping()) return unavailable(refusedMaps([STOPPING]));
        const started: (Refused | RunningMap)[] = [];
        for (const target of once(domains.targets))
          started.push(await start(account, { ...request, target }));
        const running = started.filter((one) => 'done' in one);
        const refused = started.filter((one) => 'number' in one);
        if (running.length === 0) return refusedMaps(refused);
        return heldMaps({ ...logs, running, refused, maps });
      },
    ),
    declared(mapReport, refusedMap, async (account, { ref, wait = false }) => {
      if (wait) {
        const running = await maps.join(account, ref);
        return 'number' in running ? refusedMap(running) : heldMap({ ...logs, running, maps });
      }
      const stored = await maps.openMap(account, ref);
      if ('number' in stored) return refusedMap(stored);
      const failure = mapFailure(stored.map);
      if (failure !== undefined) return refusedMap(failure);
      return { pieces: headed(MAP_HEAD, writeMap(writtenMap(stored))) };
    }),
    declared(
      mapReportList,
      ({ number, text }) => writeMapReportListRefusal(number, text),
      async (account, { last, domain }) => {
        const listed = await maps.list({
          account: account.name,
          ...(last === undefined ? {} : { last }),
          ...(domain === undefined ? {} : { domain }),
        });
        const withDomain = domain === undefined ? {} : { withDomain: domain };
        return writeMapReportList(
          { user: account.name, now: clock(), ...withDomain },
          listed.map((kept) => ({
            ref: kept.ref,
            startedAt: kept.startedAt,
            domain: kept.target,
            status: mapStatus(kept),
            title: kept.title,
          })),
        );
      },
    ),
  ];
};
