import { existsSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { openguard } from '../src/commands.js';
import { expectComplaint, expectNoSecret } from '../src/expectations.js';
import { askAsAnn } from '../src/http.js';
import { faultOf } from '../src/judge.js';
import { nmapOutput, nmapThat } from '../src/nmap.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';

vi.setConfig({ testTimeout: 90_000 });

const WHOLE = nmapOutput(['127.0.0.1'], [8022]);

/** A server whose nmap does what the test says just before. */
const serverWithNmap = async (box: Sandbox) => {
  box.write('whole.xml', WHOLE);
  box.write('half.xml', WHOLE.slice(0, WHOLE.indexOf('<ports>') + 20));
  box.write('one-host.xml', WHOLE.slice(0, WHOLE.indexOf('</host>') + 7));
  const nmap = nmapThat(box, '. "$DIR/deed"');
  const server = await startServer(box, { engine: 'nmap', programs: nmap.programs });
  const scan = (name: string, deed: string) => {
    box.write('deed', deed);
    return openguard(box, server, ['scan', '127.0.0.1', '--save', '-o', name]);
  };
  return { nmap, server, scan };
};

const NO_HOST: readonly (readonly [string, RegExp])[] = [
  ['cat "$DIR/half.xml"; kill -9 $$', /nmap was killed by SIGKILL/],
  ['cat "$DIR/half.xml"', /output of nmap cannot be used: .*cut off/],
  ['true', /output of nmap cannot be used: .*(empty|nothing)/],
  ['echo "no such device" >&2; exit 1', /nmap ended with exit code 1: no such device/],
  ['echo "<html></html>"', /this is an HTML page/],
  ['sed "/<host /d" "$DIR/whole.xml"', /says nothing about 127\.0\.0\.1/],
];

const ONE_HOST: readonly (readonly [string, RegExp])[] = [
  ['cat "$DIR/one-host.xml"; kill -9 $$', /SIGKILL/],
  ['cat "$DIR/one-host.xml"', /cut off/],
  ['cat "$DIR/whole.xml"; exit 1', /exit code 1/],
  ['sed s/success/error/ "$DIR/whole.xml"', /not say that it is finished/],
];

describe.concurrent('an nmap', () => {
  it('that does its work is believed', async (context) => {
    const box = sandbox(context);
    const { nmap, server, scan } = await serverWithNmap(box);
    expect(await scan('report.xml', 'cat "$DIR/whole.xml"')).toMatchObject({ code: 0 });
    expect(box.read('report.xml')).toContain('<KEY value="STATUS">FINISHED</KEY>');
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
  });

  it('that is killed, fails, or leaves its output unfinished makes no report', async (context) => {
    const box = sandbox(context);
    const { nmap, server, scan } = await serverWithNmap(box);
    for (const [index, [deed, words]] of NO_HOST.entries()) {
      const name = `${index}.xml`;
      expectComplaint(await scan(name, deed), 6, words);
      expect([deed, existsSync(box.path(name))]).toEqual([deed, false]);
      // What the server said is no report, whole or in part.
      expect([deed, existsSync(box.path(`${name}.part`))]).toEqual([deed, false]);
      expect(nmap.alive()).toEqual([]);
    }
    // No command has a number to print then.
    for (const command of ['score', 'vulnsummary', 'compare']) {
      const refused = await openguard(box, server, [command, '127.0.0.1']);
      expectComplaint(refused, 6, /says nothing about/);
      expect([command, refused.stdout]).toEqual([command, '']);
    }
    // Those that were to be saved are in the list, and say that nothing was scanned, and why.
    const { body } = await askAsAnn(server, '/msp/scan_report_list.php');
    const kept = [...body.matchAll(/ref="(scan\/[^"]*)"/g)].map(([, ref = '']) => ref);
    expect(kept).toHaveLength(NO_HOST.length + 3);
    const asked = [...kept, `${kept[0]}&wait=yes`];
    for (const ref of asked) {
      const report = (await askAsAnn(server, `/msp/scan_report.php?ref=${ref}`)).body;
      expect(report).toContain('<KEY value="STATUS">INTERRUPTED</KEY>');
      expect(report).toContain('<KEY value="NOT_SCANNED">127.0.0.1</KEY>');
      expect(report).toMatch(/<ERROR number="999">/);
      expect(await faultOf(server, report)).toBeUndefined();
    }
    // Beside one of those, all that is open now would be new.
    const works = 'cat "$DIR/whole.xml"';
    expect(await scan('good.xml', works)).toMatchObject({ code: 0 });
    expectComplaint(await scan('late.xml', 'true'), 6, /cannot be used/);
    box.write('deed', works);
    const compared = await openguard(box, server, ['compare', '127.0.0.1']);
    expect(compared.stdout).toMatch(/^The score is the same: \d/);
    expect(compared.stderr).toMatch(/^openguard: scan\/\S+ holds no host and is passed over: .*error 999/m);
    expect(compared.stderr.match(/is passed over/g)).toHaveLength(1);
    expectNoSecret(JSON.stringify(nmap.runs()) + server.process.stderr());
  });

  it('that does so after a host leaves a report that says that it is incomplete', async (context) => {
    const box = sandbox(context);
    const { server, scan } = await serverWithNmap(box);
    for (const [index, [deed, words]] of ONE_HOST.entries()) {
      const name = `${index}.xml`;
      expectComplaint(await scan(name, deed), 6, /the scan is incomplete \(INTERRUPTED\)/);
      const report = box.read(name);
      expect(report).toContain('<KEY value="STATUS">INTERRUPTED</KEY>');
      expect(/<KEY value="STATUS_REASON">(.*)<\/KEY>/.exec(report)?.[1]).toMatch(words);
      expect(report).toContain('<IP value="127.0.0.1"');
      expect(await faultOf(server, report)).toBeUndefined();
      const log = server.process.stderr().trimEnd().split('\n');
      expect(log.findLast((line) => !line.includes('taken into the history'))).toMatch(words);
      // What was saved stays, with all that the command has shown.
      const [, ref = ''] = /<SCAN value="([^"]+)"/.exec(report) ?? [];
      const saved = await askAsAnn(server, `/msp/scan_report.php?ref=${ref}`);
      expect(saved.body).toBe(report.replace(/<!--[^>]*-->\n/, ''));
    }
    // Whoever reads it later is told.
    const [, ref = ''] = /<SCAN value="([^"]+)"/.exec(box.read('0.xml')) ?? [];
    for (const source of [ref, '0.xml']) {
      const scored = await openguard(box, server, ['score', source]);
      expect([source, scored.stderr]).toEqual([source, expect.stringMatching(/incomplete \(INTERRUPTED\)/)]);
    }
  });
});
