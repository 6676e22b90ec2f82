import { OpenGuardError } from '@openguard/errors';
import { enrollmentForm } from '@openguard/enrollment';
import {
  createAssetReports,
  createAssets,
  createAuthentication,
  createCompliance,
  createEnrollment,
  createLogins,
  createMaps,
  createScans,
  createScheduler,
  createTickets,
} from '@openguard/service';
import { numberOfCheck } from '@openguard/knowledgebase';
import { createEngine } from './create-engine.js';
import { clockOf, jobsOf } from './jobs-of.js';
import { keepHeapSmall } from './heap.js';
import { createListener } from './http/listener.js';
import type { Log } from './logging/log.js';
import { openEdge } from './edge.js';
import { sealingOf } from './keys/find-keys.js';
import { processLog } from './logging/process-log.js';
import { startMail } from './mail/start-mail.js';
import { parseServeOptions, SERVE_HELP, type ServeOptions } from './serve-options.js';
import { stopSignal } from './stop-signal.js';
import { VERSION } from './version.js';

const answer = async (options: ServeOptions): Promise<void> => {
  const stopped = stopSignal();
  const log = processLog(options);
  const { unexpected } = log;
  const edge = await openEdge(options, log);
  const { workplace } = edge;
  const { store } = workplace;
  let mail: Awaited<ReturnType<typeof startMail>> | undefined;
  try {
    const engines = edge.observe(await createEngine(options));
    const { engine, mapEngine, bind } = engines;
    const clock = clockOf(options);
    const { scope, mostAddresses } = options;
    const findSealing = sealingOf(options, store, log.say);
    const jobs = jobsOf(options, workplace, engines, log, findSealing);
    const common = { store, scope, mostAddresses, clock, unexpected, jobs };
    const scans = createScans({ ...common, engine });
    const scheduler = createScheduler({ store, scans, now: Date.now, log: log.info, unexpected });
    const maps = createMaps({ ...common, engine: mapEngine });
    const { serviceLevels } = options;
    mail = await startMail(options, { store, findSealing, log: log.info, unexpected, note: edge.onMail });
    const listener = await createListener({
      scans,
      maps,
      jobs,
      assets: createAssets({ store }),
      assetReports: createAssetReports({ store, clock }),
      enrollments: createEnrollment({
        store,
        scope,
        mostAddresses,
        clock: Date.now,
        form: enrollmentForm({ serviceLevels }),
        record: (record) => store.addAudit({ ...record, at: Date.now(), address: '' }),
        ...mail.forEnrollment,
      }),
      compliance: createCompliance({ store }),
      logins: createLogins({ store, clock, sealing: findSealing }),
      tickets: createTickets({ store, clock, due: options.dueDays, numberOfCheck }),
      authenticate: createAuthentication({ store, clock: Date.now }),
      accountNamed: store.findAccount,
      clock,
      versions: {
        web: VERSION,
        scanner: await engine.describe().catch(unavailable(log)),
        signatures: VERSION,
      },
      log: log.info,
      unexpected,
      simulated: options.engine === 'simulated',
      ...edge.listening,
    });
    await edge.listenForAdmins(engine.describe);
    const { url, address, port } = await listener.listen(options.host, options.port);
    bind({ address, port });
    process.stdout.write(`${edge.announcement}openguard-server ${VERSION} answers at ${url}\n`);
    keepHeapSmall();
    await jobs.expectBack();
    await jobs.start();
    if (options.workers > 0) jobs.work(options.workers);
    scheduler.start();
    await stopped;
    edge.drain();
    await scheduler.stop();
    await jobs.stop(options.drainSeconds * 1000);
    await listener.close();
  } finally {
    await mail?.stop();
    await edge.close();
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
