import { setTimeout as delay } from 'node:timers/promises';
import { RangeFailure } from '../range-failure.js';
import { runWell } from '../run.js';
import type { Started } from './start-service.js';

const PATIENCE_MS = 180_000;
const BETWEEN_MS = 200;
const SHOWN = 1500;

const failure = ({ folder, log }: Started, what: string): RangeFailure =>
  new RangeFailure(`the service in ${folder} ${what}: ${log().slice(-SHOWN)}`);

/** The ports that are open in a namespace, as `tcp 80`. */
const openIn = async (namespace: string): Promise<ReadonlySet<string>> => {
  const lines = (await runWell(['ip', 'netns', 'exec', namespace, 'ss', '-Hltun'])).split('\n');
  return new Set(
    lines.flatMap((line) => {
      const [protocol = '', , , , local = ''] = line.split(/\s+/);
      return protocol === '' ? [] : [`${protocol} ${local.slice(local.lastIndexOf(':') + 1)}`];
    }),
  );
};

/** Waits until all services of a host listen, as far as they listen at all. */
export const waitForServices = async (namespace: string, services: readonly Started[]): Promise<void> => {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const dead = services.find(({ child }) => child.exitCode !== null || child.signalCode !== null);
    if (dead !== undefined) throw failure(dead, 'has ended');
    const open = await openIn(namespace);
    const closed = services.find(
      ({ protocol, port }) => protocol !== 'host' && !open.has(`${protocol} ${port}`),
    );
    if (closed === undefined) return;
    if (Date.now() > until) throw failure(closed, `does not listen on ${closed.protocol} ${closed.port}`);
    await delay(BETWEEN_MS);
  }
};
