import { createJobs, type Jobs, type Sealing } from '@openguard/service';
import type { Engines } from './create-engine.js';
import type { Log } from './logging/log.js';
import type { ServeOptions } from './serve-options.js';
import type { Workplace } from './workplace.js';

/** The time that records carry: fixed, where a simulation is to give the same bytes every time. */
export const clockOf = ({ clock }: Pick<ServeOptions, 'clock'>): (() => number) =>
  clock === undefined ? Date.now : () => clock;

/** The scans and maps of this process. */
export const jobsOf = (
  options: ServeOptions,
  { store, queue }: Workplace,
  { engine, mapEngine }: Engines,
  { info, unexpected }: Log,
  sealing: () => Promise<Sealing | undefined>,
): Jobs =>
  createJobs({
    store,
    queue,
    engine,
    mapEngine,
    unexpected,
    scope: options.scope,
    clock: clockOf(options),
    now: Date.now,
    sealing,
    ...(options.tickets === undefined ? {} : { tickets: options.tickets }),
    log: info,
    graceMs: options.graceSeconds * 1000,
  });
