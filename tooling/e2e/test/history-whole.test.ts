import { openSqliteStore } from '@openguard/storage';
import { readdirSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { openguard } from '../src/commands.js';
import { expectComplaint, expectDone } from '../src/expectations.js';
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

const lines = (text: string): readonly string[] => text.trimEnd().split('\n');

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

  it('is begun by several commands at once', async (context) => {
    const box = sandbox(context);
    const files = [1, 2, 3, 4, 5, 6].map((day) => report(box, day, host(FTP)));
    const ended = await Promise.all(files.map((file) => openguard(box, undefined, ['import', file])));
    expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual(files.map(() => [0, '']));
    const { findings } = JSON.parse(expectDone(await openguard(box, undefined, ['history', '--json']))) as {
      readonly findings: readonly { readonly timesFound: number }[];
    };
    expect(findings.map(({ timesFound }) => timesFound)).toEqual([6]);
  });

  it('takes in the files that are whole, and says of the others why not', async (context) => {
    const box = sandbox(context);
    const own = (...args: readonly string[]) => openguard(box, undefined, args);
    const good = report(box, 5, host(FTP));
    const cut = box.write('cut.xml', '<SCAN value="scan/1.1"><IP value="192.0.2.9">');
    const gone = box.path('gone.xml');
    const ended = await own('import', cut, good, gone);
    expect(ended.stdout).toMatch(
      /^\S+day5\.xml: scan\/1767\.5 of 2026-01-05 03:04 UTC: 1 host and 2 findings taken in\n$/,
    );
    expect(lines(ended.stderr)).toEqual([
      expect.stringMatching(/cut\.xml: the document is cut off at byte 45/),
      expect.stringMatching(/cannot read \S+gone\.xml: there is no such file/),
      expect.stringMatching(/import: 2 of 3 files were not taken in: \S+cut\.xml, \S+gone\.xml/),
    ]);
    expect(ended.code).toBe(5);
    expectComplaint(await own('import', '/dev/null'), 2, /no regular file/);
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
    // No condition passes on a part.
    expect(await own('history', '--fail-on', 'severity>=5', ...kept)).toMatchObject({
      code: 5,
      stderr: expect.stringMatching(/what is missing may: only a part of later\.xml/) as unknown,
    });
  });

  it('says of hosts that nobody looked at that nothing is known of them', async (context) => {
    const box = sandbox(context);
    const own = (...args: readonly string[]) => openguard(box, undefined, args);
    expectDone(await own('import', report(box, 5, host())));
    expect(lines(expectDone(await own('history')))[0]).toBe(
      'Nothing is open on the host that the reports tell of.',
    );
    const nobody =
      'o report that was imported tells of a host of 10.0.0.0/8: whether something is open there is not known';
    expect(lines(expectDone(await own('history', '10.0.0.0/8')))[0]).toBe(`N${nobody}.`);
    const { stdout, stderr } = await own('history', '10.0.0.0/8', '--json');
    expect([JSON.parse(stdout), stderr]).toMatchObject([{ looked: { hosts: 0 } }, `openguard: n${nobody}\n`]);
    const silent = ['--store', box.path('silent')];
    expectDone(await own('import', report(box, 6, ''), ...silent));
    expect(lines(expectDone(await own('history', ...silent)))[0]).toMatch(
      /^No report .* tells of any host: /,
    );
  });

  it('is begun by what takes in and accepts alone', async (context) => {
    const box = sandbox(context);
    const own = (...args: readonly string[]) => openguard(box, undefined, args);
    const file = report(box, 5, host(FTP));
    const typo = ['--store', box.path('typo')];
    for (const args of [['history'], ['accept'], ['vulnsummary', file], ['compare', file, file]])
      expectComplaint(await own(...args, ...typo), 7, /no history in .*typo; correct --store, or begin one/);
    expect(expectDone(await own('history'))).toMatch(/^No report was imported yet/);
    expect(readdirSync(box.root)).toEqual(['day5.xml']);
  });

  it('shows accepted risks without being asked, and goes on without those that it cannot read', async (context) => {
    const box = sandbox(context);
    const own = (...args: readonly string[]) => openguard(box, undefined, args);
    const file = report(box, 5, host(FTP, TELNET));
    const risk = ['--owner', 'ann', '--reason', 'a mirror', '--until', '2199-12-31'];
    expect((await own('accept', 'ftp_anonymous', ...risk)).code).toBe(0);
    expect(expectDone(await own('vulnsummary', file))).toMatch(/ftp_anonymous .*2199-12-31/);
    expect(expectDone(await own('vulnsummary', file, '--format', 'sarif'))).toMatch(/"suppressions"/);
    expect(expectDone(await own('compare', file, file, '--format', 'junit'))).toMatch(/failures="1"/);
    box.write('.local/state/openguard/history/openguard.db', 'no database');
    expect(await own('vulnsummary', file)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/ftp_anonymous/) as unknown,
      stderr: expect.stringMatching(
        /^openguard: accepted risks are not told: cannot open [^\n]*\n$/,
      ) as unknown,
    });
    expect((await own('vulnsummary', file, '--fail-on', 'vuln')).code).toBe(7);
  });
});
