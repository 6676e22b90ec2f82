import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { openguard, SYSTEM_PATH } from '../src/commands.js';
import { expectComplaint, expectDone } from '../src/expectations.js';
import { closedPort } from '../src/fake-service.js';
import { run, start, type Ended } from '../src/process.js';
import { OPENGUARD } from '../src/programs.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';
import { until } from '../src/waiting.js';

vi.setConfig({ testTimeout: 90_000 });

const FINDING = '<VULN value="v" severity="3"><TITLE>t</TITLE></VULN>';
const HEAD = '<SCAN value="scan/1.1"><HEADER><KEY value="TARGET">192.0.2.1</KEY></HEADER>';
const reportOf = (findings: number): string =>
  `${HEAD}<IP value="192.0.2.1"><INFOS/><VULNS><CAT value="c">${FINDING.repeat(findings)}</CAT></VULNS></IP></SCAN>`;

/** Nothing listens there. */
const nowhere = async () => `http://127.0.0.1:${await closedPort()}`;

const environmentOf = (box: Sandbox) => ({ PATH: SYSTEM_PATH, HOME: box.root, OPENGUARD_USER: 'ann' });

/** A line for the shell, in which `openguard` is the command. */
const shellLine = (line: string): readonly string[] => [
  '-c',
  `openguard() { "$NODE" "$0" "$@"; }; ${line}`,
  OPENGUARD,
];

const inShell = (box: Sandbox, line: string): Promise<Ended> =>
  run('/bin/sh', shellLine(line), {
    box,
    environment: { ...environmentOf(box), NODE: process.execPath },
  });

describe.concurrent('standard input', () => {
  it.for<[string, string, RegExp]>([
    ['a directory', 'decode - < .', /cannot read standard input: it is a directory/],
    ['closed', 'decode - <&-', /cannot read standard input: it is closed or the null device; name a file/],
    ['the null device', 'score - </dev/null', /cannot read standard input: it is closed or the null device/],
    [
      'open for writing alone',
      'decode - 0>written',
      /cannot read standard input: it is not open for reading/,
    ],
    ['asked for twice', 'compare - - <report.xml', /compare: standard input can be read once/],
    [
      'report and password',
      'compare - scan/987659876.19876 --server 127.0.0.1 --password-stdin <report.xml',
      /standard input cannot hold both a report and the password/,
    ],
    ['a closed password', 'scans --server 127.0.0.1 --password-stdin <&-', /standard input: it is closed/],
  ])('%s', async ([, line, words], context) => {
    const box = sandbox(context);
    box.write('report.xml', reportOf(1));
    const refused = await inShell(box, `openguard ${line}`);
    expectComplaint(refused, 2, words);
    expect(refused.stdout).toBe('');
  });

  it('that is empty is an empty document', async (context) => {
    expectComplaint(await openguard(sandbox(context), undefined, ['decode', '-']), 5, /is empty/);
  });

  it.for(['score', 'vulnsummary', 'decode'])(
    '%s says that a source is a directory',
    async (name, context) => {
      const box = sandbox(context);
      box.folder('reports');
      expectComplaint(await openguard(box, undefined, [name, 'reports']), 2, /reports.* is a directory/);
    },
  );

  it('is not read before both sources of a comparison are there', async (context) => {
    const failed = openguard(sandbox(context), undefined, ['compare', '-', 'nowhere.xml'], {
      input: 'no XML',
    });
    expectComplaint(await failed, 2, /"nowhere\.xml" is no reference/);
  });
});

describe.concurrent('standard output', () => {
  it.skipIf(!existsSync('/dev/full')).for(['--version', '--help', 'decode --help'])(
    '%s says that the disk is full',
    async (args, context) => {
      const failed = await inShell(sandbox(context), `openguard ${args} >/dev/full`);
      expectComplaint(failed, 7, /cannot write standard output: the disk is full/);
    },
  );

  it.for(['--version', '--help', 'decode report.xml', 'vulnsummary report.xml'])(
    '%s stays quiet when nobody reads it',
    async (args, context) => {
      const box = sandbox(context);
      box.write('report.xml', reportOf(20_000));
      // The reader has gone before anything is written.
      const line = `{ sleep 0.3; openguard ${args}; echo "$?" >code; } | :`;
      expect(expectDone(await inShell(box, line))).toBe('');
      await until('the code is there', () => existsSync(box.path('code')));
      expect(box.read('code')).toBe('0\n');
    },
  );

  it.for([
    ['vulnsummary report.xml', '1'],
    ['vulnsummary report.xml --format csv', '1'],
    ['compare empty.xml report.xml --format json', '1'],
    ['vulnsummary empty.xml --format csv', '0'],
  ] as const)('a condition on %s holds whoever reads it', async ([args, code], context) => {
    const box = sandbox(context);
    box.write('report.xml', reportOf(20_000));
    box.write('empty.xml', reportOf(0));
    const line = `{ sleep 0.3; openguard ${args} --fail-on 'severity>=3' 2>told; echo "$?" >code; } | :`;
    expect(expectDone(await inShell(box, line))).toBe('');
    await until('the code is there', () => existsSync(box.path('code')));
    expect(box.read('code')).toBe(`${code}\n`);
    expect(box.read('told')).toMatch(code === '1' ? /20000 findings meet/ : /^$/);
  });

  it.for(['decode', 'vulnsummary', 'vulnsummary --long', 'vulnsummary --json'])(
    '%s does not lose the end of what it writes where only the beginning has room',
    async (args, context) => {
      const box = sandbox(context);
      box.write('report.xml', reportOf(3000));
      // In units of 512 or 1024 bytes; all of them write more at once.
      const failed = await inShell(box, `ulimit -f 60; openguard ${args} report.xml >written`);
      expectComplaint(failed, 7, /cannot write standard output: EFBIG/);
    },
  );
});

/** Whether no thread of a process runs or wants to. */
const sleeps = (pid: string): boolean =>
  readdirSync(`/proc/${pid}/task`).every((thread) => {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')')).startsWith(') S');
  });

/** Waits until a process does nothing but wait, however long it took to start on a busy machine. */
const untilItWaits = async (pid: string): Promise<void> => {
  let calm = 0;
  await until('it waits', () => {
    calm = sleeps(pid) ? calm + 1 : 0;
    return calm === 20;
  });
};

describe.concurrent('a pipe with a name', () => {
  const ASSETS =
    '<ASSET_DATA_REPORT><HOST_LIST><HOST><IP>192.0.2.7</IP><VULN_INFO_LIST><VULN_INFO><QID>42</QID><TYPE>Vuln</TYPE></VULN_INFO></VULN_INFO_LIST></HOST></HOST_LIST>' +
    '<GLOSSARY><VULN_DETAILS_LIST><VULN_DETAILS><QID>42</QID><TITLE>Old lock</TITLE><SEVERITY>4</SEVERITY></VULN_DETAILS></VULN_DETAILS_LIST></GLOSSARY></ASSET_DATA_REPORT>';

  it.for([
    ['score', 'cat'],
    ['vulnsummary', 'cat'],
    ['decode', 'gzip -c'],
  ] as const)('gives %s what a file gives, which is read twice', async ([command, writes], context) => {
    const box = sandbox(context);
    box.write('assets.xml', ASSETS);
    const told = expectDone(await inShell(box, `openguard ${command} assets.xml`));
    const piped = `mkfifo pipe; ${writes} assets.xml >pipe & sleep 0.2; openguard ${command} pipe`;
    expect(expectDone(await inShell(box, piped))).toBe(told);
    expect(told).toMatch(command === 'score' ? /^4$/m : /Old lock/);
  });
});

const AT_ONCE_MS = 5000;

describe.concurrent('an interruption', () => {
  it.skipIf(!existsSync('/proc/self/status')).for<[string, string]>([
    ['a password that nobody types', 'sleep 600 | { scans --server SERVER --password-stdin; }'],
    ['a document that nobody writes', 'sleep 600 | { decode -; }'],
    ['a pipe that nobody opens for writing', 'mkfifo pipe; { decode pipe; }'],
    ['a reader that does not read', '{ decode report.xml; } | sleep 600'],
  ])('ends the wait for %s', async ([, line], context) => {
    const box = sandbox(context);
    box.write('report.xml', reportOf(20_000));
    // The command alone is interrupted, and the shell keeps its exit code.
    const alone = (args: string): string =>
      `{ sh -c 'echo "$$" >pid; exec "$NODE" "$0" "$@"' "$0" ${args}; echo "$?" >code; }`;
    const url = await nowhere();
    const called = line.replace('SERVER', url).replace(/\{ (.+); \}/, (_, args: string) => alone(args));
    const started = start('/bin/sh', shellLine(called), {
      box,
      environment: { ...environmentOf(box), NODE: process.execPath },
    });
    await until('it is there', () => existsSync(box.path('pid')) && box.read('pid').endsWith('\n'));
    const pid = box.read('pid').trim();
    await untilItWaits(pid);
    process.kill(Number(pid), 'SIGINT');
    const ended = (): boolean => existsSync(box.path('code')) && box.read('code').endsWith('\n');
    await until('it ends', () => ended() && started.stderr() !== '', AT_ONCE_MS);
    expect([box.read('code'), started.stderr()]).toEqual(['130\n', 'openguard: interrupted\n']);
  });
});
