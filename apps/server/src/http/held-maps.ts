import type { Refused } from '@openguard/protocol';
import {
  MAP_HEAD,
  MAP_REQUEST_HEAD,
  writeMap,
  writeMapRefusal,
  writeMapRequest,
  type MapRefusal,
  type WrittenMap,
} from '@openguard/reports';
import type { createMaps, RunningMap } from '@openguard/service';
import { beats } from './beats.js';
import { mapFailure, writtenMap } from './written-map.js';

type Maps = ReturnType<typeof createMaps>;

/**
 * The reply to map.php: starts at once, beats with comments while the map is made, and ends with it. HEADER,
 * whose totals are known last, comes first.
 */
export async function* heldMap(running: RunningMap, maps: Maps): AsyncGenerator<string, void, undefined> {
  yield `${MAP_HEAD}<!-- ${running.ref} is running -->\n`;
  yield* beats(running);
  const map = await running.done;
  const failure = mapFailure(map);
  if (failure !== undefined) yield writeMapRefusal(failure);
  else yield* writeMap(writtenMap({ map, hosts: maps.hostsOf(map) }));
  await maps.release(map);
}

/** The maps of one map-2.php, and the targets that were refused at once. */
export interface HeldMaps {
  readonly running: readonly RunningMap[];
  readonly refused: readonly Refused[];
  readonly maps: Maps;
}

/** The reply to map-2.php: a MAP for each target, as for map.php, and an ERROR for each that has none. */
export async function* heldMaps({
  running,
  refused,
  maps,
}: HeldMaps): AsyncGenerator<string, void, undefined> {
  yield MAP_REQUEST_HEAD + running.map(({ ref }) => `<!-- ${ref} is running -->\n`).join('');
  const done = Promise.all(running.map((map) => map.done));
  const progress = (): number =>
    running.reduce((sum, map) => sum + map.progress(), 0) / Math.max(1, running.length);
  yield* beats({ done, progress });
  const ended = await done;
  const failures = ended.flatMap((map): readonly MapRefusal[] => {
    const failure = mapFailure(map);
    return failure === undefined ? [] : [{ ...failure, text: `${map.target}: ${failure.text}` }];
  });
  const written = async function* (): AsyncGenerator<WrittenMap, void, undefined> {
    for (const map of ended) {
      if (mapFailure(map) === undefined)
        yield await Promise.resolve(writtenMap({ map, hosts: maps.hostsOf(map) }));
    }
  };
  yield* writeMapRequest(written(), [...refused, ...failures]);
  for (const map of ended) await maps.release(map);
}

/** The reply to a map that is refused. */
export const refusedMap = (refused: Refused): string => MAP_HEAD + writeMapRefusal(refused);

/** The reply to map-2.php when nothing of it is mapped. */
export async function* refusedMaps(refused: readonly Refused[]): AsyncGenerator<string, void, undefined> {
  const none = async function* (): AsyncGenerator<WrittenMap, void, undefined> {};
  yield MAP_REQUEST_HEAD;
  yield* writeMapRequest(none(), refused);
}
