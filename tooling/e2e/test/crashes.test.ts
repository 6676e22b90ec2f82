import { expect, it, vi } from 'vitest';
import { setTimeout as delay } from 'node:timers/promises';
import { faultOf } from '../src/judge.js';
import { askAsAnn, basic, speak, type Line } from '../src/http.js';
import { randomFrom } from '../src/random.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';
import { startServer, type Server } from '../src/server.js';
import { ANN } from '../src/store.js';
import { until } from '../src/waiting.js';

/** By hand: OPENGUARD_CRASHES=300 OPENGUARD_CRASH_SEED=7 vitest run tooling/e2e/test/crashes.test.ts */
const CRASHES = Number(process.env['OPENGUARD_CRASHES'] ?? 20);
const SEED = Number(process.env['OPENGUARD_CRASH_SEED'] ?? 20_011);

vi.setConfig({ testTimeout: 60_000 + CRASHES * 8000 });

const HOSTS = 24;
/** The last address has no host. */
const TARGETS = `127.1.0.0-127.1.0.${HOSTS}`;
const HOST_MS = 15;
/** Longer than most scans take here, so that the moment may be before, in and after any step of one. */
const LONGEST_MS = 1200;

const open = (box: Sandbox, data?: string): Promise<Server> => {
  const hosts = Array.from({ length: HOSTS }, (_, index) => ({
    ip: `127.1.0.${index}`,
    services: [{ port: 80, service: 'http', banner: 'x'.repeat(500) }],
  }));
  const estate = box.write('estate.json', JSON.stringify({ hosts }));
  const args = ['--log', 'text', '--host-ms', String(HOST_MS), '--batch', '4'];
  return startServer(box, { estate, args, ...(data === undefined ? {} : { data }) });
};

const hold = (server: Server): Promise<Line> =>
  speak(
    server,
    [
      `GET /msp/scan.php?ip=${TARGETS}&save_report=yes HTTP/1.0`,
      'Host: 127.0.0.1',
      `Authorization: ${basic(ANN)}`,
      '',
      '',
    ].join('\r\n'),
  );

/** A report without what keeps its connection awake. */
const documentIn = (text: string): string =>
  text.slice(Math.max(0, text.indexOf('<?xml'))).replace(/<!-- [^]*? -->\n/g, '');

const refsIn = (text: string): readonly string[] =>
  [...text.matchAll(/ref="(scan\/[0-9.]+)"/g)].map(([, ref = '']) => ref);

it(`keeps every promise over ${CRASHES} crashes`, async (context) => {
  const box = sandbox(context);
  const random = randomFrom(SEED);
  box.ifItFails(() => `OPENGUARD_CRASHES=${CRASHES} OPENGUARD_CRASH_SEED=${SEED}`);
  /** What somebody was given as a whole. */
  const acknowledged = new Map<string, string>();
  /** What somebody was told the reference of. */
  const promised = new Set<string>();
  let data: string | undefined;

  const collect = (line: Line): void => {
    const text = line.received();
    const ref = /<!-- (scan\/[0-9.]+) is running -->/.exec(text)?.[1];
    if (ref === undefined) return;
    promised.add(ref);
    if (text.includes('</SCAN>')) acknowledged.set(ref, documentIn(text));
  };

  for (let crash = 0; crash < CRASHES; crash += 1) {
    const server = await open(box, data);
    ({ data } = server);
    const lines = await Promise.all([hold(server), hold(server)]);
    await delay(random() * LONGEST_MS);
    server.process.kill('SIGKILL');
    await server.process.ended;
    for (const line of lines) {
      await line.ends();
      collect(line);
    }
  }

  const server = await open(box, data);
  // On a busy machine scans pile up, since each life of the server is short.
  const patienceMs = 30_000 + CRASHES * 2000;
  const nothingRuns = async (): Promise<boolean> => {
    const { body } = await askAsAnn(server, '/msp/scan_running_list.php');
    return !body.includes('"scan/');
  };
  await until('nothing runs any more', nothingRuns, patienceMs);
  const listed = refsIn((await askAsAnn(server, '/msp/scan_report_list.php')).body);
  expect(new Set(listed).size).toBe(listed.length);
  expect([...promised].filter((ref) => !listed.includes(ref))).toEqual([]);
  expect(listed.length).toBeLessThanOrEqual(CRASHES * 2);
  const again = new Map<string, number>();
  for (const ref of listed) {
    const { body } = await askAsAnn(server, `/msp/scan_report.php?ref=${ref}`);
    const known = acknowledged.get(ref);
    if (known !== undefined) expect(documentIn(body)).toBe(known);
    const ips = [...body.matchAll(/<IP value="([^"]+)"/g)].map(([, ip]) => ip);
    expect(new Set(ips).size).toBe(ips.length);
    // Nothing is cut short without a word: what is not there is named.
    const status = /<KEY value="STATUS">(\w+)</.exec(body)?.[1];
    if (status === 'FINISHED') {
      expect(ips).toHaveLength(HOSTS);
      expect(body).toContain(`<KEY value="NOT_ALIVE">127.1.0.${HOSTS}</KEY>`);
    } else {
      expect([status, body]).toEqual(['INTERRUPTED', expect.stringContaining('"NOT_SCANNED"')]);
      expect(body).toContain('Given up');
    }
    for (const [, attempt = ''] of body.matchAll(/^attempt\t(\d)/gm))
      again.set(attempt, (again.get(attempt) ?? 0) + 1);
  }
  const [first] = listed;
  if (first !== undefined)
    expect(
      await faultOf(server, (await askAsAnn(server, `/msp/scan_report.php?ref=${first}`)).body),
    ).toBeUndefined();
  // The moments were such that something was acknowledged before a crash, and something was cut off.
  expect(acknowledged.size).toBeGreaterThan(0);
  expect(again.get('2') ?? 0).toBeGreaterThan(0);
  expect(server.process.stderr()).not.toMatch(/unexpected|\bat .*\.js:\d/);
});
