import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import type { Host } from './document.js';
import { acceptsConnection, goneSince } from './still-open.js';

const hostAt = (address: string, ...ports: readonly number[]): Host => ({
  status: { state: 'up' },
  addresses: [{ address, type: 'ipv4' }],
  ports: {
    extra: [],
    ports: ports.map((number) => ({
      ...{ protocol: 'tcp', number, scripts: [], state: { state: 'open' } },
    })),
  },
});

const NEVER = new AbortController().signal;

it('says which open ports accept no connection any more', async () => {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const host = hostAt('127.0.0.1', port);
  expect(await goneSince(host, acceptsConnection, NEVER)).toEqual([]);
  await new Promise((resolve) => server.close(resolve));
  expect(await goneSince(host, acceptsConnection, NEVER)).toEqual([
    { subject: `tcp/${port}`, reason: expect.stringContaining('no connection any more') as string },
  ]);
});

it('asks a bounded number of ports, a few at a time, and none once it is stopped', async () => {
  let [now, most, asked] = [0, 0, 0];
  const accepts = async (): Promise<boolean> => {
    [now, asked] = [now + 1, asked + 1];
    most = Math.max(most, now);
    await new Promise(setImmediate);
    now -= 1;
    return false;
  };
  const host = hostAt('192.0.2.1', ...Array.from({ length: 500 }, (_, index) => index + 1));
  expect(await goneSince(host, accepts, NEVER)).toHaveLength(200);
  expect([asked, most]).toEqual([200, 16]);
  expect(await goneSince(host, accepts, AbortSignal.abort())).toEqual([]);
});
