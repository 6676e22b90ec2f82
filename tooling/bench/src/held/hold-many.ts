import { connect } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { asking, authorizationOf } from '../asking.js';
import { BenchFailure } from '../bench-failure.js';
import { cpuMsOf, residentKb } from '../process-usage.js';
import type { Account, RunningServer } from '../server.js';
import { holdScan, type HeldConnection } from './connection.js';
import { listFor, quantile } from './listing.js';

const AT_ONCE = 32;
const SETTLE_MS = 10_000;
const HELD_MS = 30_000;
/** What the server documents: something at least every five seconds. */
const BEAT_MS = 5000;
const WARM_UP = 200;

/** What connections that are held cost, and those who list meanwhile. */
export interface Holding {
  readonly kbEach: number;
  readonly openedInMs: number;
  /** How much longer than documented the longest pause between two beats was. */
  readonly lateMs: number;
  readonly medianListMs: number;
  readonly slowListMs: number;
  /** The server's processor time in a second, with beats and lists. */
  readonly cpuMsPerSecond: number;
  /** The longest that this process itself was kept from reading; the server's figures contain it. */
  readonly ownDelayMs: number;
}

const openOne = (url: URL, account: Account): Promise<HeldConnection> => {
  const [port, host] = [Number(url.port), url.hostname];
  const socket =
    url.protocol === 'https:' ? connectTls({ port, host, rejectUnauthorized: false }) : connect(port, host);
  const request = [
    'GET /msp/scan.php?ip=127.0.0.1 HTTP/1.1',
    `Host: ${url.host}`,
    `Authorization: ${authorizationOf(account)}`,
  ];
  return holdScan(socket, `${request.join('\r\n')}\r\n\r\n`);
};

/** Holds so many connections on a server that is idle, and measures what that takes. */
export const holdMany = async (
  server: RunningServer,
  account: Account,
  count: number,
  signal: AbortSignal,
): Promise<Holding> => {
  const url = new URL(server.url);
  const asker = asking(url, account);
  const list = () => asker.text('/msp/scan_report_list.php');
  const connections: HeldConnection[] = [];
  try {
    // The server has answered before: what it loads at its first requests is no part of a connection.
    for (let done = 0; done < WARM_UP; done += 1) await list();
    await delay(2000, undefined, { signal });
    const idleKb = residentKb(server.pid);
    const began = performance.now();
    const openSome = async (): Promise<void> => {
      for (let left = count / AT_ONCE; left > 0; left -= 1) {
        signal.throwIfAborted();
        connections.push(await openOne(url, account));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, openSome));
    const openedInMs = performance.now() - began;
    await delay(SETTLE_MS, undefined, { signal });
    for (const connection of connections) connection.reset();
    const own = monitorEventLoopDelay();
    own.enable();
    const cpuBefore = cpuMsOf(server.pid);
    const times = await listFor(list, HELD_MS, signal);
    const cpuMs = cpuMsOf(server.pid) - cpuBefore;
    own.disable();
    const gaps = connections.map((connection) => connection.longestGap());
    const least = Math.min(...connections.map((connection) => connection.beats()));
    if (least < HELD_MS / BEAT_MS / 2) throw new BenchFailure(`a connection had only ${least} beats`);
    return {
      kbEach: (residentKb(server.pid) - idleKb) / connections.length,
      openedInMs,
      lateMs: Math.max(0, Math.max(...gaps) - BEAT_MS),
      medianListMs: quantile(times, 0.5),
      slowListMs: quantile(times, 0.99),
      cpuMsPerSecond: cpuMs / (HELD_MS / 1000),
      ownDelayMs: own.max / 1e6,
    };
  } finally {
    asker.close();
    for (const connection of connections) connection.close();
  }
};
