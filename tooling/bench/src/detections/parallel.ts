import { createClient, obeyingLimits, pullHosts, type Client } from '@openguard/client';
import { createTransport } from '@openguard/transport';
import { BenchFailure } from '../bench-failure.js';
import type { Account, RunningServer } from '../server.js';
import { median } from '../statistics.js';

const PULLS = 20;
const LIMIT = 2;
const ROUNDS = 3;

/** Many pulls at once against a server that answers two at a time, beside two that take turns by themselves. */
export interface Parallel {
  /** How long the pulls that obey limits took against those that never meet any; the median of some rounds. */
  readonly ratio: number;
  /** How often a limit was passed. */
  readonly blocks: number;
}

const pullOne = async (client: Client, from: number, hosts: number): Promise<void> => {
  let count = 0;
  const request = { idMin: from, idMax: from + hosts - 1 };
  for await (const { kind } of pullHosts(client, 'hostDetections', request)) count += Number(kind === 'host');
  if (count !== hosts) throw new BenchFailure(`a pull of ${hosts} hosts had ${count}`);
};

/** Pulls hosts in twenty parts: all at once, and two at a time, in turns. */
export const pullInParallel = async (
  { url }: RunningServer,
  { user, password }: Account,
  hosts: number,
): Promise<Parallel> => {
  const part = Math.floor(hosts / PULLS);
  let blocks = 0;
  const clientOf = (limits: Parameters<typeof obeyingLimits>[0]) =>
    createClient(createTransport({ server: url, credentials: { user, password } }), {
      interceptors: [obeyingLimits(limits)],
    });
  const parts = Array.from({ length: PULLS }, (_, index) => 1 + index * part);

  const pooled = clientOf({});
  const waiting = [...parts];
  const work = async (): Promise<void> => {
    for (let from = waiting.shift(); from !== undefined; from = waiting.shift())
      await pullOne(pooled, from, part);
  };
  const timed = async (pulls: () => Promise<unknown>): Promise<number> => {
    const began = performance.now();
    await pulls();
    return performance.now() - began;
  };
  await work();
  const client = clientOf({ onWait: () => (blocks += 1) });
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    waiting.push(...parts);
    const ideal = await timed(() => Promise.all(Array.from({ length: LIMIT }, work)));
    const took = await timed(() => Promise.all(parts.map((from) => pullOne(client, from, part))));
    ratios.push(took / ideal);
  }
  await pooled.close();
  await client.close();
  return { ratio: median(ratios), blocks };
};
