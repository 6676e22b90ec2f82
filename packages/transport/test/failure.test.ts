import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { TransportRequest } from '../src/index.js';
import { closedPort, serveHttp, serveRaw, serveReply } from './loopback-server.js';
import { connected, failureOf, PASSWORD, until } from './connected.js';

const GET: TransportRequest = { method: 'GET', path: '/' };

const silent = (): void => undefined;

describe('no connection', () => {
  it('when nothing listens', async () => {
    const server = `http://127.0.0.1:${await closedPort()}`;
    const error = await failureOf(connected({ server }).send(GET));
    expect(error.code).toBe('OG_TRANSPORT_UNREACHABLE');
    expect(error.message).toContain(`${server} (ECONNREFUSED); check the address`);
    expect(error.cause).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('when nothing listens at any address of a name', async () => {
    const server = `http://localhost:${await closedPort()}`;
    const error = await failureOf(connected({ server }).send(GET));
    expect(error.code).toBe('OG_TRANSPORT_UNREACHABLE');
    expect(error.message).toContain(`${server} (ECONNREFUSED)`);
  });

  it('when the name has no address', async () => {
    // A label of 64 characters cannot be asked for, so no name server hears of it.
    const host = `${'a'.repeat(64)}.example`;
    const error = await failureOf(connected({ server: host }).send(GET));
    expect(error.code).toBe('OG_TRANSPORT_UNKNOWN_HOST');
    expect(error.message).toContain(`https://${host} has no address (ENOTFOUND); check its spelling`);
  });

  it('when TLS is not answered in time', async () => {
    const server = await serveRaw(silent);
    const transport = connected({ server: `https://127.0.0.1:${server.port}`, connectTimeoutMs: 80 });
    const error = await failureOf(transport.send(GET));
    expect(error.code).toBe('OG_TRANSPORT_TIMEOUT');
    expect(error.message).toContain(`no connection to https://127.0.0.1:${server.port} within 0.08 s`);
    await until(() => server.open() === 0);
  });

  it('when the port speaks no TLS', async () => {
    const server = await serveReply('HTTP/1.1 400 Bad Request\r\n\r\n', (socket) => socket.end());
    const error = await failureOf(connected({ server: `https://127.0.0.1:${server.port}` }).send(GET));
    expect(error.code).toBe('OG_TRANSPORT_TLS');
    expect(error.message).toContain('check that the port speaks https');
    expect(server.received()).not.toContain('Basic');
  });

  it('when the port closes before TLS is there', async () => {
    const server = await serveRaw((socket) => socket.once('data', () => socket.end()));
    const error = await failureOf(connected({ server: `https://127.0.0.1:${server.port}` }).send(GET));
    expect(error.code).toBe('OG_TRANSPORT_CLOSED');
  });
});

describe('no reply', () => {
  it('when the server is silent', async () => {
    const server = await serveRaw(silent);
    const transport = connected({ server: `http://127.0.0.1:${server.port}`, idleTimeoutMs: 80 });
    const error = await failureOf(transport.send(GET));
    expect(error.code).toBe('OG_TRANSPORT_TIMEOUT');
    expect(error.message).toMatch(/sent nothing for 0\.08 s; try again, or allow a longer silence/);
    await until(() => server.open() === 0);
  });

  it.each([
    ['closes', (): string => '', 'OG_TRANSPORT_CLOSED', /closed the connection before it replied/],
    [
      'stops in its headers',
      (): string => 'HTTP/1.1 200 OK\r\nConte',
      'OG_TRANSPORT_CLOSED',
      /before it replied|not HTTP/,
    ],
    ['speaks no HTTP', (): string => '220 mail.example ESMTP\r\n', 'OG_TRANSPORT_CLOSED', /not HTTP \(/],
  ])('when the server %s', async (_what, reply, code, words) => {
    const server = await serveReply(reply(), (socket) => socket.end());
    const error = await failureOf(connected({ server: `http://127.0.0.1:${server.port}` }).send(GET));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(words);
    expect(error.message).toContain(`http://127.0.0.1:${server.port}`);
    expect(server.connections()).toBe(1);
  });

  it('when the server resets the connection', async () => {
    const server = await serveReply('', (socket) => socket.resetAndDestroy());
    const error = await failureOf(connected({ server: `http://127.0.0.1:${server.port}` }).send(GET));
    expect(error.code).toBe('OG_TRANSPORT_CLOSED');
    expect(server.connections()).toBe(1);
  });
});

describe('the end that the caller decides on', () => {
  it('sends nothing when it came before', async () => {
    const server = await serveHttp((_message, response) => response.end());
    const reason = { why: 'not an error' };
    const request = { ...GET, signal: AbortSignal.abort(reason) };
    const sent = connected({ server: `http://127.0.0.1:${server.port}` }).send(request);
    await expect(sent).rejects.toBe(reason);
    expect(server.connections()).toBe(0);
  });

  it.each(['http', 'https'])('rejects at once and closes the %s connection that waits', async (scheme) => {
    const server = await serveRaw(silent);
    const controller = new AbortController();
    const request = { ...GET, signal: controller.signal };
    const sent = connected({ server: `${scheme}://127.0.0.1:${server.port}` }).send(request);
    const outcome = expect(sent).rejects.toBe('enough');
    await until(() => server.received().length > 0);
    const before = performance.now();
    controller.abort('enough');
    await outcome;
    expect(performance.now() - before).toBeLessThan(1000);
    await until(() => server.open() === 0);
  });

  it('closes what is open with the transport, and nothing can be sent after it', async () => {
    const server = await serveRaw(silent);
    const transport = connected({ server: `http://127.0.0.1:${server.port}` });
    const failure = failureOf(transport.send(GET));
    await until(() => server.received().length > 0);
    await transport.close();
    expect((await failure).code).toBe('OG_TRANSPORT_CLOSED');
    await until(() => server.open() === 0);
    expect((await failureOf(transport.send(GET))).message).toMatch(/was closed by this program/);
    expect(server.connections()).toBe(1);
    await transport.close();
  });
});

it('shows the password in no error, whatever a server repeats', async () => {
  const server = await serveRaw((socket) => {
    socket.once('data', (request: Buffer) => socket.end(`?${request.toString('latin1')} ${PASSWORD}`));
  });
  const error = await failureOf(connected({ server: `http://127.0.0.1:${server.port}` }).send(GET));
  const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
  const token = Buffer.from(`ann:${PASSWORD}`, 'utf8').toString('base64');
  expect(server.received()).toContain(token);
  expect(shown).toContain('HTTPParserError');
  for (const secret of [
    token,
    PASSWORD,
    encodeURIComponent(PASSWORD),
    Buffer.from(PASSWORD).toString('latin1'),
  ]) {
    expect(shown).not.toContain(secret);
  }
});
