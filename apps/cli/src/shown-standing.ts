/** Before that, what took long so far says nothing of what will. */
const FIRST_PERCENT = 5;

const clock = (seconds: number): string => {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${`${whole % 60}`.padStart(2, '0')}`;
};

/**
 * How far something is, in words: its share, how long it has taken, and how long it still takes, as was foretold or
 * else if the rest goes as what is done went; both in minutes and seconds.
 */
export const shownStanding = (seconds: number, percent: number | undefined, left?: number): string => {
  if (percent === undefined) return clock(seconds);
  const passed = `${percent} % in ${clock(seconds)}`;
  if (left !== undefined && percent < 100) return `${passed}, about ${clock(left)} left`;
  if (percent < FIRST_PERCENT || percent >= 100) return passed;
  return `${passed}, about ${clock((seconds * (100 - percent)) / percent)} left`;
};
