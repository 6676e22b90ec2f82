import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asking, type Asking } from '../asking.js';
import { BenchFailure } from '../bench-failure.js';
import { residentKb } from '../process-usage.js';
import { addAccount, startServer, UNLIMITED, type Account, type RunningServer } from '../server.js';
import { serveFile } from './file-server.js';
import { addLargeScan, addScans, LOOKED_FOR } from './fill-store.js';
import type { Place } from './place.js';
import { formOf, listTimes, rateOf } from './rates.js';

export const FEW = 1000;
export const LISTS = 200;
const WARM_UP = 20;
export const RATE_MS = 5000;
export const AT_ONCE = 8;
const SMALL_HOSTS = 2;
const SMALL_MB = 0.01;
export const RETRIEVALS = 5;
const QUIET = ['--engine', 'simulated', '--log-level', 'warn', ...UNLIMITED];

/** What was measured of one kind of store; milliseconds, MB in a second, and how often a second. */
export interface Figures {
  readonly few: readonly number[];
  readonly many: readonly number[];
  readonly stored: readonly number[];
  readonly file: readonly number[];
  readonly growthMb: number;
  readonly lists: number;
  readonly retrievals: number;
  readonly enrolls: number;
}

const secret = (): string => randomBytes(18).toString('base64url');

/** MB a second of one reply. */
const speed = async ({ count }: Asking, path: string, least: number): Promise<number> => {
  const began = performance.now();
  const bytes = await count(path);
  if (bytes < least) throw new BenchFailure(`${path} had ${bytes} bytes, not ${least}`);
  return bytes / 1000 / (performance.now() - began);
};

/** A server on a new store, and what is asked of it. */
export class Trial {
  readonly #account: Account = { user: 'bench', password: secret() };
  readonly #desk: Account = { user: 'desk', password: secret() };

  constructor(
    private readonly place: Place,
    private readonly megabytes: number,
    private readonly signal: AbortSignal,
  ) {}

  /** Starts a server on a new store with so many reports, and does something with it. */
  async with<A>(count: number, work: (server: RunningServer, folder: string) => Promise<A>): Promise<A> {
    const folder = mkdtempSync(join(tmpdir(), 'openguard-bench-'));
    const fresh = await this.place.fresh();
    try {
      const env = { ...fresh.env, OPENGUARD_HOME: join(folder, 'home') };
      const data = join(folder, 'data');
      const database = fresh.database === undefined ? {} : { database: fresh.database };
      const options = { data, ...database, targets: '127.0.0.0/8', env, signal: this.signal };
      const prepare = async (): Promise<void> => {
        await addAccount({ ...options, account: this.#desk }, 'backoffice');
        const store = await fresh.open(data);
        try {
          await addScans(store, this.#account.user, count);
          await addLargeScan(store, this.#account.user, count + 1, this.megabytes);
          await addLargeScan(store, this.#account.user, count + 2, SMALL_MB, SMALL_HOSTS);
        } finally {
          await store.close();
        }
      };
      const server = await startServer({ ...options, account: this.#account, serve: QUIET, prepare });
      try {
        return await work(server, folder);
      } finally {
        await server.stop();
      }
    } finally {
      await fresh.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }

  async lists(count: number): Promise<readonly number[]> {
    return this.with(count, async (server) => {
      const asker = asking(new URL(server.url), this.#account);
      try {
        await listTimes(asker, LOOKED_FOR, WARM_UP);
        return await listTimes(asker, LOOKED_FOR, LISTS);
      } finally {
        asker.close();
      }
    });
  }

  async everything(): Promise<Omit<Figures, 'many'>> {
    return this.with(FEW, async (server, folder) => {
      const url = new URL(server.url);
      const asker = asking(url, this.#account);
      const desk = asking(url, this.#desk);
      const pathOf = (serial: number) =>
        `/msp/scan_report.php?ref=scan/${Date.UTC(2026, 0, 5, 6) / 1000}.${serial}`;
      const large = pathOf(FEW + 1);
      const small = pathOf(FEW + 2);
      const file = join(folder, 'report.xml');
      await asker.save(large, file);
      const beside = await serveFile(file);
      const plain = asking(beside.url, this.#account);
      try {
        await listTimes(asker, LOOKED_FOR, WARM_UP);
        const few = await listTimes(asker, LOOKED_FOR, LISTS);
        const least = this.megabytes * 1e6;
        const before = residentKb(server.pid);
        const [stored, sent]: [number[], number[]] = [[], []];
        for (let done = 0; done < RETRIEVALS; done += 1) {
          stored.push(await speed(asker, large, least));
          sent.push(await speed(plain, '/', least));
        }
        const growthMb = (residentKb(server.pid) - before) / 1000;
        const list = '/msp/scan_report_list.php?last=yes';
        const lists = await rateOf(RATE_MS, AT_ONCE, this.signal, () => asker.text(list));
        const retrievals = await rateOf(RATE_MS, AT_ONCE, this.signal, () => asker.text(small));
        const enrolls = await rateOf(RATE_MS, AT_ONCE, this.signal, async (serial) => {
          const reply = await desk.text('/msp/enrollment.php', formOf(serial));
          if (!reply.includes('<USERINFO')) throw new BenchFailure(`nobody enrolled: ${reply.slice(0, 500)}`);
        });
        return { few, stored, file: sent, growthMb, lists, retrievals, enrolls };
      } finally {
        for (const one of [asker, desk, plain]) one.close();
        await beside.stop();
      }
    });
  }
}
