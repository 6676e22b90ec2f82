import { usage } from './arguments.js';
import { createEngine } from './create-engine.js';
import { openEdge } from './edge.js';
import { sealingOf } from './keys/find-keys.js';
import { jobsOf } from './jobs-of.js';
import { processLog } from './logging/process-log.js';
import { parseServeOptions, type ServeOptions } from './serve-options.js';
import { stopSignal } from './stop-signal.js';
import { VERSION } from './version.js';

const HELP = `openguard-server worker --database URL [options]

Scans what servers on the same database are asked for. Start as many as there is work for, on any machines; each
needs the same options --scope, --exclude and --engine as the servers have, and takes all others of serve as well.

  --database URL           the PostgreSQL database: postgres://USER@HOST:PORT/NAME, with its password in PGPASSWORD
  --workers N              parts of scans that are worked on at a time; 2 unless told
  --drain SECONDS          how long it may take to hand its work back when it is told to end; 10 unless told

Example: openguard-server worker --database postgres://openguard@db.example/openguard --scope 192.0.2.0/24
`;

const run = async (options: ServeOptions): Promise<void> => {
  const stopped = stopSignal();
  const log = processLog(options);
  const edge = await openEdge(options, log);
  try {
    const engines = edge.observe(await createEngine(options));
    // Without its engine a worker would only spoil what others can do.
    const scanner = await engines.engine.describe();
    const jobs = jobsOf(
      options,
      edge.workplace,
      engines,
      log,
      sealingOf(options, edge.workplace.store, log.say),
    );
    await edge.listenForAdmins(engines.engine.describe);
    await jobs.start();
    jobs.work(options.workers);
    process.stdout.write(`openguard-server ${VERSION} works with ${scanner}\n`);
    await stopped;
    edge.drain();
    await jobs.stop(options.drainSeconds * 1000);
  } finally {
    await edge.close();
  }
};

/** `openguard-server worker`: works on scans and maps until it is told to stop. */
export const workerCommand = async (args: readonly string[]): Promise<number> => {
  const options = await parseServeOptions(args, process.env, process.platform);
  if (options === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  if (options.database === undefined)
    throw usage('worker needs --database URL; a server with a file does its work itself');
  if (options.workers === 0) throw usage('a worker with --workers 0 does nothing');
  await run(options);
  return 0;
};
