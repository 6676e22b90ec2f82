import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { connected, until } from './connected.js';
import { serveRaw } from './loopback-server.js';

const TABLE = '/proc/net/tcp';
const ESTABLISHED = '01';
const KEEP_ALIVE_TIMER = '02';

/** The timers that the system runs for connections to a port. */
const timersTo = (port: number): (string | undefined)[] =>
  readFileSync(TABLE, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , remote, state]) => state === ESTABLISHED && Number(`0x${remote?.split(':')[1]}`) === port)
    .map((columns) => columns[5]?.split(':')[0]);

it.skipIf(!existsSync(TABLE))('the system keeps a silent connection alive', async () => {
  const server = await serveRaw(() => undefined);
  const controller = new AbortController();
  const sent = connected({ server: `http://127.0.0.1:${server.port}` }).send({
    method: 'GET',
    path: '/',
    signal: controller.signal,
  });
  const ended = expect(sent).rejects.toThrow();
  await until(() => server.received() !== '');
  await expect.poll(() => timersTo(server.port)).toEqual([KEEP_ALIVE_TIMER]);
  controller.abort();
  await ended;
});
