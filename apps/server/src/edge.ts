import type { MailEvent } from '@openguard/service';
import type { Store } from '@openguard/storage';
import type { Engines } from './create-engine.js';
import { createAudit } from './http/audit.js';
import type { Answered } from './http/listener.js';
import { logAnswered } from './logging/log-answered.js';
import type { Log } from './logging/log.js';
import { listenForAdmins } from './observe/admin-listener.js';
import { createMetrics, type EngineRun } from './observe/metrics.js';
import { observedMapEngine, observedScanEngine } from './observe/observed-engine.js';
import { observedStore } from './observe/observed-store.js';
import { readinessOf } from './observe/readiness.js';
import { traced } from './observe/traced.js';
import type { ServeOptions } from './serve-options.js';
import { ownNames } from './tls/own-names.js';
import { fingerprintOf, missingNames, selfSigned, type KeyPair } from './tls/self-signed.js';
import { openWorkplace, type Workplace } from './workplace.js';

const INSECURE =
  'PLAIN HTTP BEYOND LOOPBACK (--insecure-http): every password and every report can be read on the way.';

const ownCertificate = async ({ directory, host }: ServeOptions, log: Log): Promise<KeyPair> => {
  const names = ownNames(host);
  const pair = await selfSigned({ directory, names, now: Date.now() });
  const missing = missingNames(pair, names);
  if (missing.length > 0)
    log.say(
      'warn',
      `the certificate in ${directory} does not name ${missing.join(', ')}; remove tls-self-signed.pem for a new one, which is pinned anew`,
    );
  return pair;
};

const metricsOf = (store: Store) =>
  createMetrics({
    queueDepth: async () => (await store.openBatches()).length,
    running: async () => {
      const jobs = await store.listRunning();
      const maps = jobs.filter(({ ref }) => ref.startsWith('map/')).length;
      return { scan: jobs.length - maps, map: maps };
    },
  });

const edgeOf = async (options: ServeOptions, opened: Workplace, log: Log) => {
  if (options.insecure) log.say('warn', INSECURE);
  const { admin } = options;
  const own = options.selfSigned ? await ownCertificate(options, log) : undefined;
  const tls = own ?? options.tls;
  const metrics = admin === undefined ? undefined : await metricsOf(opened.store);
  const { store, queue } = traced(opened);
  const workplace: Workplace = {
    ...opened,
    store: observedStore(store, (kind, state) => metrics?.jobEnded(kind, state)),
    queue,
  };
  let draining = false;
  let listener: Awaited<ReturnType<typeof listenForAdmins>> | undefined;
  const onRun = (run: EngineRun): void => metrics?.engineRan(run);
  return {
    /** Store and queue, watched. */
    workplace,
    observe: ({ engine, mapEngine, bind }: Engines): Engines => ({
      engine: observedScanEngine(engine, { log, onRun }),
      mapEngine: observedMapEngine(mapEngine, { log, onRun }),
      bind,
    }),
    /** What the listener takes over. */
    listening: {
      limits: options.limits,
      isProxy: options.isProxy,
      onAnswered: (answered: Answered): void => {
        logAnswered(log, answered);
        metrics?.answered(answered);
      },
      onHeld: (change: 1 | -1): void => metrics?.held(change),
      audit: createAudit({
        addAudit: store.addAudit,
        isAccount: async (name) => (await store.findAccount(name)) !== undefined,
        unexpected: log.unexpected,
      }),
      ...(tls === undefined ? {} : { tls }),
    },
    /** Told what becomes of letters. */
    onMail: ({ state }: MailEvent): void => metrics?.mailed(state),
    /** What a client needs to pin our own certificate, for standard output; empty text without one. */
    announcement: own === undefined ? '' : `its certificate, for openguard --pin: ${fingerprintOf(own)}\n`,
    /** From now on the server is not ready for new work. */
    drain: (): void => {
      draining = true;
    },
    listenForAdmins: async (engine: () => Promise<unknown>): Promise<void> => {
      if (admin === undefined || metrics === undefined) return;
      listener = await listenForAdmins(admin.host, admin.port, {
        readiness: () =>
          readinessOf({ store: () => store.findAccount(''), engine, isDraining: () => draining }),
        metrics: metrics.expose,
        unexpected: log.unexpected,
      });
      log.info(`health and metrics are told at http://${admin.host}:${listener.port}/`);
    },
    /** Gives everything back, store and queue included. */
    close: async (): Promise<void> => {
      try {
        await listener?.close();
      } finally {
        await opened.close();
      }
    },
  };
};

/**
 * Opens store and queue, and what stands between them and the world: log, certificate, limits, and those who watch.
 * What was opened is closed again when any of it cannot be.
 */
export const openEdge = async (options: ServeOptions, log: Log): ReturnType<typeof edgeOf> => {
  const simulated = options.engine === 'simulated';
  const opened = await openWorkplace({ ...options, simulated, unexpected: log.unexpected });
  try {
    return await edgeOf(options, opened, log);
  } catch (error) {
    await opened.close();
    throw error;
  }
};
