import { join } from 'node:path';
import { startAssessor } from './assessor.js';
import type { Order } from './order.js';
import { longestOf, sameWork } from './same-work.js';
import { workThrough } from './scan-with-nmap.js';

/** Seconds that the same work took, scan by scan. */
export interface Cost {
  /** `openguard scan`, as its user waits for it. */
  readonly own: readonly number[];
  /** One nmap at a time with all hosts, for every command line that the engine starts. */
  readonly one: readonly number[];
  /** Of these, the one that looks at TCP ports. */
  readonly tcp: readonly number[];
}

/** Scans the range by turns with the engine, and with one nmap that is given all hosts and the engine's own arguments. */
export const compareCost = async ({ truth, folder, rounds, say }: Order): Promise<Cost> => {
  const targets = truth.map.hosts.map(({ ip }) => ip);
  const assessor = await startAssessor(truth, folder);
  const cost: { own: number[]; one: number[]; tcp: number[] } = { own: [], one: [], tcp: [] };
  let work: readonly (readonly string[])[] | undefined;
  while (cost.own.length < rounds) {
    cost.own.push(await assessor.scan(targets, 'standard', join(folder, `cost-${cost.own.length + 1}.xml`)));
    work ??= sameWork(assessor.nmapRuns());
    const tcp = longestOf(work);
    const tcpSeconds = await workThrough(tcp);
    const others = await workThrough(work.filter((line) => !tcp.includes(line)));
    cost.tcp.push(tcpSeconds);
    cost.one.push(tcpSeconds + others);
    say(
      `the scan took ${cost.own.at(-1)?.toFixed(0)} s; one nmap, ${cost.one.at(-1)?.toFixed(0)} s (${tcpSeconds.toFixed(0)} s for TCP)`,
    );
  }
  assessor.stop();
  return cost;
};
