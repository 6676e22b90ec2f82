import { existsSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { openguard, startOpenguard, type Caller } from '../src/commands.js';
import { cuttingProxy, type Cutting } from '../src/cutting-proxy.js';
import { expectComplaint, expectNoSecret } from '../src/expectations.js';
import { askAsAnn } from '../src/http.js';
import type { Ended } from '../src/process.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';
import { startServer, type Server } from '../src/server.js';
import { until, within } from '../src/waiting.js';

vi.setConfig({ testTimeout: 90_000 });

const HOSTS = 12;
const TARGETS = `127.1.0.0-127.1.0.${HOSTS - 1}`;

/** A server on which a scan takes a second or so. Its clock is the real one: lists are searched by time. */
const slowServer = (box: Sandbox, data?: string, hostMs = 80): Promise<Server> => {
  const hosts = Array.from({ length: HOSTS }, (_, index) => ({
    ip: `127.1.0.${index}`,
    services: [{ port: 80, service: 'http', banner: 'x'.repeat(500) }],
  }));
  const estate = box.write('estate.json', JSON.stringify({ hosts }));
  const args = ['--log', 'text', '--host-ms', String(hostMs), '--batch', '4', '--workers', '1'];
  return startServer(box, { estate, clock: 'real', args, ...(data === undefined ? {} : { data }) });
};

const LINE = /^openguard: [^\n]+; coming back to what was begun: [^\n]+\n/;

/** The command did what it should although it was cut, and said so in one line before what it always says. */
const expectCameBack = ({ code, stderr }: Ended): void => {
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(LINE) as unknown });
  expect(stderr.match(/coming back/g)).toHaveLength(1);
  expectNoSecret(stderr);
};

const scansAsked = ({ process }: Server): number => process.stderr().split('asks for a scan of').length - 1;

/** From its root on; before that stand beats. */
const rootOf = (document: string): string => document.slice(document.indexOf('\n<SCAN '));

/** The report that the server keeps, if it keeps one scan. */
const keptReport = async (server: Server): Promise<string> => {
  const { body } = await askAsAnn(server, '/msp/scan_report_list.php');
  const refs = [...body.matchAll(/<SCAN_REPORT ref="([^"]+)"/g)].map(([, ref = '']) => ref);
  expect(refs).toHaveLength(1);
  return (await askAsAnn(server, `/msp/scan_report.php?ref=${refs[0] ?? ''}`)).body;
};

const once = (bytes: number) => (connection: number) => (connection === 0 ? bytes : undefined);

it.for<[string, Cutting]>([
  ['before the reply begins', { afterBytes: once(0) }],
  ['after the head of the reply', { afterBytes: once(400) }],
  ['in the middle of the report, twice', { afterBytes: (connection) => (connection < 2 ? 6000 : undefined) }],
  ['again and again, as it lasts too long', { afterMs: 500 }],
])('a scan that is saved is had whole though its connection is cut %s', async ([, cutting], context) => {
  const box = sandbox(context);
  const server = await slowServer(box);
  const proxy = await cuttingProxy(box, server, cutting);
  expectCameBack(await openguard(box, proxy, ['scan', TARGETS, '--save', '-o', 'report.xml']));
  expect(proxy.cuts()).toBeGreaterThan(0);
  expect(scansAsked(server)).toBe(1);
  expect(rootOf(box.read('report.xml'))).toBe(rootOf(await keptReport(server)));
  expect(existsSync(box.path('report.xml.part'))).toBe(false);
});

it.for<[string, Cutting]>([
  ['before the reply begins', { afterBytes: once(0) }],
  ['in the middle of the report', { afterBytes: once(6000) }],
  ['just before its end', { afterBytes: once(14_500) }],
])(
  'standard output gets one whole report of a scan that is not saved, cut %s',
  async ([, cutting], context) => {
    const box = sandbox(context);
    const server = await slowServer(box);
    const proxy = await cuttingProxy(box, server, cutting);
    const ended = await openguard(box, proxy, ['scan', TARGETS]);
    expectCameBack(ended);
    expect(proxy.cuts()).toBe(1);
    expect(scansAsked(server)).toBe(1);
    expect(ended.stdout.match(/<\?xml /g)).toHaveLength(1);
    expect(ended.stdout).toMatch(/^<\?xml [^]*>FINISHED<[^]*<\/SCAN>\n$/);
    expect(ended.stdout.match(/<IP /g)).toHaveLength(HOSTS);
    expect(ended.stderr).toContain(`hosts ${HOSTS}, `);
  },
);

it.for<[string, NodeJS.Signals, readonly string[]]>([
  ['killed', 'SIGKILL', ['--save']],
  ['killed', 'SIGKILL', []],
  ['told to end', 'SIGTERM', []],
])(
  'a scan is had whole from a server that was %s and starts again (%s %j)',
  async ([, signal, more], context) => {
    const box = sandbox(context);
    const server = await slowServer(box, undefined, 200);
    const proxy = await cuttingProxy(box, server);
    const scan = startOpenguard(box, proxy, ['scan', TARGETS, '-o', 'report.xml', ...more]);
    await until('the scan is under way', () => scansAsked(server) === 1);
    await server.stop(signal);
    const again = await slowServer(box, server.data);
    proxy.pointAt(again);
    expectCameBack(await within('the command ends', scan.ended, 60_000));
    expect(scansAsked(again)).toBe(0);
    expect(box.read('report.xml').match(/<IP /g)).toHaveLength(HOSTS);
    if (more.length > 0) expect(rootOf(box.read('report.xml'))).toBe(rootOf(await keptReport(again)));
  },
);

it('what a second report replaces is forgotten by whoever counts', async (context) => {
  const box = sandbox(context);
  const server = await slowServer(box, undefined, 10);
  const scan = ['scan', TARGETS, '--save', '--json'];
  const undisturbed = await openguard(box, server, scan);
  const proxy = await cuttingProxy(box, server, { afterBytes: once(9000) });
  const ended = await openguard(box, proxy, scan);
  expectCameBack(ended);
  const { hosts, findings, score } = JSON.parse(ended.stdout) as Readonly<Record<string, number>>;
  expect(JSON.parse(undisturbed.stdout)).toMatchObject({ hosts, findings, score });
});

it('a map is had whole though its connection is cut', async (context) => {
  const box = sandbox(context);
  const server = await startServer(box, { args: ['--log', 'text', '--host-ms', '50'] });
  const proxy = await cuttingProxy(box, server, { afterBytes: once(400) });
  const ended = await openguard(box, proxy, [
    'map',
    'company.example',
    '--authorised',
    '--save',
    '-o',
    'map.xml',
  ]);
  expectCameBack(ended);
  const { body } = await askAsAnn(server, '/msp/map_report_list.php');
  const [, ref = ''] = /<MAP_REPORT ref="([^"]+)"/.exec(body) ?? [];
  const kept = (await askAsAnn(server, `/msp/map_report.php?ref=${ref}`)).body;
  const root = (document: string): string => document.slice(document.indexOf('\n<MAP '));
  expect(root(box.read('map.xml'))).toBe(root(kept));
  expect(server.process.stderr().split('asks for a map of')).toHaveLength(2);
});

it('Ctrl-C cancels a map', async (context) => {
  const box = sandbox(context);
  const server = await startServer(box, { args: ['--log', 'text', '--host-ms', '300'] });
  const map = startOpenguard(box, server, ['map', 'company.example', '--save', '-o', 'map.xml']);
  const begun = box.path('map.xml.part');
  await until('the reply begins', () => existsSync(begun) && box.read('map.xml.part').includes('is running'));
  map.kill('SIGINT');
  expectComplaint(await within('the command ends', map.ended, 5000), 130, /^openguard: interrupted\n$/);
  await until('the map is cancelled', () => / cancelled by ann/.test(server.process.stderr()));
});

/** A caller who has patience for so many seconds. */
const scanThrough = (box: Sandbox, caller: Caller, ...more: readonly string[]): Promise<Ended> =>
  openguard(box, caller, ['scan', TARGETS, '-o', 'report.xml', ...more]);

it('a scan that never reached the server is told to be lost, and not begun again', async (context) => {
  const box = sandbox(context);
  const server = await slowServer(box);
  const proxy = await cuttingProxy(box, server, { withholds: (connection) => connection === 0 });
  const { code, stderr } = await scanThrough(box, proxy, '--save');
  expect(code).toBe(4);
  expect(stderr).toMatch(LINE);
  expect(stderr).toMatch(
    /the scan, which was not begun again: it is in no list of the server;.*"openguard scans"/,
  );
  expect(scansAsked(server)).toBe(0);
  expect(existsSync(box.path('report.xml'))).toBe(false);
});

it('a server that stays away is waited for as long as is asked', async (context) => {
  const box = sandbox(context);
  const server = await slowServer(box, undefined, 500);
  const proxy = await cuttingProxy(box, server);
  const patient = scanThrough(box, proxy, '--patience', '1');
  await until('the scan is under way', () => scansAsked(server) === 1);
  await server.stop('SIGKILL');
  const { code, stderr } = await patient;
  expect(code).toBe(4);
  expect(stderr).toMatch(/did not answer again in time; \S+( scan)? may go on there/);
});
