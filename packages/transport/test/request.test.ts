import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { USER_AGENT } from '../src/index.js';
import { connected, failureOf, PASSWORD, textOf } from './connected.js';
import { serveHttp } from './loopback-server.js';

interface Seen {
  readonly message: IncomingMessage;
  readonly body: string;
}

const recorder = async () => {
  const seen: Seen[] = [];
  const server = await serveHttp((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      seen.push({ message, body: Buffer.concat(chunks).toString('utf8') });
      response.setHeader('X-RateLimit-Limit', '300').setHeader('Set-Cookie', ['a=1', 'b=2']).end('ok');
    });
  });
  return { seen, server, origin: `http://127.0.0.1:${server.port}` };
};

describe('a request', () => {
  it('carries the credentials at once, in UTF-8, and asks for an unpacked reply', async () => {
    const { seen, origin } = await recorder();
    await connected({ server: origin }).send({ method: 'GET', path: '/msp/about.php' });
    expect(seen[0]?.message.method).toBe('GET');
    expect(seen[0]?.message.url).toBe('/msp/about.php');
    expect(seen[0]?.message.headers).toMatchObject({
      authorization: `Basic ${Buffer.from(`ann:${PASSWORD}`, 'utf8').toString('base64')}`,
      'accept-encoding': 'identity',
      'user-agent': USER_AGENT,
      host: origin.slice('http://'.length),
    });
  });

  it('sends parameters of a GET in the query, behind what the path has', async () => {
    const { seen, origin } = await recorder();
    const reply = await connected({ server: origin, userAgent: 'partner/1' }).send({
      method: 'GET',
      path: '/msp/scan.php?ip=127.0.0.1#top',
      parameters: [
        ['t', 'a b&c=d'],
        ['t', 'é'],
      ],
    });
    expect(seen[0]?.message.url).toBe('/msp/scan.php?ip=127.0.0.1&t=a+b%26c%3Dd&t=%C3%A9');
    expect(reply.url).toBe(`${origin}/msp/scan.php?ip=127.0.0.1&t=a+b%26c%3Dd&t=%C3%A9`);
    expect(seen[0]?.message.headers['user-agent']).toBe('partner/1');
  });

  it('sends parameters of a POST as a form', async () => {
    const { seen, origin } = await recorder();
    const reply = await connected({ server: origin }).send({
      method: 'POST',
      path: '/msp/scan.php',
      parameters: [
        ['ip', '127.0.0.1-127.0.0.4'],
        ['title', 'a b'],
      ],
    });
    expect(seen[0]).toMatchObject({
      body: 'ip=127.0.0.1-127.0.0.4&title=a+b',
      message: {
        method: 'POST',
        url: '/msp/scan.php',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '32' },
      },
    });
    expect(reply.url).toBe(`${origin}/msp/scan.php`);
  });

  it('sends an empty form with its length', async () => {
    const { seen, origin } = await recorder();
    await connected({ server: origin }).send({ method: 'POST', path: '/' });
    expect(seen[0]).toMatchObject({ body: '', message: { headers: { 'content-length': '0' } } });
  });

  it.each(['//elsewhere.example/x', '/\\elsewhere.example/x', '/@elsewhere.example/'])(
    'stays on the server with the path %s',
    async (path) => {
      const { seen, origin } = await recorder();
      const reply = await connected({ server: origin }).send({ method: 'GET', path });
      expect(seen).toHaveLength(1);
      expect(new URL(reply.url).origin).toBe(origin);
    },
  );

  it.each(['', 'msp/about.php', '@elsewhere.example/', 'http://elsewhere.example/', '.elsewhere.example/'])(
    'refuses the path %j before it connects',
    async (path) => {
      const { server, origin } = await recorder();
      const error = await failureOf(connected({ server: origin }).send({ method: 'GET', path }));
      expect(error.code).toBe('OG_USAGE');
      expect(server.connections()).toBe(0);
    },
  );
});

describe('a reply', () => {
  it('has its headers in lower case, and its bytes', async () => {
    const { origin } = await recorder();
    const reply = await connected({ server: origin }).send({ method: 'GET', path: '/' });
    expect(reply.headers).toMatchObject({ 'x-ratelimit-limit': '300', 'set-cookie': 'a=1, b=2' });
    expect(await textOf(reply.body)).toBe('ok');
  });

  it.each([200, 204, 401, 404, 409, 500, 503])('may have the status %i', async (status) => {
    const server = await serveHttp((_message, response) => response.writeHead(status).end());
    const reply = await connected({ server: `http://127.0.0.1:${server.port}` }).send({
      method: 'GET',
      path: '/',
    });
    expect(reply.status).toBe(status);
    expect(await textOf(reply.body)).toBe('');
  });

  it('comes after interim replies', async () => {
    const server = await serveHttp((_message, response) => {
      response.writeProcessing();
      response.end('done');
    });
    const reply = await connected({ server: `http://127.0.0.1:${server.port}` }).send({
      method: 'GET',
      path: '/',
    });
    expect([reply.status, await textOf(reply.body)]).toEqual([200, 'done']);
  });

  it('leaves no connection behind', async () => {
    const { server, origin } = await recorder();
    const transport = connected({ server: origin });
    const replies = await Promise.all(
      [1, 2, 3].map(() => transport.send({ method: 'GET', path: '/' }).then(({ body }) => textOf(body))),
    );
    expect(replies).toEqual(['ok', 'ok', 'ok']);
    await expect.poll(server.open).toBe(0);
  });
});

it('reaches localhost by name', async () => {
  const { server } = await recorder();
  const reply = await connected({ server: `http://localhost:${server.port}` }).send({
    method: 'GET',
    path: '/',
  });
  expect(reply.status).toBe(200);
});
