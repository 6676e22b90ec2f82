// needs: postgres
import { expect, it, vi } from 'vitest';
import { setTimeout as delay } from 'node:timers/promises';
import { startOpenguard } from '../src/commands.js';
import { cuttingProxy } from '../src/cutting-proxy.js';
import { askAsAnn, basic, speak, type Line } from '../src/http.js';
import { faultOf } from '../src/judge.js';
import { randomFrom } from '../src/random.js';
import { sandbox } from '../src/sandbox.js';
import type { Server } from '../src/server.js';
import { sharedDatabase } from '../src/shared-database.js';
import { ANN } from '../src/store.js';
import { within } from '../src/waiting.js';

vi.setConfig({ testTimeout: 240_000 });

const SCANS = 4;
const HOSTS = 40;
const TARGETS = `127.1.0.0-127.1.0.${HOSTS - 1}`;
const KILLS = 6;
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

const hold = (server: Server): Promise<Line> =>
  speak(
    server,
    [
      `GET /msp/scan.php?ip=${TARGETS}&save_report=yes HTTP/1.0`,
      'Host: 127.0.0.1',
      `Authorization: ${basic(ANN)}`,
      `Traceparent: 00-${TRACE}-00f067aa0ba902b7-01`,
      '',
      '',
    ].join('\r\n'),
  );

const refOf = (line: Line): string => /<!-- (scan\/[0-9.]+) is running -->/.exec(line.received())?.[1] ?? '';

/** The report is whole, valid, has every host once, and is what its client was given. */
const expectKept = async (server: Server, ref: string, given?: string): Promise<void> => {
  const { body } = await askAsAnn(server, `/msp/scan_report.php?ref=${ref}`);
  const ips = [...body.matchAll(/<IP value="([^"]+)"/g)].map(([, ip]) => ip);
  expect(body).toContain('>FINISHED<');
  expect([ips.length, new Set(ips).size]).toEqual([HOSTS, HOSTS]);
  if (given !== undefined) expect(given.endsWith(body.slice(body.indexOf('<SCAN ')))).toBe(true);
  expect(await faultOf(server, body)).toBeUndefined();
};

it('of four workers on a database one after the other is killed, and no report lacks or doubles a host', async (context) => {
  const box = sandbox(context);
  const random = randomFrom(7);
  const { serve, startWorker } = await sharedDatabase(box, HOSTS);
  const server = await serve();
  const lines = await Promise.all(Array.from({ length: SCANS }, () => hold(server)));
  const workers = await Promise.all(Array.from({ length: 4 }, () => startWorker()));
  const first = workers[0];
  for (let kill = 0; kill < KILLS; kill += 1) {
    await delay(300 + random() * 700);
    const [victim] = workers.splice(Math.floor(random() * workers.length), 1);
    victim?.kill(kill % 3 === 2 ? 'SIGTERM' : 'SIGKILL');
    workers.push(await startWorker());
  }
  for (const line of lines) {
    await line.shows('</SCAN>', 120_000);
    await expectKept(server, refOf(line), line.received());
  }
  for (const worker of workers) worker.kill('SIGTERM');
  for (const worker of workers) expect((await worker.ended).code).toBe(0);
  expect([first, ...workers].some((worker) => worker?.stderr().includes(`trace ${TRACE}`))).toBe(true);
  expect((await server.stop()).code).toBe(0);
});

it('a database that stands still, and connections that are cut, cost no report', async (context) => {
  const box = sandbox(context);
  const random = randomFrom(11);
  const { postgres, serve, startWorker } = await sharedDatabase(box, HOSTS);
  const server = await serve();
  const proxy = await cuttingProxy(box, server);
  const lines = await Promise.all(Array.from({ length: SCANS }, () => hold(server)));
  // The same addresses in other words: who has lost a reference knows its scan by the text.
  const asked = [
    `127.1.0.0,127.1.0.1-127.1.0.${HOSTS - 1}`,
    `127.1.0.0-127.1.0.1,127.1.0.2-127.1.0.${HOSTS - 1}`,
  ];
  const commands = asked.map((targets, index) =>
    startOpenguard(box, proxy, ['scan', targets, '--save', '-o', `${index}.xml`]),
  );
  await Promise.all([startWorker(), startWorker()]);
  for (let pause = 0; pause < 3; pause += 1) {
    await delay(random() * 800);
    postgres.pause();
    if (pause === 1) proxy.cut();
    await delay(1000 + random() * 2000);
    postgres.resume();
    await delay(random() * 500);
    if (pause === 2) proxy.cut();
  }
  for (const line of lines) {
    await line.shows('</SCAN>', 120_000);
    await expectKept(server, refOf(line), line.received());
  }
  for (const [index, command] of commands.entries()) {
    const { code, stderr } = await within('the command ends', command.ended, 60_000);
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('coming back') as string,
    });
    const report = box.read(`${index}.xml`);
    expect(report).toContain(`<KEY value="TARGET">${asked[index] ?? ''}</KEY>`);
    const [, ref = ''] = /<SCAN value="([^"]+)"/.exec(report) ?? [];
    await expectKept(server, ref, report);
  }
  const { body } = await askAsAnn(server, '/msp/scan_report_list.php');
  expect(body.match(/<SCAN_REPORT /g)).toHaveLength(SCANS + asked.length);
});

it('a worker with a narrower scope leaves out what is outside, and the report says so', async (context) => {
  const box = sandbox(context);
  const { serve, startWorker } = await sharedDatabase(box, HOSTS);
  const server = await serve();
  const line = await hold(server);
  await startWorker('--exclude', '127.1.0.3', '--host-ms', '0');
  await line.shows('</SCAN>');
  const report = line.received();
  expect(report).toContain('<KEY value="STATUS">INTERRUPTED</KEY>');
  expect(report).toContain('<KEY value="NOT_SCANNED">127.1.0.3</KEY>');
  expect(report).toContain('<KEY value="STATUS_REASON">Outside the scope of the worker: 127.1.0.3.</KEY>');
  expect(report.match(/<IP /g)).toHaveLength(HOSTS - 1);
});
