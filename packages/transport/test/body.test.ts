import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { TransportReply, TransportRequest } from '../src/index.js';
import { makeCertificate } from './certificate.js';
import { connected, failureOf, textOf, until } from './connected.js';
import { serveHttp, serveRaw, serveReply } from './loopback-server.js';

const GET: TransportRequest = { method: 'GET', path: '/' };
const CHUNK = 64 * 1024;
const LARGE = 100_000_000;

const headers = (...lines: readonly string[]): string => ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n');
const end = (socket: Socket): void => void socket.end();
const reset = (socket: Socket): void => void setTimeout(() => socket.resetAndDestroy(), 20);

/** What of a body arrived before it failed, and the failure. */
const readUntilFailure = async ({ body }: TransportReply) => {
  const chunks: Uint8Array[] = [];
  const reading = async () => {
    for await (const chunk of body) chunks.push(chunk);
  };
  const error = await failureOf(reading());
  return { error, text: Buffer.concat(chunks).toString('latin1') };
};

describe('a body that breaks off', () => {
  it.each([
    ['short of its length, closed', headers('Content-Length: 10') + '<SCAN>', end],
    [
      'short of its length, closed as announced',
      headers('Content-Length: 10', 'Connection: close') + '<SCAN>',
      end,
    ],
    ['short of its length, reset', headers('Content-Length: 10') + '<SCAN>', reset],
    ['in a chunk', headers('Transfer-Encoding: chunked') + 'a\r\n<SCAN>', end],
    ['between chunks', headers('Transfer-Encoding: chunked') + '6\r\n<SCAN>\r\n', end],
    [
      'between chunks, as announced',
      headers('Transfer-Encoding: chunked', 'Connection: close') + '6\r\n<SCAN>\r\n',
      end,
    ],
    ['in the last chunk', headers('Transfer-Encoding: chunked') + '6\r\n<SCAN>\r\n0\r\n', end],
    ['between chunks, reset', headers('Transfer-Encoding: chunked') + '6\r\n<SCAN>\r\n', reset],
    ['in a damaged chunk', headers('Transfer-Encoding: chunked') + '6\r\n<SCAN>\r\nzz\r\n', () => undefined],
    ['without length, reset', headers('Connection: close') + '<SCAN>', reset],
  ])('%s', async (_how, reply, then) => {
    const server = await serveReply(reply, then);
    const origin = `http://127.0.0.1:${server.port}`;
    const { error, text } = await readUntilFailure(await connected({ server: origin }).send(GET));
    expect(error.code).toBe('OG_REPLY_TRUNCATED');
    expect(error.message).toContain(`the reply of ${origin} broke off after 6 bytes`);
    expect(text).toBe('<SCAN>');
  });

  it('over TLS', async () => {
    const certificate = makeCertificate();
    const server = await serveRaw((socket) => {
      socket.once('data', () =>
        socket.write(headers('Content-Length: 10') + '<SCAN>', () => socket.destroy()),
      );
    }, certificate);
    const transport = connected({ server: `https://127.0.0.1:${server.port}`, pin: certificate.fingerprint });
    const { error, text } = await readUntilFailure(await transport.send(GET));
    expect([error.code, text]).toEqual(['OG_REPLY_TRUNCATED', '<SCAN>']);
  });

  it('before it is read, without disturbing the program', async () => {
    const server = await serveReply(headers('Content-Length: 10') + '<SCAN>', end);
    const reply = await connected({ server: `http://127.0.0.1:${server.port}` }).send(GET);
    await until(() => server.open() === 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { error, text } = await readUntilFailure(reply);
    expect([error.code, text]).toEqual(['OG_REPLY_TRUNCATED', '<SCAN>']);
  });

  it('by silence', async () => {
    const server = await serveReply(headers('Content-Length: 10') + '<SCAN>', () => undefined);
    const origin = `http://127.0.0.1:${server.port}`;
    const transport = connected({ server: origin, idleTimeoutMs: 80 });
    const { error, text } = await readUntilFailure(await transport.send(GET));
    expect(error.code).toBe('OG_TRANSPORT_TIMEOUT');
    expect(error.message).toMatch(/fell silent for 0\.08 s after 6 bytes of its reply, which is incomplete/);
    expect(text).toBe('<SCAN>');
    await until(() => server.open() === 0);
  });

  it('when the transport is closed', async () => {
    const server = await serveReply(headers('Content-Length: 10') + '<SCAN>', () => undefined);
    const transport = connected({ server: `http://127.0.0.1:${server.port}` });
    const reading = readUntilFailure(await transport.send(GET));
    await transport.close();
    expect((await reading).error.code).toBe('OG_TRANSPORT_CLOSED');
  });
});

describe('a body that is whole', () => {
  it.each([
    ['by its length', headers('Content-Length: 6') + '<SCAN>', () => undefined],
    [
      'by its last chunk',
      headers('Transfer-Encoding: chunked') + '6\r\n<SCAN>\r\n0\r\n\r\n',
      () => undefined,
    ],
    [
      'by its last chunk, then reset',
      headers('Transfer-Encoding: chunked') + '6\r\n<SCAN>\r\n0\r\n\r\n',
      reset,
    ],
    ['by the end of the connection', headers('Connection: close') + '<SCAN>', end],
    ['by the end of an HTTP/1.0 reply', 'HTTP/1.0 200 OK\r\n\r\n<SCAN>', end],
  ])('%s', async (_how, reply, then) => {
    const server = await serveReply(reply, then);
    const { body } = await connected({ server: `http://127.0.0.1:${server.port}` }).send(GET);
    expect(await textOf(body)).toBe('<SCAN>');
  });

  // The clock that undici measures silence with ticks about once a second.
  it('arrives in slow pieces, each within the limit of silence', async () => {
    const server = await serveHttp((_message, response) => {
      const beat = setInterval(() => response.write('<!-- keep-alive -->'), 200);
      setTimeout(() => {
        clearInterval(beat);
        response.end('<SCAN/>');
      }, 3000);
    });
    const transport = connected({ server: `http://127.0.0.1:${server.port}`, idleTimeoutMs: 1000 });
    const { body } = await transport.send(GET);
    expect(await textOf(body)).toMatch(/^(<!-- keep-alive -->)+<SCAN\/>$/);
  });

  it('is not timed out while its reader is slow', async () => {
    const server = await serveHttp((_message, response) => response.end(Buffer.alloc(8_000_000)));
    const transport = connected({ server: `http://127.0.0.1:${server.port}`, idleTimeoutMs: 60 });
    let received = 0;
    let waited = false;
    for await (const chunk of (await transport.send(GET)).body) {
      if (!waited) await new Promise((resolve) => setTimeout(resolve, 2500));
      waited = true;
      received += chunk.byteLength;
    }
    expect(received).toBe(8_000_000);
  });

  it('can be read once', async () => {
    const server = await serveReply(headers('Content-Length: 6') + '<SCAN>', () => undefined);
    const { body } = await connected({ server: `http://127.0.0.1:${server.port}` }).send(GET);
    await textOf(body);
    await expect(textOf(body)).rejects.toThrow('read once');
  });
});

/** A server of 100 MB that knows how much of it the system has taken. */
const serveLarge = async () => {
  let written = 0;
  const server = await serveHttp((_message, response) => {
    const chunk = Buffer.alloc(CHUNK, 'x');
    const more = (): void => {
      while (written < LARGE && !response.destroyed) {
        const part = chunk.subarray(0, Math.min(CHUNK, LARGE - written));
        written += part.length;
        if (!response.write(part)) {
          response.once('drain', more);
          return;
        }
      }
      response.end();
    };
    more();
  });
  return { server, origin: `http://127.0.0.1:${server.port}`, written: () => written };
};

describe('a body of 100 MB', () => {
  it('is never far ahead of its reader', async () => {
    const { origin, written } = await serveLarge();
    const { body } = await connected({ server: origin }).send(GET);
    let received = 0;
    let ahead = 0;
    let pauses = 0;
    for await (const chunk of body) {
      received += chunk.byteLength;
      if (received > pauses * 20_000_000) {
        pauses += 1;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      ahead = Math.max(ahead, written() - received);
    }
    expect(received).toBe(LARGE);
    // The buffers of two sockets in the kernel, and little of our own.
    expect(ahead).toBeLessThan(16_000_000);
  });

  it('is cut off when its reader leaves', async () => {
    const { server, origin, written } = await serveLarge();
    const { body } = await connected({ server: origin }).send(GET);
    let received = 0;
    for await (const chunk of body) {
      received += chunk.byteLength;
      if (received > 1_000_000) break;
    }
    await until(() => server.open() === 0);
    expect(written()).toBeLessThan(LARGE / 2);
  });

  it('is cut off when nobody begins to read it and it is given back', async () => {
    const { server, origin, written } = await serveLarge();
    const { body } = await connected({ server: origin }).send(GET);
    await body[Symbol.asyncIterator]().return?.();
    await until(() => server.open() === 0);
    expect(written()).toBeLessThan(LARGE / 2);
  });

  it('ends with the reason of an abort in its middle', async () => {
    const { server, origin, written } = await serveLarge();
    const controller = new AbortController();
    const { body } = await connected({ server: origin }).send({ ...GET, signal: controller.signal });
    const reason = new Error('the user pressed Ctrl-C');
    let received = 0;
    const reading = async () => {
      for await (const chunk of body) {
        received += chunk.byteLength;
        if (received > 1_000_000) controller.abort(reason);
      }
    };
    await expect(reading()).rejects.toBe(reason);
    expect(received).toBeLessThan(1_000_000 + 2 * CHUNK);
    await until(() => server.open() === 0);
    expect(written()).toBeLessThan(LARGE / 2);
  });
});

it('rejects a reader that waits when the signal is aborted', async () => {
  const server = await serveReply(headers('Content-Length: 10') + '<SCAN>', () => undefined);
  const controller = new AbortController();
  const { body } = await connected({ server: `http://127.0.0.1:${server.port}` }).send({
    ...GET,
    signal: controller.signal,
  });
  const reading = textOf(body);
  setTimeout(() => controller.abort('enough'), 30);
  await expect(reading).rejects.toBe('enough');
  await until(() => server.open() === 0);
});

it('lets a waiting reader go at once', async () => {
  const server = await serveReply(headers('Content-Length: 10'), () => undefined);
  const { body } = await connected({ server: `http://127.0.0.1:${server.port}` }).send(GET);
  const iterator = body[Symbol.asyncIterator]();
  const waiting = iterator.next();
  await iterator.return?.();
  expect(await waiting).toEqual({ done: true, value: undefined });
  await until(() => server.open() === 0);
});
