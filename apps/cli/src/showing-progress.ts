import type { Progress } from '@openguard/client';
import type { Io } from './io.js';
import { createProgress } from './progress.js';

const EVERY_MS = 500;

/** Does something that takes long, and shows on a terminal for how long and how far it is. */
export const showingProgress = async <A>(
  io: Io,
  what: string,
  work: (onProgress: (progress: Progress) => void) => Promise<A>,
): Promise<A> => {
  const line = createProgress(io);
  const started = Date.now();
  let told = '';
  const tick = setInterval(() => {
    line.show(`${what.slice(0, 70)} … ${told}${Math.round((Date.now() - started) / 1000)} s`);
  }, EVERY_MS);
  try {
    return await work(({ percent }) => {
      if (percent !== undefined) told = `${percent} % `;
    });
  } finally {
    clearInterval(tick);
    line.clear();
  }
};
