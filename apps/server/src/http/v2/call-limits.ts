import { CODES } from '@openguard/protocol';
import type { Limits } from '../limits.js';
import type { ActionRefused } from './action.js';

/** The calls of an account to a resource: how many are being answered, and when those of the window were taken. */
interface Lane {
  running: number;
  taken: number[];
}

/** Lanes beyond this are looked through for those that nobody uses any more. */
const MANY_LANES = 1000;

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

const waitText = (seconds: number): string => {
  const parts = [
    [Math.floor(seconds / 3600), 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, unit]) => counted(count, unit));
  return told.length < 2 ? told.join('') : `${told.slice(0, -1).join(', ')} and ${told.at(-1) ?? ''}`;
};

const tooMany = (toFinish: number): ActionRefused => ({
  number: CODES.tooMany,
  text: `This API cannot be run again until ${toFinish} currently running API ${
    toFinish === 1 ? 'instance has' : 'instances have'
  } finished.`,
  items: [{ key: 'CALLS_TO_FINISH', values: [String(toFinish)] }],
});

const tooFast = (seconds: number): ActionRefused => ({
  number: CODES.tooFast,
  text: `This API cannot be run again for another ${waitText(seconds)}.`,
  items: [{ key: 'SECONDS_TO_WAIT', values: [String(seconds)] }],
});

/** What becomes of a call: the headers of its reply, and why it is refused or what is to be called at its end. */
type Admitted = { readonly headers: Readonly<Record<string, string>> } & (
  { readonly refused: ActionRefused } | { readonly refused?: undefined; readonly leave: () => void }
);

/**
 * The limits of API v2, for each account and each resource, and the headers that tell them. Calls at once come first;
 * a call that is refused counts for nothing.
 */
export const createCallLimits = (
  {
    callsAtOnce: atOnce,
    calls: most,
    callWindowSeconds: windowSeconds,
  }: Pick<Limits, 'callsAtOnce' | 'calls' | 'callWindowSeconds'>,
  clock: () => number = () => performance.now(),
) => {
  const lanes = new Map<string, Lane>();
  const windowMs = windowSeconds * 1000;
  const calls = windowMs === 0 ? 0 : most;

  const forgetOld = (lane: Lane): void => {
    const since = clock() - windowMs;
    const kept = lane.taken.findIndex((at) => at > since);
    if (kept !== 0) lane.taken.splice(0, kept === -1 ? lane.taken.length : kept);
  };
  const laneOf = (account: string, path: string): Lane => {
    const key = `${path} ${account}`;
    const known = lanes.get(key);
    if (known !== undefined) return known;
    if (lanes.size >= MANY_LANES) {
      for (const [old, lane] of lanes) {
        forgetOld(lane);
        if (lane.running === 0 && lane.taken.length === 0) lanes.delete(old);
      }
    }
    const lane: Lane = { running: 0, taken: [] };
    lanes.set(key, lane);
    return lane;
  };
  /** How many seconds until a call is taken, rounded up. */
  const waitOf = ({ taken }: Lane): number => {
    const [oldest = 0] = taken;
    return taken.length < calls ? 0 : Math.max(1, Math.ceil((oldest + windowMs - clock()) / 1000));
  };

  const headersOf = (running: number, lane?: Lane): Readonly<Record<string, string>> => ({
    ...(calls === 0
      ? {}
      : {
          'X-RateLimit-Limit': String(calls),
          'X-RateLimit-Window-Sec': String(windowSeconds),
          ...(lane === undefined
            ? {}
            : {
                'X-RateLimit-Remaining': String(Math.max(0, calls - lane.taken.length)),
                'X-RateLimit-ToWait-Sec': String(waitOf(lane)),
              }),
        }),
    ...(atOnce === 0
      ? {}
      : { 'X-Concurrency-Limit-Limit': String(atOnce), 'X-Concurrency-Limit-Running': String(running) }),
  });

  return (account: string, path: string): Admitted => {
    const lane = laneOf(account, path);
    forgetOld(lane);
    const { running } = lane;
    if (atOnce > 0 && running >= atOnce)
      return { headers: headersOf(running), refused: tooMany(running - atOnce + 1) };
    if (calls > 0 && lane.taken.length >= calls)
      return { headers: headersOf(running, lane), refused: tooFast(waitOf(lane)) };
    if (calls > 0) lane.taken.push(clock());
    lane.running += 1;
    return {
      headers: headersOf(running, lane),
      leave: () => {
        lane.running -= 1;
      },
    };
  };
};

/** What {@link createCallLimits} gives. */
export type CallLimits = ReturnType<typeof createCallLimits>;
