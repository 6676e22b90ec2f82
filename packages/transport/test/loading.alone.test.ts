import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { connected } from './connected.js';
import { serveHttp } from './loopback-server.js';

const undiciLoaded = (): boolean =>
  Object.keys(createRequire(import.meta.url).cache).some((name) => name.includes('/undici/'));

it('loads undici with the first request, not before', async () => {
  const server = await serveHttp((_message, response) => response.end());
  const transport = connected({ server: `http://127.0.0.1:${server.port}` });
  expect(undiciLoaded()).toBe(false);
  await transport.send({ method: 'GET', path: '/' });
  expect(undiciLoaded()).toBe(true);
});
