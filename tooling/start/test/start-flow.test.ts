import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixture, isRunning, like, Sandbox, startNode, until } from './sandbox.js';

interface Call {
  readonly program: string;
  readonly pid: number;
  readonly args: readonly string[];
}

let box: Sandbox;
beforeEach(() => {
  box = new Sandbox();
  box.program('bin/nmap', 'exit 0');
});
afterEach(() => box.remove());

const launch = (args: readonly string[] = [], extra: NodeJS.ProcessEnv = {}) =>
  startNode([fixture('run-start.js'), ...args], {
    PATH: box.path('bin'),
    STATE: box.path('state'),
    FAKE_LOG: box.path('calls'),
    FAKE_SAVED: box.path('saved.json'),
    OPENGUARD_PASSWORD: 'of another account',
    ...extra,
  });
const run = (args: readonly string[] = [], extra: NodeJS.ProcessEnv = {}) => launch(args, extra).ended;
const isCall = (value: unknown): value is Call =>
  typeof value === 'object' && value !== null && 'args' in value;
const calls = (): readonly Call[] =>
  box
    .lines('calls')
    .map((line): unknown => JSON.parse(line))
    .filter(isCall);
const verbs = () =>
  calls().map(
    ({ program, args }) =>
      `${program} ${args.slice(0, program === 'server' && args[0] === 'account' ? 2 : 1).join(' ')}`,
  );
const left = () => calls().filter(({ pid }) => isRunning(pid));
const modeOf = (name: string) => (statSync(box.path(name)).mode & 0o777).toString(8);
const password = () =>
  /"password": "([^"]+)"/.exec(readFileSync(box.path('state/profile.json'), 'utf8'))?.[1];

describe('npm start', { timeout: 60_000 }, () => {
  it('scans, shows, and has nothing to compare with the first time', async () => {
    const { exitCode, stdout, stderr } = await run();
    const [page = '', report = ''] = readdirSync(box.path('state/reports')).sort();
    expect(stderr).toBe('');
    expect(stdout).toBe(
      [
        'Vulnerabilities of 127.0.0.1 (scan/1)',
        'summary of <SCAN/>',
        '',
        'Score, the sum of their severities',
        'score 7',
        '',
        'Changes since the last scan',
        'No previous scan of 127.0.0.1 to compare with.',
        '',
        `The XML report is ${box.path('state/reports', report)}`,
        `The report to read, in a browser or on paper, is ${box.path('state/reports', page)}`,
        '',
      ].join('\n'),
    );
    expect(exitCode).toBe(0);
    expect(report).toMatch(/^[0-9]{8}T[0-9]{6}Z-127\.0\.0\.1\.xml$/);
    expect(readFileSync(box.path('state/reports', page), 'utf8')).toBe('summary of <SCAN/>');
    expect(verbs()).toEqual([
      'server serve',
      'server account add',
      'client scans',
      'client scan',
      'client vulnsummary',
      'client score',
      'client vulnsummary',
    ]);
    expect(left()).toEqual([]);
  });

  it('keeps the account for itself', async () => {
    await run();
    expect(modeOf('state/profile.json')).toBe('600');
    expect(['state', 'state/data', 'state/reports'].map(modeOf)).toEqual(['700', '700', '700']);
    expect(password()).toMatch(/^[\w-]{32}$/);
    expect(box.lines('calls').join('\n')).not.toContain(password());
  });

  it('compares with the newest scan of the same text, and uses the same account', async () => {
    await run();
    const first = password();
    await run(['127.0.0.1,127.0.0.2']);
    const { stdout, exitCode } = await run();
    expect(stdout).toContain('compared scan/1 with scan/3');
    expect((await run()).stdout).toContain('compared scan/3 with scan/4');
    expect(exitCode).toBe(0);
    expect(password()).toBe(first);
    expect(verbs().filter((verb) => verb.startsWith('server account'))).toEqual([
      'server account add',
      ...Array<string>(3).fill('server account grant'),
    ]);
  });

  it('makes a lost profile anew, and a lost store', async () => {
    await run();
    const first = password();
    rmSync(box.path('state/profile.json'));
    expect(await run()).toMatchObject({ exitCode: 0, stderr: '' });
    expect(password()).not.toBe(first);
    rmSync(box.path('state/data'), { recursive: true });
    expect(await run()).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('scans beyond loopback only with a statement, and widens scope and account by it', async () => {
    expect(await run(['192.0.2.7'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'openguard: 192.0.2.7 lies beyond this machine; if its owner allows the scan, say so with --authorised\n',
    });
    expect(calls()).toEqual([]);
    expect(await run(['192.0.2.7', '--authorised'])).toMatchObject({ exitCode: 0 });
    const list = '127.0.0.0/8,192.0.2.7';
    expect(calls().find(({ args }) => args.includes('--scope'))?.args).toContain(list);
    expect(calls().find(({ args }) => args[1] === 'add')?.args).toContain(list);
  });

  it.each([
    [['1.2.3.5.7'], /^openguard: "1\.2\.3\.5\.7" is not an address: .+\n$/],
    [['127.0.0.1', '--fast'], /^openguard: there is no option --fast; .+\n$/],
    [['127.0.0.1', '127.0.0.2'], /^openguard: give one target list, .+127\.0\.0\.1,127\.0\.0\.2\n$/],
  ])('refuses %j in one line', async (args, line) => {
    expect(await run(args)).toEqual({ exitCode: 2, stdout: '', stderr: like(line) });
    expect(calls()).toEqual([]);
  });

  it('stops where nmap is missing, before anything is started', async () => {
    const { exitCode, stderr } = await run([], { PATH: box.path('nowhere') });
    expect(exitCode).toBe(6);
    expect(stderr).toMatch(/^openguard: nmap is not on the PATH; .+\n$/);
    expect(calls()).toEqual([]);
  });

  it("ends with the exit code of the command that failed, in that command's words", async () => {
    expect(await run([], { FAKE_CLIENT: 'fail' })).toEqual({
      exitCode: 6,
      stdout: '',
      stderr: 'the scan engine failed\n',
    });
    expect(left()).toEqual([]);
  });

  it('leaves the account of another run alone', async () => {
    expect(await run([], { FAKE_SERVER: 'refuse' })).toMatchObject({ exitCode: 7 });
    expect(verbs()).toEqual(['server serve']);
    expect(existsSync(box.path('state/profile.json'))).toBe(false);
  });

  it('says why the server did not start', async () => {
    expect(await run([], { FAKE_SERVER: 'refuse' })).toEqual({
      exitCode: 7,
      stdout: '',
      stderr:
        'the store was written by a newer version\n' +
        'openguard: the server ended with exit code 7 before it was ready; its words are above\n',
    });
  });

  it('says why the server died later', async () => {
    const { exitCode, stderr } = await run([], { FAKE_SERVER: 'fragile' });
    expect(exitCode).toBe(4);
    expect(stderr).toBe(
      'no reply\nthe disk is full\nopenguard: the server ended by itself with exit code 7\n',
    );
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('leaves no process behind after %s', async (signal) => {
    const { child, ended } = launch([], { FAKE_CLIENT: 'hang' });
    await until(() => verbs().includes('client scan'));
    expect(left()).toHaveLength(2);
    child.kill(signal);
    expect(await ended).toEqual({ exitCode: 130, stdout: '', stderr: '' });
    expect(left()).toEqual([]);
  });

  it('serves until it is interrupted, and shows the password to terminals only', async () => {
    const { child, ended, stdout } = launch(['--serve']);
    await until(() => stdout().includes('Password'));
    expect(left()).toHaveLength(1);
    child.kill('SIGINT');
    const { exitCode, stdout: shown } = await ended;
    expect(exitCode).toBe(130);
    expect(shown).toMatch(
      /^Server {4}http:\/\/127\.0\.0\.1:[0-9]+\/\nUser {6}operator\nPassword {2}in .+profile\.json\n$/,
    );
    expect(shown).not.toContain(password());
    expect(verbs()).toEqual(['server serve', 'server account add']);
    expect(left()).toEqual([]);
  });
});
