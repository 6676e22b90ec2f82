import type { Io } from './io.js';

const EVERY_MS = 200;
/** Of a terminal that does not say how wide it is, as in a container. */
const USUAL_WIDTH = 80;

/** A line on standard error that is written over while something runs; only on a terminal. */
export interface Progress {
  readonly show: (text: string) => void;
  readonly clear: () => void;
}

/** Progress for people: nothing at all when standard error is no terminal. */
export const createProgress = ({ stderr }: Io): Progress => {
  if (!stderr.isTTY) return { show: () => undefined, clear: () => undefined };
  let last = 0;
  return {
    show: (text) => {
      const now = Date.now();
      if (now - last < EVERY_MS) return;
      last = now;
      const width = stderr.columns > 0 ? stderr.columns : USUAL_WIDTH;
      stderr.write(`\r\u001b[K${text.slice(0, Math.max(20, width - 1))}`);
    },
    clear: () => {
      stderr.write('\r\u001b[K');
    },
  };
};
