import { afterEach, describe, expect, it } from 'vitest';
import { Children } from '../src/children.js';
import { startServer } from '../src/server.js';
import { Stop } from '../src/stop.js';
import { fixture, isRunning, like, Sandbox, until } from './sandbox.js';

const NODE = process.execPath;
const FOREVER = 'setTimeout(() => undefined, 600_000)';

describe('Children', () => {
  const interruption = () => new AbortController();

  it('gives the output and the exit code', async () => {
    const children = new Children(interruption().signal);
    const script = "process.stdin.pipe(process.stdout); console.error('e'); process.exitCode = 3";
    expect(await children.run(NODE, ['-e', script], { input: 'in' })).toEqual({
      exitCode: 3,
      stdout: 'in',
      stderr: 'e\n',
    });
  });

  it('says a signal as a shell does', async () => {
    const children = new Children(interruption().signal);
    expect(await children.run(NODE, ['-e', "process.kill(process.pid, 'SIGKILL')"])).toMatchObject({
      exitCode: 137,
    });
  });

  it('survives a child that does not read what it is given', async () => {
    const children = new Children(interruption().signal);
    expect(await children.run(NODE, ['-e', '0'], { input: 'x'.repeat(1_000_000) })).toMatchObject({
      exitCode: 0,
    });
  });

  it('stops the run where a command cannot be started', async () => {
    const children = new Children(interruption().signal);
    await expect(children.run('/nowhere/tool', [])).rejects.toEqual(
      new Stop(1, '/nowhere/tool cannot be started; is it installed and executable?'),
    );
  });

  it('ends what runs when it is interrupted, and starts nothing more', async () => {
    const { signal, abort } = (() => {
      const controller = interruption();
      return { signal: controller.signal, abort: () => controller.abort() };
    })();
    const children = new Children(signal);
    const { child, ended } = children.start(NODE, ['-e', FOREVER], { stdio: 'ignore' });
    abort();
    expect(await ended).toMatchObject({ exitCode: 143 });
    expect(isRunning(child.pid ?? 0)).toBe(false);
    await expect(children.run(NODE, ['-e', '0'])).rejects.toMatchObject({ exitCode: 130 });
  });

  it.each(['end', 'killAll'] as const)('%s takes along what a stubborn child has started', async (method) => {
    const children = new Children(interruption().signal, 200);
    const { child, ended } = children.start(NODE, [fixture('stubborn.js')], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const line = await new Promise<string>((resolve) =>
      child.stdout?.setEncoding('utf8').once('data', resolve),
    );
    const grandchild = Number(/[0-9]+/.exec(line)?.[0]);
    expect(isRunning(grandchild)).toBe(true);
    if (method === 'end') await children.end(child);
    else children.killAll();
    expect(await ended).toMatchObject({ exitCode: 137 });
    await until(() => !isRunning(grandchild));
  });
});

describe('startServer', () => {
  const box = new Sandbox();
  afterEach(() => box.remove());

  it('waits for a bounded time, and ends what is not ready by then', async () => {
    const children = new Children(new AbortController().signal);
    box.write('data/x', '');
    const started = startServer({
      children,
      server: [NODE, fixture('fake-server.js')],
      environment: { FAKE_SERVER: 'mute', FAKE_LOG: box.path('calls') },
      data: box.path('data'),
      scope: '127.0.0.0/8',
      readyWithinMs: 1_000,
    });
    await expect(started).rejects.toMatchObject({
      exitCode: 1,
      message: like(/not ready within 1 s/),
    });
    const pid = Number(/"pid":([0-9]+)/.exec(box.lines('calls').join())?.[1]);
    expect(isRunning(pid)).toBe(false);
  });
});
