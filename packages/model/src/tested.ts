import * as t from 'io-ts';
import { Coverage } from './coverage.js';

/** How a report names its checks: by numbers that no table knows, by texts, or both. */
export const CheckNamings = t.readonlyArray(t.keyof({ number: null, text: null }));

/**
 * What a report says of how a host was tested, so that it can be told, also later, what the absence of a finding
 * rests on.
 *
 * - `status`: HEADER's STATUS; absent in 2001. `host`: the status of the host itself.
 * - `listed`: the protocols whose open ports the report lists for the host.
 * - `reached`: places such as `tcp/21` that it lists or holds findings of; empty where there is a coverage.
 * - `coverage`: the host's coverage, where the report is one that carries it.
 * - `naming`: how the report names its checks; what it names otherwise may be there.
 */
export const Tested = t.readonly(
  t.intersection([
    t.type({ listed: t.readonlyArray(t.string), reached: t.readonlyArray(t.string) }),
    t.partial({ status: t.string, host: t.string, coverage: Coverage, naming: CheckNamings }),
  ]),
  'Tested',
);
export type Tested = t.TypeOf<typeof Tested>;
