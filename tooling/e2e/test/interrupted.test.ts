import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { startOpenguard, SYSTEM_PATH } from '../src/commands.js';
import { expectComplaint, expectNoSecret } from '../src/expectations.js';
import { askAsAnn } from '../src/http.js';
import { faultOf } from '../src/judge.js';
import { nmapOutput, nmapThat } from '../src/nmap.js';
import type { Ended } from '../src/process.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';
import { startServer, type Server } from '../src/server.js';
import { until, within } from '../src/waiting.js';

vi.setConfig({ testTimeout: 90_000 });

/** The machine that the server runs on is scanned apart, and first. */
const TARGETS = '127.0.0.1-127.0.0.3';
const SLOW = 'exec sleep 600';
const STUBBORN = 'trap "" TERM; while :; do sleep 1; done';
const AT_ONCE_MS = 5000;
/** How long nmap may outlive a server that had no chance to stop it. */
const KILLED_MS = 1000;

/** The second nmap begins when what the first one found is stored. */
const ONE_BY_ONE = ['--nmap-runs', '1'];

/** A scan under way: one host is done, and nmap is at the others. */
const scanUnderWay = async (box: Sandbox, then: string, tools?: string, ...more: readonly string[]) => {
  box.write('first.xml', nmapOutput(['127.0.0.1'], [8022]));
  const half = nmapOutput(['127.0.0.2', '127.0.0.3'], [8022]);
  box.write('half.xml', half.slice(0, half.indexOf('<ports>')));
  const script = `case "$*" in *127.0.0.2*) cat "$DIR/half.xml"; ${then};; esac; cat "$DIR/first.xml"`;
  const nmap = nmapThat(box, script);
  const paths = tools === undefined ? {} : { searchPath: `${nmap.programs}:${tools}` };
  const server = await startServer(box, {
    engine: 'nmap',
    programs: nmap.programs,
    args: ONE_BY_ONE,
    ...paths,
  });
  const scan = startOpenguard(box, server, ['scan', TARGETS, '--patience', '0', '-o', 'report.xml', ...more]);
  await until('the second nmap runs', () => nmap.runs().length === 2);
  return { nmap, server, scan };
};

const expectGone = (what: string, gone: () => boolean): Promise<void> =>
  until(`${what} is gone`, gone, AT_ONCE_MS);

/** The server lists the scan, and its report says what it lacks. */
const expectInterrupted = async (server: Server, reason: string): Promise<void> => {
  const list = await askAsAnn(server, '/msp/scan_report_list.php');
  const [[, ref, target] = [], more] = [
    ...list.body.matchAll(/<SCAN_REPORT ref="([^"]+)".* target="([^"]+)"/g),
  ];
  expect([target, more]).toEqual([TARGETS, undefined]);
  const { body: report } = await askAsAnn(server, `/msp/scan_report.php?ref=${ref ?? ''}`);
  expect(report).toContain('<KEY value="STATUS">INTERRUPTED</KEY>');
  expect(report).toContain(`<KEY value="STATUS_REASON">${reason}</KEY>`);
  expect(report).toContain('<KEY value="NOT_SCANNED">127.0.0.2-127.0.0.3</KEY>');
  expect([...report.matchAll(/<IP value="([^"]+)"/g)].map(([, ip]) => ip)).toEqual(['127.0.0.1']);
  expect(await faultOf(server, report)).toBeUndefined();
};

/** Whatever the command could still read, it never took it for a whole report. */
const expectNoCleanReport = (box: Sandbox, { code, stderr }: Ended): void => {
  expect([4, 5, 6]).toContain(code);
  expect(stderr).toMatch(/^openguard: [^\n]+\n$/);
  expectNoSecret(stderr);
  if (existsSync(box.path('report.xml'))) expect(box.read('report.xml')).toContain('INTERRUPTED');
};

const CANCELLED = 'The scan was cancelled by its account before it was complete.';

/** Cancels the one scan that runs. */
const cancel = async (server: Server): Promise<void> => {
  const { body } = await askAsAnn(server, '/msp/scan_running_list.php');
  const [, ref = ''] = /"(scan\/[0-9.]+)"/.exec(body) ?? [];
  expect((await askAsAnn(server, `/msp/scan_cancel.php?ref=${ref}`)).body).toContain('SUCCESS');
};

it.for([
  ['obeys', SLOW],
  ['does not obey', STUBBORN],
] as const)('Ctrl-C cancels the scan, also when nmap %s; what was saved stays', async ([, then], context) => {
  const box = sandbox(context);
  const { nmap, server, scan } = await scanUnderWay(box, then, undefined, '--save');
  scan.kill('SIGINT');
  const ended = await within('the command ends', scan.ended, AT_ONCE_MS);
  expectComplaint(ended, 130, /^openguard: interrupted\n$/);
  expect(existsSync(box.path('report.xml'))).toBe(false);
  expect(box.read('report.xml.part')).toContain('is running -->');
  await expectGone('nmap', () => nmap.alive().length === 0);
  await until('the scan is closed', () => server.process.stderr().includes(': interrupted'));
  await expectInterrupted(server, CANCELLED);
  expectNoSecret(JSON.stringify(nmap.runs()) + server.process.stderr());
});

it.for([
  ['that is saved', ['--save']],
  ['that is not', []],
] as const)('a server that is told to end ends at once, with a scan %s', async ([, more], context) => {
  const box = sandbox(context);
  const { nmap, server, scan } = await scanUnderWay(box, STUBBORN, undefined, ...more);
  const { code, stderr } = await server.stop('SIGTERM', AT_ONCE_MS);
  expect(code).toBe(0);
  expect(stderr).not.toMatch(/\bat .*\.js:\d|node:internal/);
  await expectGone('nmap', () => nmap.alive().length === 0);
  expectNoCleanReport(box, await within('the command ends', scan.ended, AT_ONCE_MS));
  const again = await startServer(box, {
    engine: 'nmap',
    data: server.data,
    programs: nmap.programs,
    args: ONE_BY_ONE,
  });
  await until('the scan goes on', () => nmap.alive().length === 1);
  expect(nmap.runs().filter(({ args }) => args.includes('127.0.0.1'))).toHaveLength(1);
  await cancel(again);
  expect(nmap.alive()).toEqual([]);
  if (more.length > 0) await expectInterrupted(again, CANCELLED);
  else expect((await askAsAnn(again, '/msp/scan_report_list.php')).body).not.toContain('<SCAN_REPORT ');
});

/** A PATH with what the nmap of a test needs and nothing else: no setpriv, as on a Mac. */
const bareTools = (box: Sandbox): string => {
  const tools = box.folder('tools');
  for (const tool of ['sh', 'env', 'cat', 'sleep']) {
    const where = SYSTEM_PATH.split(':').find((folder) => existsSync(join(folder, tool))) ?? '';
    symlinkSync(join(where, tool), join(tools, tool));
  }
  return tools;
};

it.for([
  ['with all tools of this system', SLOW, false],
  ['with all tools of this system, and an nmap that does not obey', STUBBORN, false],
  ['without setpriv', SLOW, true],
  ['without setpriv, and with an nmap that does not obey', STUBBORN, true],
] as const)('a server that is killed %s takes nmap with it at once', async ([, then, bare], context) => {
  const box = sandbox(context);
  const { nmap, server, scan } = await scanUnderWay(box, then, bare ? bareTools(box) : undefined);
  expect(nmap.alive()).toHaveLength(1);
  server.process.kill('SIGKILL');
  await until('nmap is gone', () => nmap.alive().length === 0, KILLED_MS);
  await within('the command ends', scan.ended, AT_ONCE_MS);
});

it('a server that is killed goes on with its scans when it starts again', async (context) => {
  const box = sandbox(context);
  const { nmap, server, scan } = await scanUnderWay(box, SLOW, undefined, '--save');
  await server.stop('SIGKILL', AT_ONCE_MS);
  expectNoCleanReport(box, await within('the command ends', scan.ended, AT_ONCE_MS));
  expect(existsSync(box.path('report.xml'))).toBe(false);
  const again = await startServer(box, { engine: 'nmap', data: server.data, programs: nmap.programs });
  await until('the scan goes on', () => nmap.alive().length === 1);
  expect(nmap.runs()).toHaveLength(3);
  await cancel(again);
  await expectInterrupted(again, CANCELLED);
  const { code } = await again.stop();
  expect(code).toBe(0);
});
