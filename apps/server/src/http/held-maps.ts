import type { KeptMap } from '@openguard/model';
import type { Refused } from '@openguard/protocol';
import {
  MAP_HEAD,
  MAP_REQUEST_HEAD,
  writeMap,
  writeMapRefusal,
  writeMapRequest,
  writeMapRequestRefusal,
  type MapRefusal,
  type WrittenMap,
} from '@openguard/reports';
import type { createMaps, RunningMap } from '@openguard/service';
import { once, type HeldAnswer, type Pieces } from './api-function.js';
import { departed, type JobLog } from './job-log.js';
import { mapFailure, writtenMap } from './written-map.js';

type Maps = ReturnType<typeof createMaps>;
type Ended = KeptMap | Refused;

/** Who waits no more when a reply about maps is at its end. */
const leaving =
  (logs: JobLog, running: readonly RunningMap[]) =>
  (complete: boolean): void => {
    for (const one of running) {
      if (complete) one.leave();
      else departed(logs, one);
    }
  };

const failureOf = (ended: Ended): MapRefusal | undefined => ('number' in ended ? ended : mapFailure(ended));

/** The map of one map.php. */
export interface HeldMap extends JobLog {
  readonly running: RunningMap;
  readonly maps: Maps;
}

const mapDocument = (ended: Ended, maps: Maps): Pieces => {
  if ('number' in ended) return once(writeMapRefusal(ended));
  const failure = mapFailure(ended);
  if (failure !== undefined) return once(writeMapRefusal(failure));
  return writeMap(writtenMap({ map: ended, hosts: maps.hostsOf(ended) }));
};

/** The reply to map.php: starts at once, and ends with the map. HEADER, whose totals are known last, comes first. */
export const heldMap = ({ running, maps, ...logs }: HeldMap): HeldAnswer => ({
  head: `${MAP_HEAD}<!-- ${running.ref} is running -->\n`,
  references: [running.ref],
  progress: running.progress,
  rest: running.done.then((ended) => mapDocument(ended, maps)),
  left: leaving(logs, [running]),
});

/** The maps of one map-2.php, and the targets that were refused at once. */
export interface HeldMaps extends JobLog {
  readonly running: readonly RunningMap[];
  readonly refused: readonly Refused[];
  readonly maps: Maps;
}

const mapsDocument = (all: readonly Ended[], refused: readonly Refused[], maps: Maps): Pieces => {
  const failures = all.flatMap((ended): readonly MapRefusal[] => {
    const failure = failureOf(ended);
    if (failure === undefined) return [];
    return [{ ...failure, text: 'number' in ended ? failure.text : `${ended.target}: ${failure.text}` }];
  });
  const written = async function* (): AsyncGenerator<WrittenMap, void, undefined> {
    for (const ended of all) {
      if ('number' in ended || mapFailure(ended) !== undefined) continue;
      yield await Promise.resolve(writtenMap({ map: ended, hosts: maps.hostsOf(ended) }));
    }
  };
  return writeMapRequest(written(), [...refused, ...failures]);
};

/** The reply to map-2.php: a MAP for each target, as for map.php, and an ERROR for each that has none. */
export const heldMaps = ({ running, refused, maps, ...logs }: HeldMaps): HeldAnswer => ({
  head: MAP_REQUEST_HEAD + running.map(({ ref }) => `<!-- ${ref} is running -->\n`).join(''),
  references: running.map(({ ref }) => ref),
  progress: () => running.reduce((sum, map) => sum + map.progress(), 0) / Math.max(1, running.length),
  rest: Promise.all(running.map(({ done }) => done)).then((all) => mapsDocument(all, refused, maps)),
  left: leaving(logs, running),
});

/** The reply to a map that is refused. */
export const refusedMap = (refused: Refused): string => MAP_HEAD + writeMapRefusal(refused);

/** The reply to map-2.php when nothing of it is mapped. */
export const refusedMaps = (refused: readonly Refused[]): string =>
  MAP_REQUEST_HEAD + writeMapRequestRefusal(refused);
