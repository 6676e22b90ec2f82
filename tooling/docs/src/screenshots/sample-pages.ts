import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const OPENGUARD = join(ROOT, 'apps/cli/dist/main.js');
const OPENGUARD_SERVER = join(ROOT, 'apps/server/dist/main.js');

const TARGETS = '127.0.0.1-127.0.0.9';
const PASSWORD = 'only for pictures';
/** The simulated estate looks otherwise in other months. */
const WEEKS = ['2026-01-06', '2026-01-20', '2026-02-03', '2026-02-20', '2026-03-10', '2026-04-07'];

/** Runs a command in a folder; one that fails ends it all. */
const run = (folder: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): void => {
  execFileSync(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, OPENGUARD_HOME: join(folder, 'home'), ...environment },
    input: `${PASSWORD}\n`,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
};

/** Scans the simulated estate as it is on a day, and keeps the report. */
const scanOn = async (folder: string, day: string): Promise<void> => {
  const data = join(folder, day);
  const store = ['--data', data];
  const account = ['account', 'add', 'ann', '--targetip', '127.0.0.0/8', '--password-stdin', ...store];
  run(folder, [OPENGUARD_SERVER, ...account]);
  const serve = ['serve', '--listen', '127.0.0.1:0', '--engine', 'simulated', '--seed', '7', '--clock', day];
  const server = spawn(process.execPath, [OPENGUARD_SERVER, ...serve, ...store], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const [line] = (await once(createInterface(server.stdout), 'line')) as [string];
    const [url = ''] = /http:\S+/.exec(line) ?? [];
    run(folder, [OPENGUARD, 'scan', TARGETS, '--save', '--json', '-o', `${day}.xml`], {
      OPENGUARD_SERVER: url,
      OPENGUARD_USER: 'ann',
      OPENGUARD_PASSWORD: PASSWORD,
    });
  } finally {
    server.kill();
    if (server.exitCode === null) await once(server, 'exit');
  }
};

/** Writes the pages that pictures are taken of: a report, a comparison and a history of the simulated estate. */
export const writeSamplePages = async (folder: string): Promise<readonly string[]> => {
  for (const day of WEEKS) await scanOn(folder, day);
  const files = WEEKS.map((day) => `${day}.xml`);
  const [older = '', newer = ''] = files.slice(-3);
  const page = (name: string, ...args: readonly string[]): string => {
    const file = `${name}.html`;
    run(folder, [OPENGUARD, ...args, '--format', 'html', '-o', file]);
    return join(folder, file);
  };
  run(folder, [OPENGUARD, 'import', ...files]);
  return [
    page('report', 'vulnsummary', newer, '--all'),
    page('comparison', 'compare', older, newer),
    page('history', 'history', '--simulated', '--weeks', '14'),
  ];
};
