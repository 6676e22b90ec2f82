import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { SCANNER } from '../network/network-script.js';
import { RangeFailure } from '../range-failure.js';
import { runWell } from '../run.js';
import type { Truth } from '../truth.js';
import type { Told } from './judge-forecast.js';
import { OPENGUARD, OPENGUARD_SERVER } from './programs.js';
import { readTerminal } from './read-terminal.js';

/** A server of this workspace in the scanner's namespace, and an account that may scan the range. */
export interface Assessor {
  /** Scans hosts with a profile; resolves to the seconds that its user waited once the report lies in a file. */
  readonly scan: (targets: readonly string[], option: string, report: string) => Promise<number>;
  /** The same before a terminal; resolves also to what the terminal showed meanwhile. */
  readonly watch: (
    targets: readonly string[],
    option: string,
    report: string,
  ) => Promise<{ readonly seconds: number; readonly told: readonly Told[] }>;
  /** Maps the domain of the range; resolves to the seconds that took once the map lies in a file. */
  readonly map: (file: string) => Promise<number>;
  /** The arguments of every nmap so far. */
  readonly nmapRuns: () => readonly (readonly string[])[];
  readonly stop: () => void;
}

const IN_SCANNER = ['ip', 'netns', 'exec', SCANNER] as const;
const READY_MS = 30_000;

/** An `nmap` that writes down what it is asked. */
const recordNmap = (folder: string): string => {
  const bin = join(folder, 'bin');
  for (const name of [bin, join(folder, 'runs')]) mkdirSync(name, { recursive: true });
  const search = process.env['PATH'] ?? '';
  const script = `#!/bin/sh
printf '%s\\n' "$@" > ${folder}/runs/$$
PATH=${search} exec nmap "$@"
`;
  writeFileSync(join(bin, 'nmap'), script, { mode: 0o755 });
  return `${bin}${delimiter}${search}`;
};

/** Starts the server, with its data in a folder. */
export const startAssessor = async (truth: Truth, folder: string): Promise<Assessor> => {
  const env = { ...process.env, PATH: recordNmap(folder), HOME: folder, OPENGUARD_HOME: folder };
  const password = randomBytes(18).toString('base64url');
  const data = join(folder, 'data');
  const owned = ['--role', 'user', '--targetip', truth.network, '--domain', truth.map.domain];
  await runWell(
    [
      process.execPath,
      OPENGUARD_SERVER,
      'account',
      'add',
      'range',
      ...owned,
      '--password-stdin',
      '--data',
      data,
    ],
    { env, input: `${password}\n` },
  );
  const [ip, ...inside] = IN_SCANNER;
  const { domain, resolver } = truth.map;
  const about = ['--scope', truth.network, '--resolver', resolver];
  const serve = ['serve', '--listen', '127.0.0.1:0', '--data', data, ...about];
  const child = spawn(ip, [...inside, process.execPath, OPENGUARD_SERVER, ...serve], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = once(createInterface({ input: child.stdout }), 'line', {
    signal: AbortSignal.timeout(READY_MS),
  });
  const [line] = (await said) as readonly string[];
  const url = /\bhttps?:\/\/\S+/.exec(line ?? '')?.[0];
  if (url === undefined) throw new RangeFailure('openguard-server did not tell its address');
  const asking = { ...env, OPENGUARD_SERVER: url, OPENGUARD_USER: 'range', OPENGUARD_PASSWORD: password };
  const ask = async (command: readonly string[]) => {
    const began = performance.now();
    const said = await runWell([...IN_SCANNER, ...command], { env: asking });
    return { seconds: (performance.now() - began) / 1000, said };
  };
  const scanning = (targets: readonly string[], option: string, report: string): readonly string[] => [
    ...[process.execPath, OPENGUARD, 'scan', targets.join(',')],
    ...['--option', option, '--authorised', '--save', '-o', report],
  ];
  return {
    scan: async (...order) => (await ask(scanning(...order))).seconds,
    watch: async (...order) => {
      const { seconds, said } = await ask([
        'script',
        '-qefc',
        `stty cols 200; ${scanning(...order).join(' ')}`,
        '/dev/null',
      ]);
      return { seconds, told: readTerminal(said) };
    },
    map: async (file) =>
      (await ask([process.execPath, OPENGUARD, 'map', domain, '--authorised', '-o', file])).seconds,
    nmapRuns: () =>
      readdirSync(join(folder, 'runs')).map((name) =>
        readFileSync(join(folder, 'runs', name), 'utf8')
          .trimEnd()
          .split('\n'),
      ),
    stop: () => void child.kill(),
  };
};
