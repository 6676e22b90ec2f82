import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { openguardServer } from '../src/commands.js';
import { expectComplaint, expectNoSecret } from '../src/expectations.js';
import { ask, askAsAnn, basic } from '../src/http.js';
import { nmapThat } from '../src/nmap.js';
import { sandbox } from '../src/sandbox.js';
import { startServer, type Server } from '../src/server.js';
import { ANN } from '../src/store.js';
import { until } from '../src/waiting.js';

vi.setConfig({ testTimeout: 90_000 });

const ADMIN = ['--log', 'text', '--admin', '127.0.0.1:0'];

const adminOf = async (server: Server) => {
  const told = /told at http:\/\/127\.0\.0\.1:(\d+)\//;
  await until('it listens', () => told.test(server.process.stderr()));
  const port = Number(told.exec(server.process.stderr())?.[1]);
  const get = (path: string, method = 'GET') => ask({ port, box: server.box }, path, { method });
  return {
    get,
    valueOf: async (sample: string): Promise<number | undefined> => {
      const { body } = await get('/metrics');
      const line = body.split('\n').find((candidate) => candidate.startsWith(`${sample} `));
      return line === undefined ? undefined : Number(line.slice(sample.length + 1));
    },
  };
};

it('health, readiness and metrics are told without a log-in, and nowhere else', async (context) => {
  const server = await startServer(sandbox(context), { args: ADMIN });
  const { get, valueOf } = await adminOf(server);
  expect(await get('/healthz')).toMatchObject({ status: 200, body: 'ok\n' });
  const ready = await get('/readyz');
  expect([ready.status, JSON.parse(ready.body)]).toEqual([
    200,
    { ready: true, store: 'ok', engine: 'ok', draining: false },
  ]);
  expect((await get('/msp/about.php')).status).toBe(404);
  expect(await get('/metrics', 'POST')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  for (const path of ['/healthz', '/readyz', '/metrics']) expect((await ask(server, path)).status).toBe(404);

  await askAsAnn(server, '/msp/scan.php?ip=127.0.0.1');
  await askAsAnn(server, '/msp/scan.php?ip=192.0.2.1');
  await ask(server, '/msp/scan.php', { headers: { authorization: basic({ ...ANN, password: 'wr0ng' }) } });
  const requests = (outcome: string) => `openguard_requests_total{function="scan.php",outcome="${outcome}"}`;
  await until('all are counted', async () => (await valueOf(requests('denied'))) === 1);
  expect([await valueOf(requests('done')), await valueOf(requests('refused'))]).toEqual([1, 1]);
  expect(await valueOf('openguard_jobs_ended_total{kind="scan",state="finished"}')).toBe(1);
  expect(await valueOf('openguard_batch_seconds_count{engine="scan"}')).toBeGreaterThan(0);
  for (const [name, value] of [
    ['openguard_held_connections', 0],
    ['openguard_queue_depth', 0],
    ['openguard_jobs_running{kind="scan"}', 0],
    ['openguard_jobs_running{kind="map"}', 0],
  ] as const)
    expect([name, await valueOf(name)]).toEqual([name, value]);
  expect(await valueOf('openguard_process_resident_memory_bytes')).toBeGreaterThan(1e6);
  expectNoSecret((await get('/metrics')).body);
});

it('a server that cannot work says so, without a path of its own', async (context) => {
  const box = sandbox(context);
  const nmap = nmapThat(box, 'exec sleep 600');
  const server = await startServer(box, { engine: 'nmap', programs: nmap.programs, args: ADMIN });
  const { get, valueOf } = await adminOf(server);
  const scanning = askAsAnn(server, '/msp/scan.php?ip=127.0.0.1').catch(() => undefined);
  await until('it is held', async () => (await valueOf('openguard_held_connections')) === 1);
  expect(await valueOf('openguard_jobs_running{kind="scan"}')).toBe(1);
  rmSync(join(server.data, 'openguard.db'));
  const { status, body } = await get('/readyz');
  expect([status, JSON.parse(body)]).toMatchObject([503, { ready: false, engine: 'ok' }]);
  expect(body).not.toContain(box.root);
  expect((await get('/healthz')).status).toBe(200);
  await server.stop();
  await scanning;
});

it('an address that is taken is said', async (context) => {
  const box = sandbox(context);
  const first = await startServer(box, { args: ADMIN });
  const taken = `127.0.0.1:${first.port}`;
  const args = [
    'serve',
    '--listen',
    '127.0.0.1:0',
    '--engine',
    'simulated',
    '--data',
    'other',
    '--admin',
    taken,
  ];
  expectComplaint(
    await openguardServer(box, args),
    7,
    /EADDRINUSE; choose another address with --admin/,
    'openguard-server',
  );
});
