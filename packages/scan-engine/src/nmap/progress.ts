interface Span {
  readonly from: number;
  readonly to: number;
}

const span = (from: number, to: number): Span => ({ from, to });

/** Which part of a run each of nmap's phases is, roughly: versions and scripts wait longest for answers. */
const PHASES: readonly (readonly [RegExp, Span])[] = [
  [/Ping|ARP|Parallel DNS/i, span(0, 0.03)],
  [/SYN|Connect/i, span(0.03, 0.25)],
  [/Service/i, span(0.25, 0.65)],
  [/OS detection|Traceroute/i, span(0.65, 0.7)],
  // Scripts also run before the scan: the phase counts only when the others are over.
  [/NSE/, span(0.7, 1)],
];
const BEFORE_SCRIPTS = 0.25;

/** Follows the phases of a run; what it tells never falls. */
export const progressMeter = (): ((task: string, percent: number) => number) => {
  let done = 0;
  return (task, percent) => {
    const phase = PHASES.find(([name]) => name.test(task));
    if (phase === undefined || !Number.isFinite(percent)) return done;
    const [name, { from, to }] = phase;
    const early = name.test('NSE') && done < BEFORE_SCRIPTS;
    if (!early) done = Math.max(done, from + ((to - from) * Math.min(100, Math.max(0, percent))) / 100);
    return done;
  };
};
