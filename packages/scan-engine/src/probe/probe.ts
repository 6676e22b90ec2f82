import type { Port } from '../nmap/document.js';
import type { Sight } from '../scripts/script-rule.js';
import type { Endpoint } from './conversation.js';

/** What a probe is given: a service, and what is known around it. */
export interface Place extends Endpoint {
  readonly udp: boolean;
  /** Names of zones that a name server at this host may hold. */
  readonly zones: readonly string[];
}

/**
 * A short dialogue with one service, to learn what no script of nmap finds out without doing more than that. A probe
 * logs in to nothing with a password, stores nothing, and sends nothing that the service would pass on.
 *
 * - `checks`: every id that `ask` can give; they count as run once it has resolved.
 * - `isOfAll`: what goes wrong puts everything in doubt that was looked for at the port, not only `checks`.
 * - `looksAt`: whether it is for the service on a port.
 * - `patienceMs`: after how long it is given up, where that is longer than for others.
 * - `ask` rejects with an `Error` when the service does not play along: a gap in the coverage. What came to no result in a
 *   dialogue that went on is told as {@link Unclear}.
 */
export interface Probe {
  readonly name: string;
  readonly checks: readonly string[];
  readonly patienceMs?: number;
  readonly isOfAll?: boolean;
  readonly looksAt: (port: Port) => boolean;
  readonly ask: (place: Place, signal: AbortSignal) => Promise<readonly (Sight | Unclear)[]>;
}

/** Why a dialogue does not tell whether a check holds: the service may say something else another time. */
export interface Unclear {
  readonly check: string;
  readonly unclear: string;
}

/** Whether version detection gives the service on a TCP port one of these names; in doubt by its number. */
export const tcpService =
  (names: readonly string[]) =>
  ({ protocol, service }: Port): boolean =>
    protocol === 'tcp' && service !== undefined && names.includes(service.name.toLowerCase());

/** The same for UDP. */
export const udpService =
  (names: readonly string[]) =>
  ({ protocol, service }: Port): boolean =>
    protocol === 'udp' && service !== undefined && names.includes(service.name.toLowerCase());
