// needs: postgres
import { startPostgres } from '@openguard/postgres';
import { expect, it, vi } from 'vitest';
import { setTimeout as delay } from 'node:timers/promises';
import { openguardServer, startOpenguardServer } from '../src/commands.js';
import { ask, basic, speak } from '../src/http.js';
import { faultOf } from '../src/judge.js';
import type { Started } from '../src/process.js';
import { randomFrom } from '../src/random.js';
import { sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';
import { ANN } from '../src/store.js';
import { until } from '../src/waiting.js';

vi.setConfig({ testTimeout: 240_000 });

const SCANS = 4;
const HOSTS = 40;
const TARGETS = `127.1.0.0-127.1.0.${HOSTS - 1}`;
const KILLS = 4;

it('workers on a database are killed one after the other, and no report lacks or doubles a host', async (context) => {
  const box = sandbox(context);
  const random = randomFrom(7);
  const postgres = await startPostgres();
  box.atEnd(() => postgres.stop());
  const url = new URL(postgres.url);
  const environment = { PGPASSWORD: decodeURIComponent(url.password) };
  url.password = '';
  const database = ['--database', url.href];
  const rights = ['--role', 'user', '--targetip', '127.0.0.0/8', '--password-stdin'];
  const added = await openguardServer(box, ['account', 'add', ANN.user, ...rights, ...database], {
    environment,
    input: `${ANN.password}\n`,
  });
  expect(added).toMatchObject({ code: 0, stderr: '' });

  const hosts = Array.from({ length: HOSTS }, (_, index) => ({
    ip: `127.1.0.${index}`,
    services: [{ port: 80, service: 'http' }],
  }));
  const estate = box.write('estate.json', JSON.stringify({ hosts }));
  const shared = ['--log', 'text', ...database, '--batch', '5'];
  const server = await startServer(box, { estate, environment, args: [...shared, '--workers', '0'] });
  const headers = { authorization: basic(ANN) };
  const startWorker = async (): Promise<Started> => {
    const simulation = ['--engine', 'simulated', '--estate', estate, '--seed', '7', '--host-ms', '150'];
    const worker = startOpenguardServer(box, ['worker', ...shared, ...simulation, '--workers', '1'], {
      environment,
    });
    box.ifItFails(() => `a worker said: ${worker.stderr()}`);
    await until('the worker works', () => worker.stdout().includes('works with'));
    return worker;
  };
  const lines = await Promise.all(
    Array.from({ length: SCANS }, () =>
      speak(
        server,
        [
          `GET /msp/scan.php?ip=${TARGETS}&save_report=yes HTTP/1.0`,
          'Host: 127.0.0.1',
          `Authorization: ${headers.authorization}`,
          '',
          '',
        ].join('\r\n'),
      ),
    ),
  );

  const workers = [await startWorker(), await startWorker()];
  for (let kill = 0; kill < KILLS; kill += 1) {
    await delay(500 + random() * 1500);
    const [victim] = workers.splice(Math.floor(random() * workers.length), 1);
    victim?.kill(kill % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
    workers.push(await startWorker());
  }

  for (const line of lines) {
    await line.shows('</SCAN>', 120_000);
    const report = line.received();
    expect(report).toContain('>FINISHED<');
    const ref = /<!-- (scan\/[0-9.]+) is running -->/.exec(report)?.[1] ?? '';
    const { body } = await ask(server, `/msp/scan_report.php?ref=${ref}`, { headers });
    const ips = [...body.matchAll(/<IP value="([^"]+)"/g)].map(([, ip]) => ip);
    expect([ips.length, new Set(ips).size]).toEqual([HOSTS, HOSTS]);
    expect(report.endsWith(body.slice(body.indexOf('<SCAN ')))).toBe(true);
    expect(await faultOf(server, body)).toBeUndefined();
  }
  for (const worker of workers) worker.kill('SIGTERM');
  for (const worker of workers) expect((await worker.ended).code).toBe(0);
  expect((await server.stop()).code).toBe(0);
});
