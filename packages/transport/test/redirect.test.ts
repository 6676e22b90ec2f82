import { describe, expect, it } from 'vitest';
import { connected, failureOf, PASSWORD, textOf } from './connected.js';
import { serveHttp, serveRaw } from './loopback-server.js';

const KNOWN = `Basic ${Buffer.from(`ann:${PASSWORD}`, 'utf8').toString('base64')}`;

/** A server that answers each path with a status and a Location, and all else with the path. */
const serveMap = async (map: Readonly<Record<string, readonly [number, string]>>) => {
  const paths: string[] = [];
  const server = await serveHttp((message, response) => {
    const path = message.url ?? '';
    paths.push(`${message.method} ${path} ${message.headers.authorization === KNOWN ? 'known' : 'stranger'}`);
    const [status, location] = map[path] ?? [200, ''];
    if (location === '') response.writeHead(status).end(path);
    else
      response
        .writeHead(status, { Location: location.replace('HERE', message.headers.host ?? '') })
        .end('<html>moved</html>');
  });
  return { paths, server, origin: `http://127.0.0.1:${server.port}` };
};

describe('a redirection to another origin', () => {
  it.each([301, 302, 303, 307, 308])('of status %i gets nothing', async (status) => {
    const target = await serveRaw(() => undefined);
    const other = `http://127.0.0.1:${target.port}`;
    const { origin } = await serveMap({
      '/a?x=1': [status, `http://eve:secret@127.0.0.1:${target.port}/b?x=1`],
    });
    for (const method of ['GET', 'POST'] as const) {
      const error = await failureOf(connected({ server: origin }).send({ method, path: '/a?x=1' }));
      expect(error.code).toBe('OG_TRANSPORT_REDIRECT');
      expect(error.message).toContain(`${origin} redirects to another origin, ${other}, which`);
      expect(error.message).not.toMatch(/eve|secret|x=1/);
    }
    expect(target.connections()).toBe(0);
  });

  it.each([
    ['https', 'https://127.0.0.1/'],
    ['the same host by name', 'http://localhost/'],
    ['a path that is a host', '//192.0.2.1/'],
    ['another scheme', 'javascript:alert(1)'],
  ])('may lead to %s', async (_what, location) => {
    const { origin, paths } = await serveMap({ '/': [302, location] });
    const error = await failureOf(connected({ server: origin }).send({ method: 'GET', path: '/' }));
    expect([error.code, paths.length]).toEqual(['OG_TRANSPORT_REDIRECT', 1]);
  });
});

describe('a redirection on the same origin', () => {
  it('is followed by GET, with the credentials and the address it gives', async () => {
    const { origin, paths, server } = await serveMap({ '/a?x=1': [301, '/b/'], '/b/': [307, 'c?y=2'] });
    const reply = await connected({ server: origin }).send({
      method: 'GET',
      path: '/a',
      parameters: [['x', '1']],
    });
    expect(paths).toEqual(['GET /a?x=1 known', 'GET /b/ known', 'GET /b/c?y=2 known']);
    expect([reply.status, reply.url, await textOf(reply.body)]).toEqual([
      200,
      `${origin}/b/c?y=2`,
      '/b/c?y=2',
    ]);
    await expect.poll(server.open).toBe(0);
  });

  it('ignores credentials that it names', async () => {
    const { origin, paths } = await serveMap({ '/a': [302, 'http://eve:secret@HERE/b#top'] });
    const reply = await connected({ server: origin }).send({ method: 'GET', path: '/a' });
    expect(paths).toEqual(['GET /a known', 'GET /b known']);
    expect(reply.url).toBe(`${origin}/b`);
  });

  it('is a reply to a POST', async () => {
    const { origin, paths } = await serveMap({ '/a': [303, '/b'] });
    const reply = await connected({ server: origin }).send({ method: 'POST', path: '/a' });
    expect([reply.status, reply.headers['location'], await textOf(reply.body)]).toEqual([
      303,
      '/b',
      '<html>moved</html>',
    ]);
    expect(paths).toHaveLength(1);
  });

  it.each([
    ['/3', 200],
    ['/4', undefined],
  ])('is followed three times, from %s', async (path, status) => {
    const { origin, paths } = await serveMap({
      '/4': [302, '/3'],
      '/3': [302, '/2'],
      '/2': [302, '/1'],
      '/1': [302, '/0'],
    });
    const sent = connected({ server: origin }).send({ method: 'GET', path });
    if (status === undefined) {
      const error = await failureOf(sent);
      expect([error.code, error.message]).toEqual([
        'OG_TRANSPORT_REDIRECT',
        expect.stringContaining('more than 3'),
      ]);
    } else {
      expect((await sent).status).toBe(status);
    }
    expect(paths).toHaveLength(4);
  });

  it.each([
    [304, '/b'],
    [300, '/b'],
    [302, 'http://:::/'],
    [302, ''],
  ])('is none with status %i and location %j', async (status, location) => {
    const { origin, paths } = await serveMap({ '/': [status, location] });
    const reply = await connected({ server: origin }).send({ method: 'GET', path: '/' });
    expect([reply.status, paths.length]).toEqual([status, 1]);
  });
});
