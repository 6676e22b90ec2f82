import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';

const SOURCE = new URL('../src/interruption.ts', import.meta.url).href;

/** Runs a program that knows what the module exports, interrupts it when it says so, and gives what else it says. */
const interrupt = async (program: string): Promise<readonly [unknown, string]> => {
  const text = `import { endSoon, Interrupted, untilInterrupted, withoutPause } from '${SOURCE}';\n${program}`;
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', text], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (words: string) => {
    // Work without a pause begins right after it has said so.
    if (words.includes('now\n')) setTimeout(() => child.kill('SIGINT'), 300);
    said += words.replace('now\n', '');
  });
  const [code, signal] = (await once(child, 'close')) as unknown[];
  return [code ?? signal, said];
};

it.each([
  [
    'work without a pause',
    `console.log('now');
     try { withoutPause(() => { for (;;); }); }
     catch (error) { console.log(error instanceof Interrupted); }`,
  ],
  [
    'work without a pause, within other work',
    `console.log('now');
     await untilInterrupted(async () => withoutPause(() => { for (;;); }))
       .catch((error) => console.log(error instanceof Interrupted));`,
  ],
  [
    'work that minds its signal',
    `await untilInterrupted((signal) => new Promise((_, reject) => {
       const timer = setTimeout(() => undefined, 60_000);
       signal.addEventListener('abort', () => { clearTimeout(timer); reject(new TypeError('any')); });
       console.log('now');
     })).catch((error) => console.log(error instanceof Interrupted));`,
  ],
  [
    'work that does not',
    `const timer = setTimeout(() => undefined, 60_000);
     await untilInterrupted(() => new Promise(() => console.log('now')))
       .catch((error) => console.log(error instanceof Interrupted));
     clearTimeout(timer);`,
  ],
])('ends %s', async (_, program) => {
  expect(await interrupt(program)).toEqual([0, 'true\n']);
});

it('ends a process that something keeps alive', async () => {
  const program = `setTimeout(() => undefined, 60_000);
    await untilInterrupted(() => new Promise(() => console.log('now'))).catch(() => endSoon());`;
  expect(await interrupt(program)).toEqual(['SIGINT', '']);
});

it('gives what the work gives, and hands its errors on', async () => {
  const program = `console.log(withoutPause(() => 7), await untilInterrupted(async () => 8));
    try { withoutPause(() => { throw new RangeError('9'); }); } catch (error) { console.log(error.message); }
    await untilInterrupted(async () => { throw new RangeError('10'); }).catch(({ message }) => console.log(message));`;
  expect(await interrupt(program)).toEqual([0, '7 8\n9\n10\n']);
});
