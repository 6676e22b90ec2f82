import { OpenGuardError } from '@openguard/errors';
import { enrollmentForm } from '@openguard/enrollment';
import { createAuthentication, createEnrollment, createMaps, createScans } from '@openguard/service';
import { createEngine } from './create-engine.js';
import { clockOf, jobsOf } from './jobs-of.js';
import { createListener } from './http/listener.js';
import { logAnswered } from './logging/log-answered.js';
import type { Log } from './logging/log.js';
import { processLog } from './logging/process-log.js';
import { startMail } from './mail/start-mail.js';
import { parseServeOptions, SERVE_HELP, type ServeOptions } from './serve-options.js';
import { stopSignal } from './stop-signal.js';
import { VERSION } from './version.js';
import { openWorkplace } from './workplace.js';

const INSECURE =
  'PLAIN HTTP BEYOND LOOPBACK (--insecure-http): every password and every report can be read on the way.';

const answer = async (options: ServeOptions): Promise<void> => {
  const stopped = stopSignal();
  const log = processLog(options);
  const { unexpected } = log;
  if (options.insecure) log.say('warn', INSECURE);
  const workplace = await openWorkplace({
    ...options,
    simulated: options.engine === 'simulated',
    unexpected,
  });
  const { store } = workplace;
  let atEnd = (): Promise<void> => Promise.resolve();
  try {
    const engines = await createEngine(options);
    const { engine, mapEngine, bind } = engines;
    const clock = clockOf(options);
    const { scope } = options;
    const jobs = jobsOf(options, workplace, engines, log);
    const common = { store, scope, clock, unexpected, jobs };
    const scans = createScans({ ...common, engine });
    const maps = createMaps({ ...common, engine: mapEngine });
    const { serviceLevels } = options;
    const mail = await startMail(options, { store, log: log.info, unexpected });
    atEnd = mail.stop;
    const listener = await createListener({
      scans,
      maps,
      jobs,
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
    await jobs.start();
    if (options.workers > 0) jobs.work(options.workers);
    await stopped;
    await jobs.stop(options.drainSeconds * 1000);
    await listener.close();
  } finally {
    await atEnd();
    await workplace.close();
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
  else await answer(options);
  return 0;
};
