import { createTransport, type Credentials } from '@openguard/transport';
import { describe, expect, it } from 'vitest';
import { createClient, granted, withSession } from '../src/index.js';
import { apiServer, response, simpleReturn, type Answered, type Asked } from './api-server.js';

const ANN: Credentials = { user: 'ann', password: 'p:ä&ss' };
const COOKIE = 'QualysSession=0123abcd; path=/api; secure';
const EXPIRES = 'DWRSESSIONID=x1; path=/api; expires=Thu, 19 Nov 2037 08:52:00 GMT';

/** A service whose session ends after so many calls. */
const service = (lasts = Number.POSITIVE_INFINITY) => {
  let left = lasts;
  return apiServer(({ path, parameters, headers }: Asked): Answered | string => {
    if (path === '/msp/about.php') return '<GENERIC_RETURN><RETURN status="SUCCESS"/></GENERIC_RETURN>';
    if (path === '/api/2.0/fo/session/' && parameters['action'] === 'login') {
      left = lasts;
      return parameters['password'] === ANN.password
        ? { headers: { 'Set-Cookie': [COOKIE, EXPIRES] }, body: simpleReturn('Logged in') }
        : { status: 401, body: simpleReturn('Bad Login/Password', 2000) };
    }
    left -= 1;
    if (headers.cookie === undefined || left < 0)
      return { status: 401, body: simpleReturn('Bad Login', 2000) };
    return path.endsWith('/session/') ? simpleReturn('Logged out') : response('HOST_LIST_OUTPUT', '');
  });
};

const clientOf = (server: string, credentials = ANN) =>
  createClient(withSession(createTransport({ server, credentials }), credentials));

const kindsOf = async (items: AsyncIterable<{ readonly kind: string }>): Promise<readonly string[]> => {
  const kinds: string[] = [];
  for await (const { kind } of items) kinds.push(kind);
  return kinds;
};

describe('a session', () => {
  it('begins once, sends its cookie under /api alone, and ends', async () => {
    const { url, asked } = await service();
    const client = clientOf(url);
    const lists = [client.hostList({}), client.hostList({})].map(async (reply) =>
      kindsOf(granted((await reply).items())),
    );
    expect(await Promise.all(lists)).toEqual([['end'], ['end']]);
    await kindsOf((await client.about()).items()).catch(() => []);
    await client.close();
    expect(asked.map(({ path, parameters }) => `${path} ${parameters['action'] ?? ''}`)).toEqual([
      '/api/2.0/fo/session/ login',
      '/api/2.0/fo/asset/host/ list',
      '/api/2.0/fo/asset/host/ list',
      '/msp/about.php ',
      '/api/2.0/fo/session/ logout',
    ]);
    for (const { path, method, headers, parameters } of asked) {
      const isApi = path.startsWith('/api/');
      expect([path, headers.authorization === undefined]).toEqual([path, isApi]);
      expect([path, headers['x-requested-with'] !== undefined]).toEqual([path, isApi]);
      const cookie =
        isApi && parameters['action'] !== 'login' ? 'QualysSession=0123abcd; DWRSESSIONID=x1' : undefined;
      expect([path, headers.cookie]).toEqual([path, cookie]);
      if (path.endsWith('/session/')) expect(method).toBe('POST');
    }
  });

  it('that has ended is begun anew, also for what is never repeated', async () => {
    const { url, asked } = await service(1);
    const client = clientOf(url);
    for (let i = 0; i < 2; i += 1)
      await kindsOf(granted((await client.hostPurge({ ids: '1' })).items())).catch(() => []);
    expect(asked.map(({ parameters }) => parameters['action'])).toEqual([
      'login',
      'purge',
      'purge',
      'login',
      'purge',
    ]);
  });

  it('that is refused is the answer to the call that needed it, and is tried again by the next', async () => {
    const { url, asked } = await service();
    const client = clientOf(url, { user: 'ann', password: 'wrong' });
    for (let i = 0; i < 2; i += 1) {
      const items = granted((await client.hostList({})).items());
      await expect(items.next()).rejects.toThrow('error 2000');
    }
    await client.close();
    expect(asked.map(({ parameters }) => parameters['action'])).toEqual(['login', 'login']);
  });

  it.each([
    ['sends no cookie', simpleReturn('Logged in'), /began no session/],
    [
      'says with HTTP status 200 that the account has expired',
      simpleReturn('This account has expired.', 2001),
      /error 2001/,
    ],
  ])('does not begin where the service %s', async (_, body, words) => {
    const { url } = await apiServer(() => body);
    const list = async () => kindsOf(granted((await clientOf(url).hostList({})).items()));
    await expect(list()).rejects.toThrow(words);
  });
});

it('without a session the password goes along, and the header that API v2 wants', async () => {
  const { url, asked } = await apiServer(() => response('HOST_LIST_OUTPUT', ''));
  const client = createClient({ server: url, credentials: ANN });
  await kindsOf((await client.hostList({ ids: '1,'.repeat(3000) + '1' })).items());
  expect(asked).toMatchObject([{ method: 'POST', parameters: { action: 'list' } }]);
  expect(asked[0]?.headers).toMatchObject({ 'x-requested-with': 'OpenGuard' });
  expect(asked[0]?.headers.authorization).toMatch(/^Basic /);
});

it.each([
  [200, 2001],
  [400, 1905],
  [401, 2000],
  [409, 1920],
])('a SIMPLE_RETURN in the place of a list is a value, with HTTP status %i', async (status, code) => {
  const { url } = await apiServer(() => ({ status, body: simpleReturn('No.', code) }));
  const client = createClient({ server: url, credentials: ANN });
  const items: unknown[] = [];
  for await (const item of (await client.hostDetections({})).items()) items.push(item);
  expect(items).toMatchObject([
    { kind: 'return', status: 'FAILED', number: code, text: 'No.' },
    { kind: 'end' },
  ]);
});
