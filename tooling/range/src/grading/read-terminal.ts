import type { Told } from './judge-forecast.js';

const SHOWN = /(\d+) % in (\d+):(\d\d), about (\d+):(\d\d) left/g;

/** What `openguard` showed on a terminal of how far a scan is. */
export const readTerminal = (text: string): readonly Told[] =>
  [...text.matchAll(SHOWN)].map((shown) => {
    const [percent = 0, minutes = 0, seconds = 0, minutesLeft = 0, secondsLeft = 0] = shown
      .slice(1)
      .map(Number);
    return { percent, at: 60 * minutes + seconds, left: 60 * minutesLeft + secondsLeft };
  });
