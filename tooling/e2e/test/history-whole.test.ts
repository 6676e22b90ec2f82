import { openSqliteStore } from '@openguard/storage';
import { describe, expect, it, vi } from 'vitest';
import { openguard } from '../src/commands.js';
import { expectDone } from '../src/expectations.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';

vi.setConfig({ testTimeout: 60_000 });

/** A report of 2001 on a day of January 2026. */
const report = (box: Sandbox, day: number, host: string): string =>
  box.write(
    `day${day}.xml`,
    `<?xml version="1.0"?>\n<SCAN value="scan/1767.${day}"><HEADER>` +
      `<KEY value="DATE">202601${String(day).padStart(2, '0')}030405</KEY>` +
      `<KEY value="STATUS">FINISHED</KEY><KEY value="TARGET">192.0.2.1</KEY></HEADER>${host}</SCAN>\n`,
  );

const finding = (element: string, check: string, severity: number): string =>
  `<CAT value="ftp" port="21"><${element} value="${check}" severity="${severity}"><TITLE>A title</TITLE></${element}></CAT>`;

/** A host with a service, and with these vulnerabilities. */
const host = (...vulnerabilities: readonly string[]): string =>
  '<IP value="192.0.2.1"><INFOS></INFOS>' +
  `<SERVICES>${finding('SERVICE', 'ftp_open', 1)}</SERVICES><VULNS>${vulnerabilities.join('')}</VULNS></IP>`;

const [TELNET, FTP] = [finding('VULN', 'telnet_open', 5), finding('VULN', 'ftp_anonymous', 2)];

describe.concurrent('a history whole', () => {
  it('holds a condition against what is not shown, and what is fixed against one that asks for it', async (context) => {
    const box = sandbox(context);
    const own = (...args: readonly string[]) => openguard(box, undefined, args);
    expectDone(await own('import', report(box, 5, host(TELNET, FTP)), report(box, 6, host(FTP))));
    const shown = expectDone(await own('history'));
    expect(shown).not.toMatch(/telnet_open|ftp_open/);
    for (const [condition, code, ...more] of [
      ['fixed', 1],
      ['service', 1],
      ['service', 0, '192.0.2.2'],
      ['severity<=2', 1, '--severity', '4'],
      // Long gone, and no reason to fail for ever.
      ['severity=5', 0, '--fixed'],
    ] as const) {
      const ended = await own('history', ...more, '--fail-on', condition);
      expect([condition, more, ended.code]).toEqual([condition, more, code]);
      if (more.length === 0) expect(ended.stdout).toBe(shown);
    }
    const cases = ['history', '--fixed', '--format', 'junit', '--fail-on', 'severity=5'];
    expect(expectDone(await own(...cases))).toMatch(/failures="0"/);
  });

  it('says on standard error what a part alone was taken in of, whatever the format', async (context) => {
    const box = sandbox(context);
    const own = (...args: readonly string[]) => openguard(box, undefined, args);
    const kept = ['--store', box.path('kept')];
    expectDone(await own('import', report(box, 5, host(FTP)), ...kept));
    const store = await openSqliteStore({ directory: box.path('kept') });
    await store.beginTaking('local', {
      ...{ digest: 'd', ref: 'scan/1767.9', at: Date.UTC(2026, 0, 9), takenAt: 0, source: 'later.xml' },
      ...{ origin: 'file', target: '192.0.2.1', notAlive: '', notScanned: '' },
    });
    await store.close();
    for (const format of ['table', 'json', 'csv', 'junit'])
      expect(await own('history', '--format', format, ...kept)).toMatchObject({
        code: 0,
        stderr: 'openguard: only a part of later.xml was taken in; import it again\n',
      });
  });
});
