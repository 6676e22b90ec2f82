import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { cutWhenStalled } from '../src/http/stalled-readers.js';

const PATIENCE_MS = 300;

/** A connection to a server that answers as told; it takes nothing until it is told to. */
const asking = async (answer: RequestListener) => {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = connect({ host: '127.0.0.1', port }).on('error', () => undefined);
  onTestFinished(() => {
    socket.destroy();
    server.close();
  });
  let bytes = 0;
  socket.pause().on('data', (chunk: Buffer) => (bytes += chunk.length));
  socket.pause();
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  return { socket, bytes: () => bytes };
};

it('who takes nothing of a document is cut, and the document ends there', async () => {
  const size = 64 * 1024 * 1024;
  let cut = 0;
  const began = Date.now();
  const { socket, bytes } = await asking((_request, response) => {
    cutWhenStalled(response, PATIENCE_MS);
    response.once('close', () => (cut = Date.now()));
    response.end(Buffer.alloc(size));
  });
  while (cut === 0) await delay(20);
  expect(cut - began).toBeGreaterThan(PATIENCE_MS - 20);
  socket.resume();
  await once(socket, 'close');
  expect(bytes()).toBeLessThan(size);
});

it('who reads slowly is not', async () => {
  const size = 8 * 1024 * 1024;
  const { socket, bytes } = await asking((_request, response) => {
    cutWhenStalled(response, PATIENCE_MS);
    response.setHeader('Connection', 'close');
    response.end(Buffer.alloc(size));
  });
  while (!socket.closed) {
    socket.resume();
    await delay(20);
    socket.pause();
    await delay(50);
  }
  expect(bytes()).toBeGreaterThan(size);
});

it('a reply that is given a byte now and then is not', async () => {
  const { socket, bytes } = await asking((_request, response) => {
    cutWhenStalled(response, PATIENCE_MS);
    response.setHeader('Connection', 'close');
    const beats = setInterval(() => response.write('<!-- -->'), PATIENCE_MS / 3);
    setTimeout(() => {
      clearInterval(beats);
      response.end('<end/>');
    }, PATIENCE_MS * 4);
  });
  socket.resume();
  await once(socket, 'close');
  expect(bytes()).toBeGreaterThan(12 * '<!-- -->'.length);
});
