import type { Progress } from '@openguard/client';
import { say, type Io } from './io.js';
import { createProgress } from './progress.js';
import { shownStanding } from './shown-standing.js';

const EVERY_MS = 500;

/** How work that takes long says how it stands. */
export interface Telling {
  readonly onProgress: (progress: Progress) => void;
  /** A line that stays. */
  readonly remark: (line: string) => void;
}

/** Does something that takes long, and shows on a terminal for how long and how far it is. */
export const showingProgress = async <A>(
  io: Io,
  what: string,
  work: (telling: Telling) => Promise<A>,
): Promise<A> => {
  const line = createProgress(io);
  const started = Date.now();
  let told: number | undefined;
  let endsAt: number | undefined;
  const tick = setInterval(() => {
    const now = Date.now();
    const left = endsAt === undefined || endsAt < now ? undefined : (endsAt - now) / 1000;
    line.show(`${what.slice(0, 60)} … ${shownStanding((now - started) / 1000, told, left)}`);
  }, EVERY_MS);
  try {
    return await work({
      onProgress: ({ percent, secondsLeft }) => {
        told = percent ?? told;
        if (secondsLeft !== undefined) endsAt = Date.now() + 1000 * secondsLeft;
      },
      remark: (text) => {
        line.clear();
        say(io, text);
      },
    });
  } finally {
    clearInterval(tick);
    line.clear();
  }
};
