// needs: nmap, xmllint
import { describe, expect, it, vi } from 'vitest';
import { anonymousFtp } from '../src/anonymous-ftp.js';
import { openguard, startOpenguard } from '../src/commands.js';
import { expectComplaint, expectDone, expectNoSecret, jsonOf } from '../src/expectations.js';
import { askAsAnn } from '../src/http.js';
import { realNmap } from '../src/nmap.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';
import { until, within } from '../src/waiting.js';
import { expectValid } from '../src/xmllint.js';

vi.setConfig({ testTimeout: 900_000 });

/** An address of this machine that nobody else uses, so that nothing but this test comes and goes there. */
const HOST = '127.83.7.1';
const SCAN_MS = 200_000;
/** Anonymous FTP, and a log-in that shows its password to the network: each of severity 3. */
const WEAK = 6;

const realServer = async (box: Sandbox) => {
  const nmap = realNmap(box);
  return { nmap, server: await startServer(box, { engine: 'nmap', programs: nmap.programs }) };
};

describe('a real scan', () => {
  it('shows a port and anonymous FTP come and go, each with its proof', async (context) => {
    const box = sandbox(context);
    const { nmap, server } = await realServer(box);
    const compare = async (...sources: readonly string[]) =>
      jsonOf(await openguard(box, server, ['compare', ...sources, '--json'], { withinMs: SCAN_MS })) as {
        readonly old: { readonly ref: string };
        readonly new: { readonly ref: string };
        readonly judged: readonly { readonly verdict: string; readonly port?: object }[];
      };
    const holding = (...some: readonly object[]) =>
      expect.arrayContaining(some.map((one) => expect.objectContaining(one) as unknown)) as unknown;

    expect(await compare(HOST)).toMatchObject({ verdict: 'no previous scan', newScore: 0 });

    const ftp = await anonymousFtp(box, HOST);
    const { port } = ftp;
    const weakness = expect.objectContaining({
      section: 'vuln',
      id: 'ftp_anonymous',
      port,
      severity: 3,
    }) as object;
    const readable = expect.objectContaining({ section: 'vuln', id: 'ftp_cleartext_login', port }) as object;
    const opened = await compare(HOST);
    expect(opened).toMatchObject({
      verdict: 'increased',
      oldScore: 0,
      newScore: WEAK,
      change: WEAK,
      totals: { findings: { fixed: 0, changed: 0, 'not tested': 0 }, ports: { new: 1, fixed: 0 } },
      judged: holding(
        { verdict: 'new', port: { ip: HOST, port, protocol: 'tcp', service: 'ftp' } },
        { verdict: 'new', finding: weakness },
        { verdict: 'new', finding: readable },
      ),
    });
    const same = await compare(HOST);
    expect(same).toMatchObject({ verdict: 'same', change: 0, judged: [] });

    await ftp.stop();
    const closed = await compare(HOST);
    expect(closed).toMatchObject({
      verdict: 'decreased',
      change: -WEAK,
      totals: { ports: { new: 0, fixed: 1 }, inferred: 0, untestedVulnerabilities: 0 },
      judged: holding(
        { verdict: 'fixed', evidence: 'proven', finding: weakness },
        { verdict: 'fixed', evidence: 'proven', finding: readable },
      ),
    });

    const rise = expectDone(await openguard(box, server, ['compare', opened.old.ref, opened.new.ref]));
    expect(rise).toMatch(/^The score has increased: 6 \(was 0\), a change of \+6\.\n/);
    expect(rise).toContain(`\n+ port ${port}/tcp on ${HOST} (ftp)\n`);
    expect(rise).toContain(`\n+ vuln ftp_anonymous on ${HOST}:${port}, severity 3: `);
    const fall = expectDone(await openguard(box, server, ['compare', closed.old.ref, closed.new.ref]));
    expect(fall).toMatch(/^The score has decreased: 0 \(was 6\), a change of -6\.\n/);
    expect(fall).toContain(`\n- port ${port}/tcp on ${HOST} (ftp)\n`);
    expect(fall).not.toContain('inferred');

    const { body } = await askAsAnn(server, `/msp/scan_report.php?ref=${opened.new.ref}`);
    expect(body).toContain('<KEY value="REPORT_TYPE">API</KEY>');
    await expectValid(box, server, body);
    expect(nmap.alive()).toEqual([]);
    expectNoSecret(JSON.stringify(nmap.runs()) + server.process.stderr());
  });

  it('leaves the port of its own server out, and says so', async (context) => {
    const box = sandbox(context);
    const { server } = await realServer(box);
    const args = ['scan', '127.0.0.1', '--option', 'light', '-o', 'report.xml'];
    expect((await openguard(box, server, args, { withinMs: SCAN_MS })).code).toBe(0);
    const decoded = expectDone(await openguard(box, undefined, ['decode', 'report.xml']));
    const findings = decoded
      .trim()
      .split('\n')
      .map((line): { id?: string; result?: string } => JSON.parse(line) as object);
    const resultOf = (wanted: string): string => findings.find(({ id }) => id === wanted)?.result ?? '';
    expect(resultOf('scan_tcp')).not.toContain(`\n${server.port}\t`);
    expect(resultOf('coverage_not_tested')).toContain(`tcp/${server.port}`);
    await expectValid(box, server, box.read('report.xml'));
  });

  it('ends with Ctrl-C, and nmap with it', async (context) => {
    const box = sandbox(context);
    const { nmap, server } = await realServer(box);
    const scan = startOpenguard(box, server, ['scan', '127.0.0.1-127.0.0.8', '--save', '-o', 'report.xml']);
    await until('nmap runs', () => nmap.alive().length === 1);
    scan.kill('SIGINT');
    expectComplaint(await within('the command ends', scan.ended, 5000), 130, /interrupted/);
    await until('nmap is gone', () => nmap.alive().length === 0, 5000);
  });

  it('ends with its server, also when that is killed', async (context) => {
    const box = sandbox(context);
    const { nmap, server } = await realServer(box);
    startOpenguard(box, server, ['scan', '127.0.0.1-127.0.0.8', '--save', '-o', 'report.xml']);
    await until('nmap runs', () => nmap.alive().length === 1);
    server.process.kill('SIGKILL');
    await until('nmap is gone', () => nmap.alive().length === 0, 1000);
  });
});
