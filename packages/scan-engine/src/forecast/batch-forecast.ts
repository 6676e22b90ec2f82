import type { Took } from './experience.js';
import { growth, isBefore, stageOf, stagesAfter, type Stage, type StageSeconds } from './stage.js';
import { leftAtPace, leftOf, leftOfUnknownServices, type Begun } from './time-left.js';

/** How far the work on one batch is. Times are in seconds. */
export interface BatchForecast {
  /** nmap said how far a task of its main run is. */
  readonly note: (task: string, percent: number, at: number) => void;
  /** nmap is done with all hosts of the batch. */
  readonly looked: (at: number) => void;
  /** The seconds that the batch still takes. */
  readonly left: (at: number) => number;
  /** What the stages took that are over, as of a batch of one host. */
  readonly took: () => Took;
  /** All is done. */
  readonly end: (at: number) => void;
}

const COMPLETE = 100;

/** What a batch consists of. */
export interface BatchWork {
  readonly hosts: number;
  /** Whether some of them were never scanned before. */
  readonly strangers: boolean;
  /** When it began. */
  readonly began: number;
}

/** The work on a batch, with what is expected of it at the moment. */
export const createBatchForecast = (
  expected: () => StageSeconds,
  { hosts, strangers, began }: BatchWork,
): BatchForecast => {
  const entered = new Map<Stage, number>([['start', began]]);
  let ended: number | undefined;
  let stage: Stage = 'start';
  let percent = 0;

  const enter = (next: Stage, at: number): void => {
    if (!isBefore(stage, next)) return;
    stage = next;
    percent = 0;
    entered.set(next, at);
  };

  const leftOfStage = (begun: Begun): number => {
    if (stage === 'ports') return leftAtPace(begun);
    return stage === 'services' && strangers ? leftOfUnknownServices(begun) : leftOf(begun);
  };

  return {
    note: (task, told, at) => {
      const of = stageOf(task);
      // Scripts also run before the ports are asked, and after the last host.
      if (of === undefined || isBefore(of, stage) || (of === 'scripts' && stage === 'start')) return;
      enter(of, at);
      percent = Number.isFinite(told) ? Math.max(percent, Math.min(COMPLETE, told)) : percent;
      // nmap says nothing when the next task begins; scripts have rounds, so that the end of one is not theirs.
      const [next] = stagesAfter(of);
      if (percent === COMPLETE && of !== 'scripts' && next !== undefined) enter(next, at);
    },
    looked: (at) => {
      enter('afterwards', at);
    },
    left: (at) => {
      const seconds = expected();
      const whole = (each: Stage): number => seconds[each] * growth(each, hosts);
      const begun = { expected: whole(stage), spent: at - (entered.get(stage) ?? at), percent };
      return stagesAfter(stage).reduce((sum, later) => sum + whole(later), leftOfStage(begun));
    },
    took: () => {
      const times = [...entered].map(([each, from]) => ({ each, from }));
      const seconds = times.flatMap(({ each, from }, index) => {
        const to = times[index + 1]?.from ?? ended;
        return to === undefined ? [] : [[each, (to - from) / growth(each, hosts)] as const];
      });
      return Object.fromEntries(seconds);
    },
    end: (at) => {
      ended = at;
    },
  };
};
