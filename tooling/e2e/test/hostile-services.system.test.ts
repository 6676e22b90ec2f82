// needs: nmap, xmllint, openssl
import { expect, it, vi } from 'vitest';
import { openguard } from '../src/commands.js';
import { expectDone } from '../src/expectations.js';
import { hostileServices } from '../src/hostile-services.js';
import { askAsAnn } from '../src/http.js';
import { realNmap } from '../src/nmap.js';
import { sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';
import { expectValid } from '../src/xmllint.js';

vi.setConfig({ testTimeout: 300_000 });

/** An address of this machine that nobody else uses. */
const HOST = '127.83.7.2';
const SCAN_MS = 200_000;

/** A control character, but for tab and line feed. */
const CONTROL = /[^\P{Cc}\t\n]/u;

interface Line {
  readonly kind: string;
  readonly id?: string;
  readonly port?: number;
  readonly result?: string;
}

// One scan of all: nmap spends most of its time on waiting for each of them, and it waits for all at once.
it('services that lie, stall and attack get a whole and harmless report', async (context) => {
  const box = sandbox(context);
  const ports = await hostileServices(box, HOST);
  const server = await startServer(box, { engine: 'nmap', programs: realNmap(box).programs });
  const args = ['scan', HOST, '--save', '--option', 'light', '-o', 'report.xml'];
  const scanned = await openguard(box, server, args, { withinMs: SCAN_MS });
  expect(scanned).toMatchObject({ code: 0, stdout: '' });

  const report = box.read('report.xml');
  expect(report).toContain('<KEY value="STATUS">FINISHED</KEY>');
  expect(report).not.toMatch(CONTROL);
  await expectValid(box, server, report);
  const [, ref = ''] = /<SCAN value="([^"]+)"/.exec(report) ?? [];
  const saved = await askAsAnn(server, `/msp/scan_report.php?ref=${ref}`);
  expect(saved.body).toBe(report.replaceAll(/<!--[^>]*-->\n/g, ''));

  const lines = expectDone(await openguard(box, undefined, ['decode', 'report.xml']))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  expect(lines.at(-1)).toMatchObject({ kind: 'end', hosts: 1, notices: [] });
  const resultOf = (id: string, port?: number): string =>
    lines.find((line) => line.id === id && line.port === port)?.result ?? '';
  const listed = resultOf('scan_tcp').split('\n').slice(1);
  expect(listed.map((row) => Number(row.split('\t')[0]))).toEqual(
    expect.arrayContaining(Object.values(ports)),
  );
  // What would do harm came through as the text that it is.
  expect(resultOf('tls_certificate', ports['secret'])).toContain('</RESULT></IP></SCAN><!-- ]]> <script>');
  expect(resultOf('http-title', ports['web'])).toContain('/RESULT>/IP>/SCAN>');

  for (const command of [
    ['vulnsummary', ref, '--long'],
    ['score', 'report.xml'],
    ['report', ref],
  ]) {
    const shown = expectDone(await openguard(box, server, command));
    expect([command, CONTROL.exec(shown)]).toEqual([command, null]);
  }
  expect(server.process.stderr()).not.toMatch(/unexpected|\bat .*\.js:\d/);
});
