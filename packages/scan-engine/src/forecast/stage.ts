/**
 * The stages of work on a batch, in their order: nmap starts, asks ports, recognises services and then systems, runs
 * scripts; after that come second looks and dialogues, host by host, which also wait for the run over UDP ports.
 */
export const STAGES = ['start', 'ports', 'services', 'systems', 'scripts', 'afterwards'] as const;
export type Stage = (typeof STAGES)[number];

/** Seconds by stage, of a batch of one host. */
export type StageSeconds = Readonly<Record<Stage, number>>;

const TASKS: readonly (readonly [RegExp, Stage])[] = [
  [/SYN|Connect/, 'ports'],
  [/Service/, 'services'],
  [/OS detection|Traceroute/i, 'systems'],
  [/NSE/, 'scripts'],
];

/** To which stage a task of nmap belongs; `undefined` for those that take no time worth telling, or always. */
export const stageOf = (task: string): Stage | undefined => TASKS.find(([name]) => name.test(task))?.[1];

const rank = (stage: Stage): number => STAGES.indexOf(stage);

/** Whether one stage comes before another. */
export const isBefore = (one: Stage, other: Stage): boolean => rank(one) < rank(other);

/** The stages that come after one. */
export const stagesAfter = (stage: Stage): readonly Stage[] => STAGES.slice(rank(stage) + 1);

/** A record with what is said of each stage. */
export const eachStage = (say: (stage: Stage) => number): StageSeconds => ({
  start: say('start'),
  ports: say('ports'),
  services: say('services'),
  systems: say('systems'),
  scripts: say('scripts'),
  afterwards: say('afterwards'),
});

const SLOWEST: ReadonlySet<Stage> = new Set(['services', 'scripts', 'afterwards']);

/**
 * How many times longer a stage takes with so many hosts. Ports are asked at a pace; all else goes on side by side, and
 * waits for the slowest, which is slower among many.
 */
export const growth = (stage: Stage, hosts: number): number => {
  if (stage === 'ports') return hosts;
  return SLOWEST.has(stage) ? Math.sqrt(hosts) : 1;
};
