import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { BenchFailure } from '../bench-failure.js';

const STATIC = fileURLToPath(new URL('./static-main.js', import.meta.url));

/** A server that sends one file, by the same fastify. */
export const serveFile = async (file: string) => {
  const child = spawn(process.execPath, [STATIC, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([once(lines, 'line'), ended.then(() => [''])]);
  const url = URL.parse(String(line));
  if (url === null) throw new BenchFailure('the server of a file did not start');
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return { url, stop };
};
