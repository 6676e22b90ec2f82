import { fail, ok, type Finding } from './finding.js';

/** Nothing of this was there before. */
const FIRST_RELEASE = Date.UTC(2026, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

const ADVICE =
  'set the clock, and keep it set with NTP: reports, certificates and the audit log are dated by it';

/** Whether the clock of the machine can be right. */
export const examineClock = (now: number): Finding => {
  const shown = `${new Date(now).toISOString().slice(0, 19)}Z`;
  return now < FIRST_RELEASE || now > LATEST
    ? fail('clock', `it is ${shown}, says the machine`, ADVICE)
    : ok('clock', shown);
};
