import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findPostgres } from './find-postgres.js';
import { freePort } from './free-port.js';
import { pausing } from './pausing.js';

/** A PostgreSQL that runs. */
export interface Postgres {
  /** Where it answers, with the name and password of the owner of everything in it. */
  readonly url: string;
  /** The same by its socket in the file system. */
  readonly socketUrl: string;
  /** Has it stand still, as a machine does that swaps or is moved: connections stay, and nothing is answered. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Ends it, and removes all that it kept. */
  readonly stop: () => Promise<void>;
}

const USER = 'openguard';
/** PostgreSQL refuses to run as root; this user owns nothing on a Debian. */
const NOBODY = { uid: 65_534, gid: 65_534 };
const START_MS = 60_000;

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'max_connections=200',
  'shared_buffers=64MB',
  'log_checkpoints=off',
];

/** It is there for tests, which may lose it at any time: nothing has to survive the machine. */
const FLEETING = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** How it runs. `durable`: as for real, where a commit waits for the disk; tests do without. */
export interface PostgresSettings {
  readonly durable?: boolean;
}

/** Runs the server until the pipe from the tests closes, however they end, and removes its folder then. */
const SUPERVISE = `
  folder=$1; shift
  "$@" & server=$!
  cat > /dev/null
  kill -INT $server; wait $server
  rm -rf "$folder"`;

/** Resolves when the server says that it is ready; rejects with what it said instead. */
const ready = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`PostgreSQL was not ready in time: ${said}`)), START_MS);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-10_000);
      if (said.includes('ready to accept connections')) resolve();
      else if (said.includes('FATAL')) reject(new Error(`PostgreSQL did not start: ${said}`));
      else return;
      clearTimeout(late);
      // What it says from now on is read, so that it is not kept waiting, and forgotten.
      said = '';
    });
  });

/**
 * Makes a new PostgreSQL in a temporary folder and starts it, as an unprivileged user where this is root. It ends
 * with this process at the latest, even one that is killed.
 */
export const startPostgres = async ({ durable = false }: PostgresSettings = {}): Promise<Postgres> => {
  const programs = findPostgres();
  if (programs === undefined) throw new Error('there is no PostgreSQL on this machine');
  const owner = process.getuid?.() === 0 ? NOBODY : undefined;
  const folder = await mkdtemp(join(tmpdir(), 'openguard-postgres-'));
  const password = randomBytes(12).toString('hex');
  await writeFile(join(folder, 'password'), password, { mode: 0o600 });
  if (owner !== undefined) {
    for (const path of [folder, join(folder, 'password')]) await chown(path, owner.uid, owner.gid);
  }

  const data = join(folder, 'data');
  const initialise = ['-D', data, '-U', USER, '--auth=scram-sha-256', `--pwfile=${join(folder, 'password')}`];
  const options = { cwd: folder, env: { LC_ALL: 'C' }, ...owner };
  await promisify(execFile)(
    join(programs, 'initdb'),
    [...initialise, '--encoding=UTF8', '--locale=C', '--no-sync'],
    options,
  );

  const port = await freePort();
  const settings = [
    ...SETTINGS,
    ...(durable ? [] : FLEETING),
    `port=${port}`,
    `unix_socket_directories=${folder}`,
  ];
  const server = [join(programs, 'postgres'), '-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const child = spawn('/bin/sh', ['-c', SUPERVISE, 'sh', folder, ...server], {
    ...options,
    env: { LC_ALL: 'C', PATH: process.env['PATH'] },
    // A group of its own, so that Ctrl-C reaches the tests alone, which then close the pipe.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const ended = once(child, 'close');
  const { pause, resume } = pausing(data);
  const stop = async (): Promise<void> => {
    resume();
    child.stdin.end();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await ready(child);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`,
    socketUrl: `postgres://${USER}:${password}@/postgres?host=${encodeURIComponent(folder)}&port=${port}`,
    pause,
    resume,
    stop,
  };
};
