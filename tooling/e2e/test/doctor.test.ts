import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { openguardServer } from '../src/commands.js';
import { closedPort } from '../src/fake-service.js';
import { nmapThat } from '../src/nmap.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';
import { storeWithAnn } from '../src/store.js';

vi.setConfig({ testTimeout: 90_000 });

interface Finding {
  readonly name: string;
  readonly level: string;
  readonly found: string;
  readonly advice?: string;
}

const doctor = async (box: Sandbox, args: readonly string[], path = box.folder('none')) => {
  const listen = ['--listen', `127.0.0.1:${await closedPort()}`];
  const all = ['doctor', ...listen, ...args];
  const { code, stdout, stderr } = await openguardServer(box, [...all, '--json'], {
    environment: { PATH: path },
  });
  const findings = JSON.parse(stdout) as readonly Finding[];
  // The same is told to people, each thing in a line, and what to do in another.
  for (const { level, advice } of findings) expect((level === 'ok') === (advice === undefined)).toBe(true);
  return { code, stderr, of: (name: string) => findings.find((finding) => finding.name === name) };
};

const certificate = (name: string): string =>
  fileURLToPath(new URL(`../certificate/test-only.${name}`, import.meta.url));

describe.concurrent('doctor', () => {
  it('finds nothing wrong where all is well, and changes nothing', async (context) => {
    const box = sandbox(context);
    const data = await storeWithAnn(box);
    chmodSync(data, 0o700);
    const nmap = nmapThat(box, 'exit 1');
    const { code, stderr, of } = await doctor(box, ['--data', data], `${nmap.programs}:/usr/bin:/bin`);
    expect([code, stderr]).toEqual([0, '']);
    expect(of('nmap')).toMatchObject({
      level: 'ok',
      found: expect.stringMatching(/^nmap 7\.93 on /) as unknown,
    });
    expect(of('store')).toMatchObject({ level: 'ok', found: 'it can be read, and has 1 accounts' });
    for (const name of ['Node', 'directory', 'writing', 'clock', 'port', 'keys'])
      expect([name, of(name)?.level]).toEqual([name, 'ok']);
    expect(['ok', 'warn']).toContain(of('privileges')?.level);
    expect(of('TLS')).toBeUndefined();
  });

  it('says what does not work and what to do about it, and ends with 1', async (context) => {
    const box = sandbox(context);
    const data = box.folder('data');
    chmodSync(data, 0o777);
    box.write('data/openguard.db', 'no database at all, but some text of a certain length');
    const wrong = ['--tls-cert', certificate('crt'), '--tls-key', box.write('key.pem', 'no key', 0o644)];
    const { code, of } = await doctor(box, ['--data', data, ...wrong]);
    expect(code).toBe(1);
    expect(of('nmap')).toMatchObject({
      level: 'fail',
      advice: expect.stringContaining('install nmap') as unknown,
    });
    expect(of('directory')).toMatchObject({
      level: 'fail',
      advice: expect.stringContaining('chmod 700') as unknown,
    });
    expect(of('store')?.level).toBe('fail');
    expect(of('TLS')?.level).toBe('fail');
  });

  it('tells a port that is taken, and a store that is not there yet', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    const taken = await openguardServer(box, [
      ...[
        'doctor',
        '--listen',
        `127.0.0.1:${server.port}`,
        '--engine',
        'simulated',
        '--data',
        box.path('new', 'one'),
      ],
    ]);
    expect(taken.code).toBe(0);
    expect(taken.stdout).toMatch(
      /^warn {2}port: 127\.0\.0\.1:\d+ is taken\n {6}fine if the server runs already/m,
    );
    expect(taken.stdout).toMatch(/^ok {4}store: there is none yet/m);
    expect(taken.stdout).toMatch(/^ok {4}directory: .* is not there yet; the server makes it$/m);
  });

  it('judges certificate and key', async (context) => {
    const box = sandbox(context);
    const good = ['--tls-cert', certificate('crt'), '--tls-key', certificate('key')];
    const { of } = await doctor(box, ['--engine', 'simulated', '--data', 'd', ...good]);
    expect(of('TLS')).toMatchObject({ level: 'ok' });
    const missing = await doctor(box, [
      '--engine',
      'simulated',
      '--data',
      'd',
      '--tls-cert',
      'a',
      '--tls-key',
      'b',
    ]);
    expect([missing.code, missing.of('TLS')?.found]).toEqual([1, 'the files cannot be used: ENOENT']);
  });
});
