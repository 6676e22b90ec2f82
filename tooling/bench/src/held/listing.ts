import { setTimeout as delay } from 'node:timers/promises';
import { BenchFailure } from '../bench-failure.js';

const EVERY_MS = 50;

/** How long each of some lists took, in ms: one every 50 ms, or one after the other when they take longer. */
export const listFor = async (
  list: () => Promise<string>,
  forMs: number,
  signal: AbortSignal,
): Promise<readonly number[]> => {
  const until = performance.now() + forMs;
  const times: number[] = [];
  while (performance.now() < until) {
    const began = performance.now();
    const text = await list();
    const took = performance.now() - began;
    if (!text.includes('<SCAN_REPORT_LIST')) throw new BenchFailure(`no list: ${text.slice(0, 200)}`);
    times.push(took);
    await delay(Math.max(0, EVERY_MS - took), undefined, { signal });
  }
  return times;
};

/** The value that so many of some values do not exceed; `part` from 0 to 1. */
export const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * part) - 1)] ?? Number.NaN;
