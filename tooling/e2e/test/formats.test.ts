import { documentBytes } from '@openguard/fixtures';
import { existsSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { openguard } from '../src/commands.js';
import { expectComplaint, expectDone, jsonOf } from '../src/expectations.js';
import { sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';
import { storeWithAnn } from '../src/store.js';

vi.setConfig({ testTimeout: 90_000 });

const TARGETS = '127.0.0.1-127.0.0.9';

describe.concurrent('findings', () => {
  it('are the same in every format, on standard output and in a file', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    expectDone(await openguard(box, server, ['scan', TARGETS, '--save', '--json', '-o', 'report.xml']));
    const summary = (...args: readonly string[]) =>
      openguard(box, undefined, ['vulnsummary', 'report.xml', ...args]);

    expect(jsonOf(await summary('--format', 'json'))).toEqual(jsonOf(await summary('--json')));
    expect(expectDone(await summary('--format', 'table'))).toBe(expectDone(await summary()));
    const counted = [
      ['csv', /^,,,vuln,/gm],
      ['sarif', /"ruleIndex"/g],
      ['junit', /<failure /g],
      ['markdown', /^\| [1-5] \| /gm],
      ['html', /<tr data-section="vuln"/g],
    ] as const;
    for (const [format, pattern] of counted) {
      const shown = expectDone(await summary('--format', format));
      expect(shown.match(pattern)).toHaveLength(5);
      expect(expectDone(await summary('--format', format, '-o', `report.${format}`))).toBe('');
      expect(box.read(`report.${format}`)).toBe(shown);
    }
    const scored = expectDone(await openguard(box, undefined, ['score', 'report.xml', '--format', 'csv']));
    expect(scored).toBe(box.read('report.csv'));
    expect(expectDone(await summary('--all', '--format', 'html'))).toContain(
      'Hosts, and the routers before them',
    );
  });

  it('fail a run when they meet a condition, and are shown all the same', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    expectDone(await openguard(box, server, ['scan', TARGETS, '--save', '--json', '-o', 'report.xml']));
    const gated = (command: string, condition: string) =>
      openguard(box, undefined, [command, 'report.xml', '--fail-on', condition]);
    const shown = expectDone(await openguard(box, undefined, ['vulnsummary', 'report.xml']));

    expect(await gated('vulnsummary', 'vuln and severity>=4')).toEqual(
      expect.objectContaining({
        code: 1,
        stdout: shown,
        stderr:
          'openguard: 1 finding meets --fail-on vuln and severity>=4; the first: vuln http-git on 127.0.0.2:80, severity 4\n',
      }),
    );
    expect(await gated('vulnsummary', 'severity>=5')).toMatchObject({ code: 0, stdout: shown, stderr: '' });
    expect(await gated('score', 'host=127.0.0.2 and vuln')).toMatchObject({ code: 1, stdout: '16\n' });
    // What is not shown counts, too.
    expect(await gated('vulnsummary', 'service')).toMatchObject({ code: 1, stdout: shown });
  });
});

it.concurrent('accepted risks fail nothing, and are shown with their day', async (context) => {
  const box = sandbox(context);
  const data = await storeWithAnn(box);
  const server = await startServer(box, { data });
  expectDone(await openguard(box, server, ['scan', TARGETS, '--save', '--json', '-o', 'report.xml']));
  const cli = (...args: readonly string[]) => openguard(box, undefined, args);
  const risk = ['--owner', 'ann', '--reason', '=mirror', '--until', '2199-12-31'];
  const kept = ['--store', data, '--account', 'ann'];
  const all = ['vulnsummary', 'report.xml', '--fail-on', 'vuln'];
  expect(await cli(...all)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /^openguard: 5 findings meet --fail-on vuln; the first: [^;]+\n$/,
    ) as unknown,
  });
  // Those of real reports count for real reports alone.
  expectDone(await cli('accept', 'http-git', ...risk));
  expect(await cli(...all)).toMatchObject({ code: 1, stderr: expect.not.stringContaining('let') as unknown });
  expectDone(await cli('accept', 'http-git', ...risk, '--simulated'));
  expect(await cli(...all)).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/ACCEPTED UNTIL\n[^]*http-git .* 2199-12-31\n/) as unknown,
    stderr: expect.stringMatching(
      /^openguard: 4 findings meet --fail-on vuln; [^;]+; 1 more let through, accepted until 2199-12-31\n$/,
    ) as unknown,
  });
  const only = ['--fail-on', 'id=http-git'];
  const shown = [
    ['table', /http-git .* 2199-12-31\n/],
    ['csv', /http-git,.*,2199-12-31,,,,,,,,\r\n/s],
    ['json', /"accepted":\{[^}]*"reason":"=mirror"/],
    ['sarif', /"suppressions":\[\{"kind":"external","status":"accepted","justification":"[^"]*2199-12-31/],
    ['junit', /failures="0"[^]*<skipped message="its risk is accepted until 2199-12-31"/],
    ['markdown', /\| 2199-12-31 \|/],
    ['html', /Risk accepted until 2199-12-31 by ann: =mirror/],
  ] as const;
  for (const [format, pattern] of shown)
    expect(await cli('vulnsummary', 'report.xml', '--format', format, ...only)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(pattern) as unknown,
      stderr:
        'openguard: 1 finding would meet --fail-on id=http-git, let through: accepted until 2199-12-31\n',
    });
  expect(await cli('score', 'report.xml', ...only)).toMatchObject({ code: 0 });
  expect(await cli('score', 'report.xml', '--fail-on', 'id=http-git and accepted')).toMatchObject({
    code: 1,
  });
  expect(await cli('compare', 'report.xml', 'report.xml', ...only)).toMatchObject({ code: 0 });
  // The history of a server, which has accepted nothing yet; it has another account of real reports, too.
  expect(await cli('score', 'report.xml', ...only, ...kept)).toMatchObject({ code: 1 });
  expectDone(await cli('accept', 'http-git', ...risk, '--simulated', ...kept, '--on', '127.0.0.2'));
  expect(await cli('score', 'report.xml', ...only, ...kept)).toMatchObject({ code: 0 });
  expectComplaint(
    await cli('score', 'report.xml', ...only, '--store', data, '--account', 'bob'),
    2,
    /no account/,
  );
});

it('refuses what cannot be shown before anything is scanned or written', async (context) => {
  const box = sandbox(context);
  const nowhere = { url: 'http://127.0.0.1:9', user: 'ann', password: 'x' };
  const refusals = [
    [['--fail-on', 'severity>=9'], /--fail-on: character 11: "9" is no severity from 1 to 5/],
    [['--fail-on', 'new'], /one report does not tell what is new/],
    [['--format', 'pdf'], /"pdf" is none of table, json, csv, sarif, junit, markdown, html/],
    [['--format', 'csv', '--json'], /--json and --format csv exclude each other/],
    [['-o', 'x.csv'], /--output needs a --format/],
  ] as const;
  for (const [args, words] of refusals)
    expectComplaint(await openguard(box, nowhere, ['vulnsummary', '127.0.0.1', ...args]), 2, words);
  for (const word of ['changed', 'worsened', 'not-tested'])
    expectComplaint(
      await openguard(box, nowhere, ['history', '--fail-on', word]),
      2,
      /a history does not tell what changed/,
    );
  const late = await openguard(box, nowhere, ['vulnsummary', 'gone.xml', '--format', 'csv', '-o', 'x.csv']);
  expectComplaint(late, 2, /gone\.xml/);
  expect(existsSync(box.path('x.csv')) || existsSync(box.path('x.csv.part'))).toBe(false);
});

it.concurrent(
  'a map is drawn from a server or a file, the same each time, coloured by what a report found',
  async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    const cli = (...args: readonly string[]) => openguard(box, server, args);
    expectDone(await cli('map', 'company.example', '--save', '--json', '-o', 'map.xml'));
    expectDone(await cli('scan', TARGETS, '--save', '--json', '-o', 'report.xml'));
    const drawn = (...args: readonly string[]) => cli('map', '--from', 'map.xml', ...args);
    for (const format of ['svg', 'html', 'dot']) {
      const picture = expectDone(await drawn('--format', format, '--report', 'report.xml'));
      expect(picture).toContain('127.0.0.2');
      expect(picture).toContain('worst: 4');
      expect(expectDone(await drawn('--format', format, '--report', 'report.xml', '-o', 'picture'))).toBe('');
      expect(box.read('picture')).toBe(picture);
    }
    const asked = await cli('map', 'company.example', '--format', 'dot');
    expect(asked).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^digraph map \{[^]*not shown/) as unknown,
    });
    box.write('several.xml', documentBytes('map-request'));
    const several = await cli('map', '--from', 'several.xml', '--format', 'svg');
    expectComplaint(several, 3, /is not among yours/);
    expect(several.stdout.match(/<svg/g)).toHaveLength(1);
    expectComplaint(await drawn('--format', 'png'), 2, /"png" is none of svg, html, dot/);
    expectComplaint(await drawn('--report', 'report.xml'), 2, /give a --format/);
  },
);

it.concurrent(
  'two scans of a changed network tell the same story in every format, to the last finding',
  async (context) => {
    const box = sandbox(context);
    const scanAt = async (clock: string, file: string): Promise<void> => {
      const server = await startServer(box, { clock, data: await storeWithAnn(box, box.path(clock)) });
      expectDone(await openguard(box, server, ['scan', TARGETS, '--save', '--json', '-o', file]));
      await server.stop();
    };
    await scanAt('2026-01-20T00:00:00Z', 'old.xml');
    await scanAt('2026-02-20T00:00:00Z', 'new.xml');
    const compared = (...args: readonly string[]) =>
      openguard(box, undefined, ['compare', 'old.xml', 'new.xml', ...args]);
    const { totals } = jsonOf(await compared('--json')) as { totals: { findings: Record<string, number> } };
    const told = Object.fromEntries(Object.entries(totals.findings).filter(([, count]) => count > 0));
    expect(Object.keys(told)).toEqual(expect.arrayContaining(['new', 'fixed', 'changed', 'same']));

    const counted = (text: string, pattern: RegExp): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (const [, verdict = ''] of text.matchAll(pattern)) counts[verdict] = (counts[verdict] ?? 0) + 1;
      return counts;
    };
    const VERDICT = '(new|reopened|changed|not tested|fixed|same)';
    const formats = {
      table: `^${VERDICT} +\\w`,
      csv: `^${VERDICT},`,
      sarif: `"verdict":"${VERDICT}"`,
      markdown: `^\\| ${VERDICT} \\|`,
      html: `data-verdict="${VERDICT}"`,
    };
    for (const [format, pattern] of Object.entries(formats)) {
      const shown = expectDone(await compared('--format', format));
      expect([format, counted(shown, new RegExp(pattern, 'gm'))]).toEqual([format, told]);
    }

    const all = Object.values(told).reduce((sum, count) => sum + count);
    expect(expectDone(await compared('--format', 'junit')).match(/<testcase /g)).toHaveLength(all);

    expect(await compared('--fail-on', 'new or changed')).toMatchObject({
      code: 1,
      stdout: expectDone(await compared()),
      stderr: expect.stringMatching(
        /^openguard: \d+ findings? meets? --fail-on new or changed; the first: /,
      ) as unknown,
    });
    expect(await compared('--fail-on', 'new and severity>=5')).toMatchObject({ code: 0, stderr: '' });
    expectComplaint(await compared('--fail-on', 'newer'), 2, /"newer" is no word of a condition/);
  },
);
