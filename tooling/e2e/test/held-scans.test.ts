import { existsSync, readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { startOpenguard } from '../src/commands.js';
import { expectComplaint } from '../src/expectations.js';
import { askAsAnn, basic, speak } from '../src/http.js';
import { faultOf } from '../src/judge.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';
import { startServer, type Server } from '../src/server.js';
import { ANN } from '../src/store.js';
import { until, within } from '../src/waiting.js';

vi.setConfig({ testTimeout: 90_000 });

const SCANS = 50;
const HOSTS = 30;
const TARGETS = `127.1.0.0-127.1.0.${HOSTS - 1}`;
const AT_ONCE_MS = 2000;
/** What a server with fifty scans may take at most, in kilobytes. */
const MEMORY = 250_000;

/** A server of an estate that takes a while; each host so long, where that is said. */
const busyServer = (box: Sandbox, data?: string, hostMs = 0): Promise<Server> => {
  const hosts = Array.from({ length: HOSTS }, (_, index) => ({
    ip: `127.1.0.${index}`,
    services: [22, 25, 80, 443].map((port) => ({ port, service: 'http', banner: 'x'.repeat(2000) })),
    weaknesses: [{ check: 'ftp_anonymous', result: 'y'.repeat(2000) }],
  }));
  const estate = box.write('estate.json', JSON.stringify({ hosts }));
  const args = ['--log', 'text', '--host-ms', String(hostMs)];
  return startServer(box, { estate, args, ...(data === undefined ? {} : { data }) });
};

const PATH = `/msp/scan.php?ip=${TARGETS}&save_report=yes`;

/** Asks for a scan and does not wait for its report. */
const hold = (server: Server) =>
  speak(
    server,
    [`GET ${PATH} HTTP/1.1`, 'Host: 127.0.0.1', `Authorization: ${basic(ANN)}`, '', ''].join('\r\n'),
  );

const underWay = (server: Server): Promise<void> =>
  until('all scans have begun, and one is done', () => {
    const log = server.process.stderr();
    return log.split('asks for a scan').length > SCANS && log.includes(': finished');
  });

/** Every scan of the list, with how it ended by its report. */
const statuses = async (server: Server): Promise<readonly string[]> => {
  const { body } = await askAsAnn(server, '/msp/scan_report_list.php');
  const refs = [...body.matchAll(/<SCAN_REPORT ref="([^"]+)"/g)].map(([, ref = '']) => ref);
  expect(new Set(refs).size).toBe(refs.length);
  const ended: string[] = [];
  for (const ref of refs) {
    const report = (await askAsAnn(server, `/msp/scan_report.php?ref=${ref}`)).body;
    expect(await faultOf(server, report)).toBeUndefined();
    const hosts = report.match(/<IP /g)?.length ?? 0;
    const status = /<KEY value="STATUS">(\w+)</.exec(report)?.[1] ?? '';
    expect([status, hosts === HOSTS]).toEqual([
      hosts === HOSTS ? 'FINISHED' : 'INTERRUPTED',
      hosts === HOSTS,
    ]);
    ended.push(status);
  }
  return ended;
};

const allEnded = (server: Server): Promise<void> =>
  until('all scans have ended', async () => {
    const { body } = await askAsAnn(server, '/msp/scan_running_list.php');
    return !body.includes('"scan/');
  });

const peakOf = ({ process: { pid } }: Server): number => {
  const status = `/proc/${pid}/status`;
  return existsSync(status) ? Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1]) : 0;
};

it('fifty scans at once are all held, and all complete, in little memory', async (context) => {
  const server = await busyServer(sandbox(context));
  const replies = await Promise.all(Array.from({ length: SCANS }, () => askAsAnn(server, PATH)));
  for (const { status, body } of replies) {
    expect(status).toBe(200);
    expect(body).toMatch(/^<\?xml [^]*<KEY value="STATUS">FINISHED<[^]*<\/SCAN>\n$/);
    expect(body.match(/<IP /g)).toHaveLength(HOSTS);
  }
  expect(await statuses(server)).toEqual(Array.from({ length: SCANS }, () => 'FINISHED'));
  expect(peakOf(server)).toBeLessThan(MEMORY);
  expect(await server.stop()).toMatchObject({ code: 0 });
});

it('Ctrl-C ends one of fifty at once, and no other', async (context) => {
  const box = sandbox(context);
  // Fifty scans of which two run at a time, so that the last one is far from its end when the first is done.
  const server = await busyServer(box, undefined, 5);
  const others = await Promise.all(Array.from({ length: SCANS - 1 }, () => hold(server)));
  const scan = startOpenguard(box, server, ['scan', TARGETS, '--save', '-o', 'report.xml']);
  await underWay(server);
  scan.kill('SIGINT');
  expectComplaint(
    await within('the command ends', scan.ended, AT_ONCE_MS),
    130,
    /^openguard: interrupted\n$/,
  );
  for (const line of others) await line.shows('</SCAN>');
  expect(others.filter((line) => line.received().includes('>FINISHED<'))).toHaveLength(SCANS - 1);
  expect(existsSync(box.path('report.xml'))).toBe(false);
  await allEnded(server);
  // What was done of the one is kept, if anything was.
  const told = await statuses(server);
  expect(told.filter((status) => status === 'FINISHED')).toHaveLength(SCANS - 1);
  expect(told.filter((status) => status !== 'FINISHED' && status !== 'INTERRUPTED')).toEqual([]);
  expect(server.process.stderr()).not.toMatch(/unexpected|\bat .*\.js:\d/);
});

it('a server with fifty scans ends at once, and goes on where it was when it starts again', async (context) => {
  const box = sandbox(context);
  const server = await busyServer(box);
  const lines = await Promise.all(Array.from({ length: SCANS }, () => hold(server)));
  await underWay(server);
  const { code, stderr } = await server.stop('SIGINT', AT_ONCE_MS);
  expect(code).toBe(0);
  expect(stderr).not.toMatch(/unexpected|\bat .*\.js:\d/);
  for (const line of lines) {
    const reply = await line.ends();
    // Whoever has the end of a report has all of it, and is told if it is not the whole scan.
    if (reply.includes('</SCAN>'))
      expect(reply).toMatch(/>FINISHED<|<ERROR number="999">The server stops now\. scan\//);
  }
  const again = await busyServer(box, server.data);
  await allEnded(again);
  expect(await statuses(again)).toEqual(Array.from({ length: SCANS }, () => 'FINISHED'));
});
