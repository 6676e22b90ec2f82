import { createServer, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TransportOptions, TransportRequest } from '../src/index.js';
import { makeCertificate, type Certificate } from './certificate.js';
import { connected, failureOf, textOf, until } from './connected.js';
import { closedPort, serveRaw, type RawServer } from './loopback-server.js';

const GET: TransportRequest = { method: 'GET', path: '/' };
const HOST = 'scanner.partner.example';

/** A CONNECT proxy that leads every name to one port of this machine. */
const serveProxy = async (port: number) => {
  const asked: string[] = [];
  const passed: Buffer[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const proxy = createServer((_message, response) => response.writeHead(405).end());
  proxy.on('connection', keep);
  proxy.on('connect', (message: IncomingMessage, client: Socket) => {
    asked.push(`${message.url} ${message.headers['proxy-authorization'] ?? 'anonymous'}`);
    const server = connect(port, '127.0.0.1', () => client.write('HTTP/1.1 200 Connected\r\n\r\n'));
    keep(server);
    client.on('data', (chunk: Buffer) => {
      passed.push(chunk);
      server.write(chunk);
    });
    server.on('data', (chunk: Buffer) => client.write(chunk));
    client.on('end', () => client.destroy()).on('close', () => server.destroy());
    server.on('close', () => client.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => proxy.close(resolve));
  });
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return {
    asked,
    address: `127.0.0.1:${address.port}`,
    passed: () => Buffer.concat(passed).toString('latin1'),
    open: () => sockets.size,
  };
};

const serve = (certificate: Certificate, reply = 'Content-Length: 2\r\n\r\nok'): Promise<RawServer> =>
  serveRaw((socket) => {
    socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\n${reply}`));
  }, certificate);

const authority = makeCertificate({ authority: true });
const certificate = makeCertificate({ issuer: authority, names: [HOST] });

const through = (proxy: string, options: Partial<TransportOptions> = {}) =>
  connected({ server: HOST, ca: authority.cert, environment: { HTTPS_PROXY: proxy }, ...options });

describe('a proxy', () => {
  it('is asked for a tunnel, and sees nothing of what goes through', async () => {
    const server = await serve(certificate);
    const proxy = await serveProxy(server.port);
    const reply = await through(`http://${proxy.address}`).send(GET);
    expect(await textOf(reply.body)).toBe('ok');
    expect(proxy.asked).toEqual([`${HOST}:443 anonymous`]);
    expect(proxy.passed()).not.toMatch(/Basic|authorization/i);
    expect(server.received()).toMatch(/authorization: Basic/);
    expect(server.received()).not.toMatch(/proxy-auth/i);
    await until(() => proxy.open() === 0);
  });

  it.each([
    [
      'https_proxy',
      (address: string) => ({ https_proxy: `http://${address}`, HTTPS_PROXY: 'http://127.0.0.1:1' }),
    ],
    ['HTTP_PROXY alone', (address: string) => ({ HTTP_PROXY: `http://${address}` })],
    ['an address without a scheme', (address: string) => ({ HTTPS_PROXY: address })],
    ['a NO_PROXY for others', (address: string) => ({ HTTPS_PROXY: address, NO_PROXY: 'other.example' })],
  ])('is read from %s', async (_what, environment) => {
    const server = await serve(certificate);
    const proxy = await serveProxy(server.port);
    const reply = await through('', { environment: environment(proxy.address) }).send(GET);
    expect([reply.status, proxy.asked.length]).toEqual([200, 1]);
  });

  it('gets its own credentials and not those of the server', async () => {
    const server = await serve(certificate);
    const proxy = await serveProxy(server.port);
    await through(`http://bob:p%C3%A4ss@${proxy.address}`).send(GET);
    const token = Buffer.from('bob:päss', 'utf8').toString('base64');
    expect(proxy.asked).toEqual([`${HOST}:443 Basic ${token}`]);
  });

  it('does not weaken the judgement of the certificate', async () => {
    const server = await serve(makeCertificate({ names: [HOST] }));
    const proxy = await serveProxy(server.port);
    const error = await failureOf(through(`http://${proxy.address}`).send(GET));
    expect(error.code).toBe('OG_TRANSPORT_TLS');
    expect(error.message).toContain(`https://${HOST} is not trusted`);
    expect(server.received()).toBe('');
  });

  it('is no obstacle to a pin that matches', async () => {
    const selfSigned = makeCertificate();
    const server = await serve(selfSigned);
    const proxy = await serveProxy(server.port);
    const environment = { HTTPS_PROXY: proxy.address };
    const pinned = connected({ server: HOST, environment, pin: selfSigned.fingerprint });
    expect((await pinned.send(GET)).status).toBe(200);
    expect(proxy.asked).toHaveLength(1);
  });

  it('does not hide a wrong pin, and no byte of the request goes out', async () => {
    const server = await serve(certificate);
    const proxy = await serveProxy(server.port);
    const error = await failureOf(
      through(`http://${proxy.address}`, { pin: makeCertificate().fingerprint }).send(GET),
    );
    expect([error.code, server.connections(), server.received()]).toEqual(['OG_TRANSPORT_TLS', 1, '']);
  });

  it('does not hide that a reply broke off', async () => {
    const server = await serve(certificate, 'Content-Length: 9\r\n\r\nok');
    const proxy = await serveProxy(server.port);
    const { body } = await through(`http://${proxy.address}`).send(GET);
    expect((await failureOf(textOf(body))).code).toBe('OG_REPLY_TRUNCATED');
  });

  it('may itself be reached over TLS, and is then judged by the trust of the system', async () => {
    const proxy = await serveRaw(() => undefined, makeCertificate());
    const error = await failureOf(through(`https://127.0.0.1:${proxy.port}`).send(GET));
    expect(error.code).toBe('OG_TRANSPORT_TLS');
    expect(error.message).toContain(`the proxy https://127.0.0.1:${proxy.port} is not trusted`);
    expect(proxy.received()).toBe('');
  });
});

describe('a proxy is named when it', () => {
  it('does not run', async () => {
    const port = await closedPort();
    const error = await failureOf(through(`http://bob:pa55w0rd@127.0.0.1:${port}`).send(GET));
    expect(error.code).toBe('OG_TRANSPORT_UNREACHABLE');
    expect(error.message).toContain(`the proxy http://127.0.0.1:${port} (ECONNREFUSED)`);
    expect(error.message).not.toContain('pa55w0rd');
  });

  it('refuses', async () => {
    const proxy = await serveRaw((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
    });
    const error = await failureOf(through(`http://127.0.0.1:${proxy.port}`).send(GET));
    expect(error.code).toBe('OG_TRANSPORT_UNREACHABLE');
    expect(error.message).toMatch(/the proxy opened no way to .*407.*; check HTTPS_PROXY/);
  });

  it('closes', async () => {
    const proxy = await serveRaw((socket) => socket.once('data', () => socket.end()));
    const error = await failureOf(through(`http://127.0.0.1:${proxy.port}`).send(GET));
    expect(error.code).toBe('OG_TRANSPORT_CLOSED');
  });

  it('is silent', async () => {
    const proxy = await serveRaw(() => undefined);
    const error = await failureOf(
      through(`http://127.0.0.1:${proxy.port}`, { connectTimeoutMs: 80 }).send(GET),
    );
    expect(error.code).toBe('OG_TRANSPORT_TIMEOUT');
    await until(() => proxy.open() === 0);
  });

  it('is left by an abort', async () => {
    const proxy = await serveRaw(() => undefined);
    const controller = new AbortController();
    const sent = through(`http://127.0.0.1:${proxy.port}`).send({ ...GET, signal: controller.signal });
    const outcome = expect(sent).rejects.toBe('enough');
    await until(() => proxy.received() !== '');
    controller.abort('enough');
    await outcome;
    await until(() => proxy.open() === 0);
  });

  it('leads to a server that answers no TLS, by an abort', async () => {
    const server = await serveRaw(() => undefined);
    const proxy = await serveProxy(server.port);
    const controller = new AbortController();
    const sent = through(`http://${proxy.address}`).send({ ...GET, signal: controller.signal });
    const outcome = expect(sent).rejects.toBe('enough');
    await until(() => server.received() !== '');
    controller.abort('enough');
    await outcome;
    await until(() => proxy.open() === 0);
  });
});

it.each(['127.0.0.1', 'localhost'])('no proxy is asked for %s', async (host) => {
  const selfSigned = makeCertificate();
  const server = await serve(selfSigned);
  const proxy = await serveProxy(server.port);
  const environment = { HTTPS_PROXY: proxy.address, HTTP_PROXY: proxy.address };
  const transport = connected({ server: `${host}:${server.port}`, environment, ca: selfSigned.cert });
  expect((await transport.send(GET)).status).toBe(200);
  expect(proxy.asked).toEqual([]);
});

it('no proxy is asked for a host in NO_PROXY', async () => {
  const host = `${'a'.repeat(64)}.example`;
  const proxy = await serveProxy(await closedPort());
  const environment = { HTTPS_PROXY: proxy.address, NO_PROXY: '.example' };
  const error = await failureOf(connected({ server: host, environment }).send(GET));
  expect([error.code, proxy.asked]).toEqual(['OG_TRANSPORT_UNKNOWN_HOST', []]);
});
