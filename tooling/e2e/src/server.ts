import { startOpenguardServer, SYSTEM_PATH, type Caller } from './commands.js';
import type { Ended, Started } from './process.js';
import type { Sandbox } from './sandbox.js';
import { ANN, storeWithAnn } from './store.js';
import { until, within } from './waiting.js';

/** How a server is started; simulated with a fixed seed and clock unless told otherwise. */
export interface ServerOptions {
  /** A store that is there; one with Ann's account is made otherwise. */
  readonly data?: string;
  readonly engine?: 'simulated' | 'nmap';
  readonly seed?: number;
  /** The time of everything, or `real`. */
  readonly clock?: string;
  readonly estate?: string;
  readonly serviceLevels?: readonly string[];
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Further options of serve. */
  readonly args?: readonly string[];
  /** What stands in its environment besides the PATH. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A folder that comes first in its PATH. */
  readonly programs?: string;
  /** Its whole PATH. */
  readonly searchPath?: string;
}

/** A server that answers. */
export interface Server extends Caller {
  readonly port: number;
  readonly data: string;
  readonly box: Sandbox;
  readonly process: Started;
  /** Asks it to end, and waits. */
  readonly stop: (signal?: NodeJS.Signals, withinMs?: number) => Promise<Ended>;
}

const SEED = 7;
const CLOCK = '2020-01-02T03:04:05Z';

const argumentsOf = (options: ServerOptions, data: string): readonly string[] => {
  const { engine = 'simulated', seed = SEED, clock = CLOCK, estate, tls, serviceLevels = [] } = options;
  const { args = ['--log', 'text'] } = options;
  const simulated = ['--seed', String(seed), ...(clock === 'real' ? [] : ['--clock', clock])];
  return [
    ...['serve', '--listen', '127.0.0.1:0', '--data', data, '--engine', engine],
    ...(engine === 'simulated' ? simulated : []),
    ...(estate === undefined ? [] : ['--estate', estate]),
    ...serviceLevels.flatMap((level) => ['--service-level', level]),
    ...(tls === undefined ? [] : ['--tls-cert', tls.cert, '--tls-key', tls.key]),
    ...args,
  ];
};

const PATIENCE_MS = 10_000;

/** Starts the server on a free port of loopback and waits until it says that it answers. */
export const startServer = async (box: Sandbox, options: ServerOptions = {}): Promise<Server> => {
  const data = options.data ?? (await storeWithAnn(box));
  const { programs, searchPath } = options;
  const ownPath = programs === undefined ? SYSTEM_PATH : `${programs}:${SYSTEM_PATH}`;
  const environment = { ...options.environment, PATH: searchPath ?? ownPath };
  const process = startOpenguardServer(box, argumentsOf(options, data), { environment });
  box.ifItFails(() => `the server said: ${process.stderr()}`);
  const over = process.ended.then(({ stderr }) => {
    throw new Error(`the server ended before it answered: ${stderr}`);
  });
  const ready = until('the server tells its address', () => process.stdout().includes('\n'));
  await Promise.race([ready, over]);
  over.catch(() => undefined);
  const [, url = '', port = ''] = /(https?:\/\/127\.0\.0\.1:(\d+))\n$/.exec(process.stdout()) ?? [];
  const stop = (signal: NodeJS.Signals = 'SIGTERM', withinMs = PATIENCE_MS): Promise<Ended> => {
    process.kill(signal);
    return within('the server ends', process.ended, withinMs);
  };
  return { ...ANN, box, url, port: Number(port), data, process, stop };
};
