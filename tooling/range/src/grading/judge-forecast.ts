import { RangeFailure } from '../range-failure.js';

/** What a scan said of itself at some moment: how much is done, and how many seconds are left. */
export interface Told {
  readonly at: number;
  readonly percent: number;
  readonly left: number;
}

/** How far what was told was from what came; both as a share, 0.2 being a fifth. */
export interface Forecast {
  readonly told: number;
  /** The furthest that the share done was from the share of the time that had passed. */
  readonly progress: number;
  /** The furthest that the whole time, as foretold, was from the time that it took. */
  readonly time: number;
}

/** Compares what a scan told after the first tenth of its time with the seconds that it took. */
export const judgeForecast = (told: readonly Told[], seconds: number): Forecast => {
  const later = told.filter(({ at }) => at >= seconds / 10 && at <= seconds);
  if (later.length === 0) throw new RangeFailure('the scan showed nobody how far it was');
  const worst = (errors: readonly number[]): number => Math.max(0, ...errors.map(Math.abs));
  return {
    told: later.length,
    progress: worst(later.map(({ at, percent }) => percent / 100 - at / seconds)),
    time: worst(later.map(({ at, left }) => (at + left) / seconds - 1)),
  };
};
