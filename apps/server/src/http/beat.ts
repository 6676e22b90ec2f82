import type { HeldAnswer } from './api-function.js';

/** A comment, legal before the root, that says how far what is waited for is, and how long it still takes. */
export const beatOf = ({ progress, secondsLeft }: Pick<HeldAnswer, 'progress' | 'secondsLeft'>): string => {
  const left = secondsLeft?.();
  const foretold = left === undefined ? '' : `, about ${Math.ceil(left)} s left`;
  return `<!-- keep-alive: ${Math.floor(progress() * 100)} % done${foretold} -->\n`;
};
