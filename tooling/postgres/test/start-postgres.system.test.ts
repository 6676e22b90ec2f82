// needs: postgres
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { startPostgres } from '../src/index.js';

const START_AND_WAIT = fileURLToPath(new URL('./child/start-and-wait.ts', import.meta.url));

/** Waits until something is so, for half a minute at most. */
const until = async (isSo: () => boolean): Promise<boolean> => {
  for (let tries = 0; tries < 300 && !isSo(); tries += 1) await setTimeout(100);
  return isSo();
};

it('answers at its port, and is gone with all that it kept when it is stopped', async () => {
  const server = await startPostgres();
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.destroy();
  const folder = new URL(server.socketUrl.replace('@/', '@socket/')).searchParams.get('host') ?? '';
  expect(existsSync(folder)).toBe(true);
  await server.stop();
  expect(existsSync(folder)).toBe(false);
});

it('is gone with the process that started it, even when that is killed', async () => {
  const child = spawn(process.execPath, [START_AND_WAIT], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  expect(await until(() => said.endsWith('\n'))).toBe(true);
  const folder = said.trim();
  expect(existsSync(folder)).toBe(true);
  child.kill('SIGKILL');
  expect(await until(() => !existsSync(folder))).toBe(true);
});
