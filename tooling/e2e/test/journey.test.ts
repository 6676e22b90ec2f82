import { createClient } from '@openguard/client';
import { ScanReference, type DocumentItem } from '@openguard/model';
import { about, scan, scanReport, scanReportList } from '@openguard/protocol';
import { parseTargetList } from '@openguard/targets';
import { createTransport } from '@openguard/transport';
import { statSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { openguard, openguardServer } from '../src/commands.js';
import { expectComplaint, expectDone, jsonOf } from '../src/expectations.js';
import { ask, basic } from '../src/http.js';
import { sandbox } from '../src/sandbox.js';
import { startServer, type Server } from '../src/server.js';

vi.setConfig({ testTimeout: 90_000 });

const TARGETS = '127.0.0.1-127.0.0.9';
const REF = 'scan/1577934245.00001';

const lines = (text: string): readonly string[] => text.trimEnd().split('\n');

describe.concurrent('the server', () => {
  it('prints one line with its URL when it is ready, and nothing more', async (context) => {
    const server = await startServer(sandbox(context));
    expect((await ask(server, '/scan-1.dtd')).status).toBe(200);
    const { code, stdout, stderr } = await server.stop();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^openguard-server \S+ answers at http:\/\/127\.0\.0\.1:\d+\n$/);
  });

  it('says that the port is taken', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    const args = ['serve', '--listen', `127.0.0.1:${server.port}`, '--data', box.path('other')];
    expectComplaint(await openguardServer(box, args), 7, /EADDRINUSE/, 'openguard-server');
  });

  it('never keeps simulated and real reports in one store', async (context) => {
    const box = sandbox(context);
    const real = { engine: 'nmap', searchPath: box.folder('empty') } as const;
    const simulated = await startServer(box);
    await simulated.stop();
    await expect(startServer(box, { ...real, data: simulated.data })).rejects.toThrow(/simulated/);
    const scanning = await startServer(box, { ...real, data: box.path('real') });
    await scanning.stop();
    await expect(startServer(box, { data: scanning.data })).rejects.toThrow(/simulated|real/);
    const args = ['serve', '--listen', '127.0.0.1:0', '--engine', 'nmap', '--data', simulated.data];
    expectComplaint(await openguardServer(box, args), 7, /simulated/, 'openguard-server');
  });
});

describe.concurrent('the command', () => {
  it('scans, saves, lists and retrieves', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    const cli = (...args: readonly string[]) => openguard(box, server, args);

    expect((await cli('scans')).stderr).toBe(
      'No saved scans. Only scans with --save (save_report=yes) are kept.\n',
    );
    const scanned = await cli('scan', TARGETS, '--save', '-o', 'first.xml');
    expect(scanned).toMatchObject({
      code: 0,
      stdout: '',
      stderr: `openguard: ${REF}: hosts 8, vulnerabilities 5, score 16\n`,
    });
    const first = box.read('first.xml');
    expect(statSync(box.path('first.xml')).mode & 0o777).toBe(0o600);
    expect(first).toContain('<KEY value="REPORT_TYPE">simulated</KEY>');

    expect(jsonOf(await cli('scan', '127.0.0.2', '--save', '--json'))).toMatchObject({
      ref: 'scan/1577934245.00002',
      target: '127.0.0.2',
      status: 'FINISHED',
      saved: true,
      hosts: 1,
    });
    expect(lines(expectDone(await cli('scans')))).toEqual([
      expect.stringMatching(/^REFERENCE +DATE +TARGET/),
      'scan/1577934245.00002  20200102030405  127.0.0.2',
      `${REF}  20200102030405  ${TARGETS}`,
    ]);
    expect(lines(expectDone(await cli('scans', '--target', '127.0.0.1'))).slice(1)).toEqual([
      `${REF}  20200102030405  ${TARGETS}`,
    ]);
    expect(lines(expectDone(await cli('scans', '--target', '127.0.0.2', '--last'))).slice(1)).toEqual([
      'scan/1577934245.00002  20200102030405  127.0.0.2',
    ]);
    expect(jsonOf(await cli('scans', '--json', '--last'))).toEqual([
      { ref: 'scan/1577934245.00002', date: '20200102030405', target: '127.0.0.2' },
    ]);

    // Without --save nothing is kept, and that is said.
    const lost = await cli('scan', '127.0.0.2', '-o', 'lost.xml');
    expect(lost).toMatchObject({ code: 0, stdout: '' });
    expect(lost.stderr).toContain('without --save the server does not keep this report');
    const [, gone = ''] = /<SCAN value="([^"]+)"/.exec(box.read('lost.xml')) ?? [];
    expectComplaint(await cli('report', gone), 3, /no saved report/);

    // What the held reply says before its root is gone from the saved report; all else is the same.
    const saved = expectDone(await cli('report', REF));
    expect(saved).toBe(first.replace(/<!--[^>]*-->\n/, ''));
    expectDone(await cli('report', REF, '-o', 'again.xml'));
    expect(box.read('again.xml')).toBe(saved);
    const one = expectDone(await cli('report', REF, '--target', '127.0.0.3'));
    expect([...one.matchAll(/<IP value="([^"]+)"/g)].map(([, ip]) => ip)).toEqual(['127.0.0.3']);
    expect(jsonOf(await cli('report', REF, '--json', '-o', 'third.xml'))).toMatchObject({
      ref: REF,
      target: TARGETS,
      status: 'FINISHED',
      hosts: 8,
      file: 'third.xml',
    });
  });

  it('summarises, scores and decodes a reference, a file and standard input alike', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    const cli = (...args: readonly string[]) => openguard(box, server, args);
    await cli('scan', TARGETS, '--save', '-o', 'report.xml');
    const piped = (...args: readonly string[]) =>
      openguard(box, undefined, args, { input: box.read('report.xml') });

    const table = lines(expectDone(await cli('vulnsummary', REF)));
    expect(table).toHaveLength(6);
    expect(table[0]).toMatch(/^HOST +SEVERITY +PORT +ID +CVE +TITLE/);
    expect(table[1]).toMatch(/^127\.0\.0\.2 +4 +80 +http-git /);
    const severities = table.slice(1).map((row) => Number(row.split(/ +/)[1]));
    expect(severities).toEqual([...severities].sort((a, b) => b - a));
    expect(lines(expectDone(await cli('vulnsummary', 'report.xml')))).toEqual(table);
    expect(lines(expectDone(await piped('vulnsummary', '-')))).toEqual(table);
    expect(expectDone(await cli('vulnsummary', REF, '--long'))).toMatch(
      /^127\.0\.0\.2:80 {2}severity 4 {2}http-git\n {2}\S.*\n {2}Diagnosis: /,
    );
    const summary = jsonOf(await cli('vulnsummary', REF, '--json'));
    expect(summary).toHaveLength(5);
    expect(summary).toMatchObject([
      { ip: '127.0.0.2', severity: 4, id: 'http-git', port: 80 },
      {},
      {},
      {},
      {},
    ]);
    expect(summary).toEqual(jsonOf(await cli('vulnsummary', REF, '--json', '--long')));

    const score = severities.reduce((sum, severity) => sum + severity, 0);
    expect(expectDone(await cli('score', REF))).toBe(`${score}\n`);
    expect(expectDone(await piped('score', '-'))).toBe(`${score}\n`);
    expect(jsonOf(await cli('score', 'report.xml', '--json'))).toMatchObject({
      score,
      vulnerabilities: 5,
      ref: REF,
    });
    expect(expectDone(await cli('score', '127.0.0.2'))).toBe('4\n');

    const decoded = expectDone(await piped('decode', '-'));
    const items = lines(decoded).map((line) => JSON.parse(line) as DocumentItem);
    expect(items[0]).toMatchObject({ kind: 'header', ref: REF, target: TARGETS });
    expect(items.at(-1)).toMatchObject({ kind: 'end', hosts: 8, notices: [] });
    expect(items.filter(({ kind }) => kind === 'host')).toHaveLength(8);
    expect(expectDone(await cli('decode', 'report.xml'))).toBe(decoded);
    expect(expectDone(await cli('decode', 'report.xml', '--json'))).toBe(decoded);
  });

  it('compares with the newest saved scan of the same targets, or two reports', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    const cli = (...args: readonly string[]) => openguard(box, server, args);

    expect(expectDone(await cli('compare', '127.0.0.2'))).toBe(
      'There is no previous scan of 127.0.0.2. The score is 4.\n',
    );
    expect(expectDone(await cli('compare', '127.0.0.2'))).toMatch(
      /^The score is the same: 4 \(was 4\)\.\nNo port or finding came, went or changed; \d+ findings and \d+ ports? are the same\.\n$/,
    );
    // The same host under another text is another target.
    expect(jsonOf(await cli('compare', '127.0.0.2-127.0.0.2', '--json'))).toMatchObject({
      verdict: 'no previous scan',
      newScore: 4,
    });
    const old = 'scan/1577934245.00001';
    const two = jsonOf(await cli('compare', old, 'scan/1577934245.00003', '--json'));
    expect(two).toMatchObject({ verdict: 'same', oldScore: 4, newScore: 4, change: 0, old: { ref: old } });
    expect(two).toMatchObject({ judged: [], totals: { findings: { new: 0, fixed: 0, 'not tested': 0 } } });
    expect(jsonOf(await cli('scans', '--json'))).toHaveLength(3);

    await cli('scan', '127.0.0.3', '--save', '-o', 'other.xml');
    const other = expectDone(await cli('compare', old, 'other.xml'));
    expect(lines(other)[0]).toBe('The score has increased: 6 (was 4), a change of +2.');
    expect(other).toContain('+ port 21/tcp on 127.0.0.3 (ftp)');
    // A host that the newer report does not hold has not become better.
    expect(other).toMatch(/\? port 80\/tcp on 127\.0\.0\.2 .*: the host is not in the report\n/);
    expectComplaint(await cli('compare', '127.0.0.1', '127.0.0.2'), 2, /is a target list/);
  });

  it('gets any function and any path, bytes as they come', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    const cli = (...args: readonly string[]) => openguard(box, server, args);
    const headers = { authorization: basic(server) };
    await cli('scan', TARGETS, '--save', '--json');

    const list = await ask(server, '/msp/scan_report_list.php', { headers });
    for (const name of ['scan_report_list', 'scan_report_list.php', '/msp/scan_report_list.php']) {
      expect(expectDone(await cli('get', name))).toBe(list.body);
    }
    expect(expectDone(await cli('get', 'scan.php', 'ip=127.0.0.3'))).toMatch(
      /^<\?xml [^]*<SCAN value="scan\/1577934245\.00002">[^]*<\/SCAN>\n$/,
    );
    expect(expectDone(await cli('get', '/scan-1.dtd'))).toBe((await ask(server, '/scan-1.dtd')).body);
    expect(jsonOf(await cli('get', 'about', '--json'))).toMatchObject({
      url: `${server.url}/msp/about.php`,
      contentType: expect.stringMatching(/xml/) as unknown,
      body: expect.stringContaining('simulated estate') as unknown,
    });
    const refused = await cli('get', 'scan_report', 'ref=scan/1.00001');
    expect(refused.stdout).toContain('<ERROR number="5001">');
    expectComplaint(refused, 3, /error 5001/);
  });
});

const clientOf = (server: Server) => {
  const { user, password } = server;
  const client = createClient(createTransport({ server: server.url, credentials: { user, password } }));
  server.box.atEnd(() => client.close());
  return client;
};

const targetsOf = (text: string) => {
  const targets = parseTargetList(text);
  if (targets._tag === 'Left') throw new Error(targets.left.tag);
  return targets.right;
};

const all = async <A>(source: AsyncIterable<A>): Promise<readonly A[]> => {
  const values: A[] = [];
  for await (const value of source) values.push(value);
  return values;
};

it.concurrent('the client package has the same conversation', async (context) => {
  const box = sandbox(context);
  const server = await startServer(box);
  const client = clientOf(server);
  if (!ScanReference.is(REF)) throw new Error(REF);

  const scanned = await all((await client.call(scan, { targets: targetsOf(TARGETS), save: true })).items());
  expect(scanned[0]).toMatchObject({ kind: 'header', ref: REF, target: TARGETS });
  expect(scanned.at(-1)).toMatchObject({ kind: 'end', hosts: 8, notices: [] });
  expect(await all((await client.call(scanReport, { ref: REF })).items())).toEqual(scanned);

  const decoded = await openguard(box, server, ['get', 'scan_report', `ref=${REF}`]);
  const { stdout } = await openguard(box, undefined, ['decode', '-'], { input: decoded.stdout });
  expect(lines(stdout).map((line) => JSON.parse(line) as DocumentItem)).toEqual(scanned);

  expect(await all((await client.call(scanReportList, { last: true })).items())).toMatchObject([
    { kind: 'report', ref: REF, date: '20200102030405', target: TARGETS },
    { kind: 'end' },
  ]);
  // Ten megabytes are refused as well as one address too many is.
  const endless = { text: '127.0.0.1,'.repeat(1_000_000), addresses: [] };
  const tooMuch = await all((await client.call(scan, { targets: endless })).items());
  expect(tooMuch).toMatchObject([{ kind: 'return', status: 'FAILED', number: 1905 }, { kind: 'end' }]);
  const refused = await client.call(scan, { targets: targetsOf('192.0.2.1') });
  expect(await all(refused.items())).toMatchObject([{ kind: 'refused', number: 5101 }, { kind: 'end' }]);
  const told = await all((await client.get(about.path, [])).bytes);
  expect(Buffer.concat(told).toString('utf8')).toContain('<SCANNER-VERSION>simulated estate');
});
