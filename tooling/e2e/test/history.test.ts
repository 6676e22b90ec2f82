import { describe, expect, it, vi } from 'vitest';
import { openguard } from '../src/commands.js';
import { expectComplaint, expectDone, jsonOf } from '../src/expectations.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';

vi.setConfig({ testTimeout: 90_000 });

interface Weakness {
  readonly check: string;
  readonly severity: number;
  readonly title?: string;
}

const weakness = ({ check, severity, title = 'A title' }: Weakness): string =>
  `<CAT value="ftp" port="21"><VULN value="${check}" severity="${severity}"><TITLE>${title}</TITLE></VULN></CAT>`;

/** A report of 2001 of one host, made in a week of 2026. */
const report = (box: Sandbox, week: number, ...weaknesses: readonly Weakness[]): string =>
  box.write(
    `week${week}.xml`,
    `<?xml version="1.0"?>\n<SCAN value="scan/1767.${week}"><HEADER>` +
      `<KEY value="DATE">202601${String(5 + 7 * week).padStart(2, '0')}030405</KEY>` +
      '<KEY value="STATUS">FINISHED</KEY><KEY value="TARGET">192.0.2.1</KEY></HEADER>' +
      `<IP value="192.0.2.1"><INFOS></INFOS><VULNS>${weaknesses.map(weakness).join('')}</VULNS></IP></SCAN>\n`,
  );

const FTP = { check: 'ftp_anonymous', severity: 3 };
const TELNET = { check: 'telnet_open', severity: 5, title: 'Hostile &#x9b;31m &lt;script&gt;' };

const lines = (text: string): readonly string[] => text.trimEnd().split('\n');

describe.concurrent('a history of one’s own', () => {
  it('is the same in whatever order reports are imported, and shows since when what is open', async (context) => {
    const box = sandbox(context);
    const own = (...args: readonly string[]) => openguard(box, undefined, args);
    expect((await own('history')).stdout).toMatch(/^No report was imported yet/);
    const [first, second, third] = [report(box, 0, FTP), report(box, 1, FTP, TELNET), report(box, 2, TELNET)];
    const imported = expectDone(await own('import', second, first, third, first));
    expect(lines(imported).map((line) => line.replace(/.*: /, ''))).toEqual([
      '1 host and 2 findings taken in',
      '1 host and 1 finding taken in',
      '1 host and 1 finding taken in',
      'was taken in before; nothing has changed',
    ]);
    const shown = expectDone(await own('history'));
    expect(lines(shown)[1]).toMatch(
      /^192\.0\.2\.1 +21 +5 +active +2026-01-12 +2026-01-19 +2 +- +telnet_open +Hostile \?31m/,
    );
    expect(shown).not.toMatch(/ftp_anonymous/);
    expect(
      lines(shown)
        .slice(-3)
        .map((line) => line.split(/ +/).slice(0, 2)),
    ).toEqual([
      ['2026-01-07', '3'],
      ['2026-01-14', '8'],
      ['2026-01-21', '5'],
    ]);
    const ordered = ['--store', box.path('ordered')];
    expectDone(await own('import', ...ordered, first, second, third));
    const findings = async (...args: readonly string[]) =>
      (jsonOf(await own('history', '--json', '--fixed', ...args)) as { readonly findings: unknown }).findings;
    expect(await findings()).toEqual(await findings(...ordered));
    for (const [format, pattern] of [
      ['csv', /^(?:same|fixed),/gm],
      ['sarif', /"ruleIndex"/g],
      ['junit', /<testcase /g],
      ['markdown', /^\| (?:active|fixed) \|/gm],
      ['html', /<tr data-section/g],
    ] as const)
      expect(expectDone(await own('history', '--fixed', '--format', format)).match(pattern)).toHaveLength(2);
    expect(await own('history', '--fail-on', 'same and severity=5')).toMatchObject({
      code: 1,
      stdout: shown,
    });
    expect(await own('history', '--fail-on', 'new or reopened')).toMatchObject({ code: 0, stdout: shown });
    expect(await findings('192.0.2.0-192.0.2.9')).toHaveLength(2);
    expect(await findings()).toMatchObject([
      { id: 'telnet_open', state: 'active', timesFound: 2 },
      { id: 'ftp_anonymous', state: 'fixed', evidence: 'inferred', timesFound: 2 },
    ]);
  });

  it('accepts risks for a time, and still shows them', async (context) => {
    const box = sandbox(context);
    const own = (...args: readonly string[]) => openguard(box, undefined, args);
    expectDone(await own('import', report(box, 0, FTP)));
    expect((await own('accept')).stdout).toBe('No risk is accepted.\n');
    const risk = ['accept', 'ftp_anonymous', '--owner', 'ann', '--reason', 'a mirror'];
    const { id } = jsonOf(await own(...risk, '--until', '2199-12-31', '--on', '192.0.2.0/24', '--json')) as {
      readonly id: string;
    };
    expect(lines(expectDone(await own('history')))[1]).toMatch(/ 2199-12-31 +ftp_anonymous/);
    expect(expectDone(await own('accept'))).toMatch(/ann .*2199-12-31 +in force +a mirror/);
    expectDone(await own('accept', '--withdraw', id, '--owner', 'bob'));
    expect(lines(expectDone(await own('history')))[1]).toMatch(/ - +ftp_anonymous/);
    expect(expectDone(await own('accept'))).toMatch(/withdrawn/);
    expectComplaint(await own('accept', '--withdraw', id, '--owner', 'bob'), 2, /no risk is accepted/);
    const hinted = [
      [
        'ftp_anonimous',
        /^openguard: the history knows no finding of ftp_anonimous so far; did you mean ftp_anonymous\?\n$/,
      ],
      ['x', /no finding of x so far\n$/],
      ['ftp_anonymous', /no finding of ftp_anonymous there so far\n$/, '--on', '192.0.2.2'],
    ] as const;
    for (const [check, words, ...where] of hinted)
      expect(await own('accept', check, ...risk.slice(2), '--until', '2199-12-31', ...where)).toMatchObject({
        code: 0,
        stderr: expect.stringMatching(words) as unknown,
      });
    expectComplaint(await own(...risk), 2, /--until/);
    expectComplaint(await own(...risk, '--until', '2001-01-01'), 2, /over already/);
    expectComplaint(await own(...risk, '--until', '2199-02-29'), 2, /a day of the calendar/);
    expectComplaint(await own(...risk, '--until', '2199-12-31', '--on', 'x y'), 2, /./);
  });

  it('tells what is reopened to a comparison of two reports', async (context) => {
    const box = sandbox(context);
    const own = (...args: readonly string[]) => openguard(box, undefined, args);
    const weeks = [report(box, 0, FTP), report(box, 1, TELNET), report(box, 2, FTP, TELNET)];
    const [first = '', older = '', newer = ''] = weeks;
    const gate = ['compare', older, newer, '--fail-on', 'reopened'];
    expect(await own(...gate)).toMatchObject({ code: 0, stderr: '' });
    expectDone(await own('import', first, older));
    expect(await own(...gate)).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^! vuln ftp_anonymous on 192\.0\.2\.1:21/m) as unknown,
    });
    // Later on, the history knows that it was reopened and fixed once more.
    expectDone(await own('import', newer, report(box, 3, TELNET)));
    expect(await own(...gate)).toMatchObject({ code: 1 });
    expect(await own('compare', first, newer, '--fail-on', 'reopened')).toMatchObject({ code: 0 });
  });

  it('takes nothing of a report that is cut, and says what it cannot read', async (context) => {
    const box = sandbox(context);
    const own = (...args: readonly string[]) => openguard(box, undefined, args);
    const whole = report(box, 0, FTP);
    const cut = box.write('cut.xml', box.read('week0.xml').slice(0, -20));
    expectComplaint(await own('import', cut), 5, /cut off/);
    expect((await own('history')).stdout).toMatch(/^No report was imported yet/);
    const future = box.write('future.xml', box.read('week0.xml').replace('>2026', '>2199'));
    expectComplaint(await own('import', future), 5, /at 2199-01-05 .* yet to come: .*--allow-future/);
    expect((await own('history')).stdout).toMatch(/^No report was imported yet/);
    expect(expectDone(await own('import', '--allow-future', future))).toMatch(/1 finding taken in/);
    expectComplaint(await own('import', box.path('none.xml')), 2, /no such file/);
    expectComplaint(await own('import'), 2, /at least one FILE/);
    expectComplaint(await own('import', '-'), 2, /read twice/);
    expectComplaint(await own('history', '192.0.2.0/99'), 2, /./);
    expectComplaint(await own('import', whole, '--store', 'postgres://a:b@127.0.0.1/c'), 2, /PGPASSWORD/);
    expectComplaint(await own('import', whole, '--account', 'nobody'), 2, /no account/);
  });

  it('keeps simulated reports apart, and reads the history of a server', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    const cli = (...args: readonly string[]) => openguard(box, server, args);
    const scanned = await cli('scan', '127.0.0.1-127.0.0.3', '--save', '-o', 'simulated.xml');
    expect(scanned.code).toBe(0);
    expectDone(await cli('import', 'simulated.xml'));
    expect((await cli('history')).stdout).toMatch(/^No report was imported yet/);
    const findings = async (...args: readonly string[]) =>
      (
        jsonOf(await cli('history', '--simulated', '--information', '--json', ...args)) as {
          readonly findings: readonly unknown[];
        }
      ).findings;
    const imported = await findings();
    expect(imported.length).toBeGreaterThan(3);
    const kept = ['--store', server.data, '--account', server.user];
    await vi.waitFor(async () => expect(await findings(...kept)).toEqual(imported), {
      timeout: 20_000,
      interval: 300,
    });
    for (const command of ['history', 'accept'])
      expectComplaint(
        await cli(command, ...kept),
        7,
        /keeps simulated reports.*choose another directory, or give --simulated/,
      );
  });
});
