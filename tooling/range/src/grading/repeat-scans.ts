import { join } from 'node:path';
import { startAssessor } from './assessor.js';
import type { Order } from './order.js';
import { readReport, type Reported } from './read-report.js';
import { whatFlaps, type Flapping } from './what-flaps.js';

/** How scans of an unchanged range differ. */
export interface Repeats {
  readonly scans: number;
  /** How many findings each of them told. */
  readonly findings: readonly number[];
  readonly flapping: readonly Flapping[];
}

/** Scans the range again and again. */
export const repeatScans = async ({ truth, folder, rounds, say }: Order): Promise<Repeats> => {
  const targets = truth.map.hosts.map(({ ip }) => ip);
  const assessor = await startAssessor(truth, folder);
  const scans: (readonly Reported[])[] = [];
  while (scans.length < rounds) {
    const report = join(folder, `repeat-${scans.length + 1}.xml`);
    const seconds = await assessor.scan(targets, 'standard', report);
    scans.push(await readReport(report));
    say(
      `scan ${scans.length} took ${seconds.toFixed(0)} s; ${whatFlaps(scans).length} findings were not in all so far`,
    );
  }
  assessor.stop();
  return { scans: scans.length, findings: scans.map((one) => one.length), flapping: whatFlaps(scans) };
};
