import type { Answered } from '../http/listener.js';

/** How a run of the engine ended. */
export interface EngineRun {
  readonly engine: 'scan' | 'map';
  readonly seconds: number;
  /** `done`, or the code of the error. */
  readonly outcome: string;
}

/** What is asked for its value when somebody looks. */
export interface Sources {
  readonly queueDepth: () => Promise<number>;
  /** Scans and maps that run, by what they are. */
  readonly running: () => Promise<Readonly<Record<'scan' | 'map', number>>>;
}

/** What the server counts of itself, for Prometheus. */
export interface Metrics {
  readonly answered: (answered: Pick<Answered, 'name' | 'outcome' | 'milliseconds'>) => void;
  readonly held: (change: 1 | -1) => void;
  readonly engineRan: (run: EngineRun) => void;
  readonly mailed: (became: string) => void;
  readonly jobEnded: (kind: 'scan' | 'map', state: string) => void;
  readonly expose: () => Promise<{ readonly type: string; readonly text: string }>;
}

const REQUEST_SECONDS = [0.005, 0.025, 0.1, 0.5, 2.5, 10, 60, 600, 3600];
const BATCH_SECONDS = [0.1, 1, 5, 15, 60, 300, 900, 1800, 3600];

/** Counters of their own, so that several servers in a process do not share them. */
export const createMetrics = async ({ queueDepth, running }: Sources): Promise<Metrics> => {
  const { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } = await import('prom-client');
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'openguard_' });
  const requests = new Counter({
    name: 'openguard_requests_total',
    help: 'Requests that were answered, by function and by what came of them.',
    labelNames: ['function', 'outcome'] as const,
    registers,
  });
  const seconds = new Histogram({
    name: 'openguard_request_seconds',
    help: 'Time until a request was answered to its end, held scans included.',
    labelNames: ['function'] as const,
    buckets: REQUEST_SECONDS,
    registers,
  });
  const held = new Gauge({
    name: 'openguard_held_connections',
    help: 'Replies that are written piece by piece at the moment: held scans and maps, and reports.',
    registers,
  });
  const batches = new Histogram({
    name: 'openguard_batch_seconds',
    help: 'Time that the engine took for a batch of hosts, or for a map.',
    labelNames: ['engine'] as const,
    buckets: BATCH_SECONDS,
    registers,
  });
  const failures = new Counter({
    name: 'openguard_engine_failures_total',
    help: 'Runs of the engine that failed, by the code of the error.',
    labelNames: ['engine', 'code'] as const,
    registers,
  });
  const ended = new Counter({
    name: 'openguard_jobs_ended_total',
    help: 'Scans and maps that ended, by how.',
    labelNames: ['kind', 'state'] as const,
    registers,
  });
  const letters = new Counter({
    name: 'openguard_letters_total',
    help: 'What became of letters with passwords, each time it was tried.',
    labelNames: ['became'] as const,
    registers,
  });
  registry.registerMetric(
    new Gauge({
      name: 'openguard_jobs_running',
      help: 'Scans and maps that run or wait.',
      labelNames: ['kind'] as const,
      registers: [],
      async collect() {
        const { scan, map } = await running();
        this.set({ kind: 'scan' }, scan);
        this.set({ kind: 'map' }, map);
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: 'openguard_queue_depth',
      help: 'Batches that wait for a worker.',
      registers: [],
      async collect() {
        this.set(await queueDepth());
      },
    }),
  );
  return {
    answered: ({ name, outcome, milliseconds }) => {
      requests.inc({ function: name, outcome });
      seconds.observe({ function: name }, milliseconds / 1000);
    },
    held: (change) => held.inc(change),
    engineRan: ({ engine, seconds: took, outcome }) => {
      batches.observe({ engine }, took);
      if (outcome !== 'done') failures.inc({ engine, code: outcome });
    },
    mailed: (became) => letters.inc({ became }),
    jobEnded: (kind, state) => ended.inc({ kind, state }),
    expose: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
};
