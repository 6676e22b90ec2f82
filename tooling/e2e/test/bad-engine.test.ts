import { existsSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { openguard } from '../src/commands.js';
import { expectComplaint, expectNoSecret, jsonOf } from '../src/expectations.js';
import { askAsAnn } from '../src/http.js';
import { faultOf } from '../src/judge.js';
import { nmapOutput, nmapThat } from '../src/nmap.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';

vi.setConfig({ testTimeout: 90_000 });

const WHOLE = nmapOutput(['127.0.0.1'], [8022]);

/** A server whose nmap does what a script says. */
const serverWithNmap = async (box: Sandbox, scan: string) => {
  box.write('whole.xml', WHOLE);
  box.write('half.xml', WHOLE.slice(0, WHOLE.indexOf('<ports>') + 20));
  box.write('one-host.xml', WHOLE.slice(0, WHOLE.indexOf('</host>') + 7));
  const nmap = nmapThat(box, scan);
  return { nmap, server: await startServer(box, { engine: 'nmap', programs: nmap.programs }) };
};

describe.concurrent('an nmap', () => {
  it('that does its work is believed', async (context) => {
    const box = sandbox(context);
    const { nmap, server } = await serverWithNmap(box, 'cat "$DIR/whole.xml"');
    const scanned = await openguard(box, server, ['scan', '127.0.0.1', '--save', '--json']);
    expect(jsonOf(scanned)).toMatchObject({ status: 'FINISHED', hosts: 1, vulnerabilities: 0 });
    const [run] = nmap.runs();
    // The server leaves its own port out of scans of the machine that it runs on.
    expect(run?.args.join(' ')).toContain(`--exclude-ports ${server.port} `);
    expect(run?.args.at(-1)).toBe('127.0.0.1');
    expectNoSecret(JSON.stringify(nmap.runs()) + server.process.stderr());
  });

  it('that is missing is said to be missing, and how to get it', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box, { engine: 'nmap', searchPath: box.folder('empty') });
    const failed = await openguard(box, server, ['scan', '127.0.0.1', '--save', '-o', 'report.xml']);
    expectComplaint(failed, 6, /nmap cannot be started\. Install nmap .*apt-get install nmap/);
    expect(existsSync(box.path('report.xml'))).toBe(false);
    const { body } = await askAsAnn(server, '/msp/about.php');
    expect(body).toContain('<SCANNER-VERSION>unavailable</SCANNER-VERSION>');
    expect(await faultOf(server, body)).toBeUndefined();
    expect((await askAsAnn(server, '/msp/scan_report_list.php')).body).not.toContain('<SCAN_REPORT ');
  });

  it.for<[string, string, RegExp]>([
    ['is killed', 'cat "$DIR/half.xml"; kill -9 $$', /nmap was killed by SIGKILL/],
    ['ends with half of its output', 'cat "$DIR/half.xml"', /output of nmap cannot be used: .*cut off/],
    ['says nothing', 'true', /output of nmap cannot be used: .*(empty|nothing)/],
    ['fails', 'echo "no such device" >&2; exit 1', /nmap ended with exit code 1: no such device/],
    ['prints a page', 'echo "<html></html>"', /this is an HTML page/],
    ['is silent about its host', 'sed "/<host /d" "$DIR/whole.xml"', /says nothing about 127\.0\.0\.1/],
  ])('that %s makes no report', async ([, scan, words], context) => {
    const box = sandbox(context);
    const { nmap, server } = await serverWithNmap(box, scan);
    const failed = await openguard(box, server, ['scan', '127.0.0.1', '--save', '-o', 'report.xml']);
    expectComplaint(failed, 6, words);
    expect(existsSync(box.path('report.xml'))).toBe(false);
    const part = box.read('report.xml.part');
    expect(part).toContain('<ERROR number="999">');
    expect(await faultOf(server, part)).toBeUndefined();
    expect(nmap.alive()).toEqual([]);
    expectNoSecret(JSON.stringify(nmap.runs()) + server.process.stderr());
  });

  it('that fails gives no command a number to print', async (context) => {
    const box = sandbox(context);
    const { server } = await serverWithNmap(box, 'exit 3');
    for (const command of ['score', 'vulnsummary', 'compare']) {
      const refused = await openguard(box, server, [command, '127.0.0.1']);
      expectComplaint(refused, 6, /nmap ended with exit code 3/);
      expect([command, refused.stdout]).toEqual([command, '']);
    }
    expect((await askAsAnn(server, '/msp/scan_report_list.php')).body).not.toContain('<SCAN_REPORT ');
  });

  it.for<[string, string, RegExp]>([
    ['is killed', 'cat "$DIR/one-host.xml"; kill -9 $$', /SIGKILL/],
    ['ends without its last line', 'cat "$DIR/one-host.xml"', /cut off/],
    ['fails', 'cat "$DIR/whole.xml"; exit 1', /exit code 1/],
    ['says that it failed', 'sed s/success/error/ "$DIR/whole.xml"', /not say that it is finished/],
  ])('that %s after a host leaves an incomplete report', async ([, scan, words], context) => {
    const box = sandbox(context);
    const { server } = await serverWithNmap(box, scan);
    const failed = await openguard(box, server, ['scan', '127.0.0.1', '--save', '-o', 'report.xml']);
    expectComplaint(failed, 6, /the scan is incomplete \(INTERRUPTED\)/);
    const report = box.read('report.xml');
    expect(report).toContain('<KEY value="STATUS">INTERRUPTED</KEY>');
    expect(report).toContain('<IP value="127.0.0.1"');
    expect(await faultOf(server, report)).toBeUndefined();
    expect(server.process.stderr()).toMatch(words);
    // What was saved stays, and whoever reads it later is told.
    const [, ref = ''] = /<SCAN value="([^"]+)"/.exec(report) ?? [];
    const saved = await askAsAnn(server, `/msp/scan_report.php?ref=${ref}`);
    expect(saved.body).toBe(report.replace(/<!--[^>]*-->\n/, ''));
    for (const source of [ref, 'report.xml']) {
      const scored = await openguard(box, server, ['score', source]);
      expect([source, scored.stderr]).toEqual([source, expect.stringMatching(/incomplete \(INTERRUPTED\)/)]);
    }
  });
});
