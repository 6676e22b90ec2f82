import { OpenGuardError } from '@openguard/errors';
import { enrollmentForm } from '@openguard/enrollment';
import {
  createAuthentication,
  createEnrollment,
  createMaps,
  createRunning,
  createScans,
} from '@openguard/service';
import { claimDirectory, openSqliteStore } from '@openguard/storage';
import { once } from 'node:events';
import { createEngine } from './create-engine.js';
import { createListener } from './http/listener.js';
import { logAnswered } from './logging/log-answered.js';
import { createLog, type Log } from './logging/log.js';
import { startMail } from './mail/start-mail.js';
import { parseServeOptions, SERVE_HELP, type ServeOptions } from './serve-options.js';
import { VERSION } from './version.js';

const stopSignal = (): Promise<unknown> => Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);

const logOf = ({ logFormat, logLevel }: ServeOptions): Log =>
  createLog({
    format: logFormat ?? (process.stderr.isTTY ? 'text' : 'json'),
    level: logLevel,
    write: (line) => void process.stderr.write(line),
  });

const INSECURE =
  'PLAIN HTTP BEYOND LOOPBACK (--insecure-http): every password and every report can be read on the way.';

const run = async (options: ServeOptions): Promise<void> => {
  const release = await claimDirectory(options.directory);
  try {
    await answer(options);
  } finally {
    release();
  }
};

const answer = async (options: ServeOptions): Promise<void> => {
  const stopped = stopSignal();
  const log = logOf(options);
  const { unexpected } = log;
  if (options.insecure) log.say('warn', INSECURE);
  const store = await openSqliteStore({
    directory: options.directory,
    simulated: options.engine === 'simulated',
  });
  try {
    const { engine, mapEngine, bind } = await createEngine(options);
    const clock = options.clock === undefined ? Date.now : () => options.clock ?? 0;
    const running = createRunning();
    const common = { store, scope: options.scope, clock, unexpected, running };
    const scans = createScans({ ...common, engine });
    const maps = createMaps({ ...common, engine: mapEngine });
    await scans.recover();
    await maps.recover();
    const { serviceLevels } = options;
    const mail = await startMail(options, { store, log: log.info, unexpected });
    const listener = await createListener({
      scans,
      maps,
      running,
      enrollments: createEnrollment({
        store,
        scope: options.scope,
        clock: Date.now,
        form: enrollmentForm({ serviceLevels }),
        record: (record) => store.addAudit({ ...record, at: Date.now(), address: '' }),
        ...mail.forEnrollment,
      }),
      authenticate: createAuthentication({ store, clock: Date.now }),
      clock,
      versions: {
        web: VERSION,
        scanner: await engine.describe().catch(unavailable(log)),
        signatures: VERSION,
      },
      log: log.info,
      unexpected,
      limits: options.limits,
      isProxy: options.isProxy,
      onAnswered: (answered) => logAnswered(log, answered),
      ...(options.tls === undefined ? {} : { tls: options.tls }),
    });
    const { url, address, port } = await listener.listen(options.host, options.port);
    bind({ address, port });
    process.stdout.write(`openguard-server ${VERSION} answers at ${url}\n`);
    await stopped;
    await running.stop();
    await listener.close();
    await mail.stop();
  } finally {
    await store.close();
  }
};

/** A server without its engine still lists and retrieves; each scan is refused with the reason. */
const unavailable =
  (log: Log) =>
  (error: unknown): string => {
    if (!(error instanceof OpenGuardError)) throw error;
    log.say('warn', error.message, { code: error.code });
    return 'unavailable';
  };

/** `openguard-server serve`: answers until it is told to stop. */
export const serveCommand = async (args: readonly string[]): Promise<number> => {
  const options = await parseServeOptions(args, process.env, process.platform);
  if (options === 'help') process.stdout.write(SERVE_HELP);
  else await run(options);
  return 0;
};
