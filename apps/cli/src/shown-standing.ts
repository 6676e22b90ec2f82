/** Before that, what took long so far says nothing of what will. */
const FIRST_PERCENT = 5;

const clock = (seconds: number): string => {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${`${whole % 60}`.padStart(2, '0')}`;
};

/**
 * How far something is, in words: its share, how long it has taken, and how long it will if the rest goes as what is
 * done went; both in minutes and seconds.
 */
export const shownStanding = (seconds: number, percent: number | undefined): string => {
  if (percent === undefined) return clock(seconds);
  const passed = `${percent} % in ${clock(seconds)}`;
  if (percent < FIRST_PERCENT || percent >= 100) return passed;
  return `${passed}, about ${clock((seconds * (100 - percent)) / percent)} left`;
};
