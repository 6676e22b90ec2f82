import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createWebhooks } from '../src/webhook/post-webhook.js';
import { isLoopback, isPublic } from '../src/webhook/public-address.js';

interface Posted {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver on loopback that answers as it is told. */
const receiver = async (answer: (response: ServerResponse) => void) => {
  const posted: Posted[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      posted.push({
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook?x=1`, posted };
};

const letterTo = (address: string) => ({
  id: 'letter-1',
  to: { name: '', address },
  subject: 'x',
  text: JSON.stringify({ title: '</script>\u0000\u{1f600}' }),
});

const SECRET = 'a secret';

const hand = (address: string, options: Partial<Parameters<typeof createWebhooks>[0]> = {}) =>
  createWebhooks({ allowPrivate: false, timeoutMs: 2000, clock: () => 1_000_500, ...options }).hand(
    letterTo(address),
    SECRET,
  );

describe('a webhook', () => {
  it('is posted to with a signature over time and body', async () => {
    const { url, posted } = await receiver((response) => response.end('thanks'));
    expect(await hand(url)).toEqual({ tag: 'taken' });
    const [{ headers, body, url: path } = { headers: {}, body: '', url: '' }] = posted;
    expect([path, body]).toEqual(['/hook?x=1', letterTo('').text]);
    const signature = createHmac('sha256', SECRET).update(`1000.${body}`).digest('hex');
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'openguard-delivery': 'letter-1',
      'openguard-timestamp': '1000',
      'openguard-signature': `sha256=${signature}`,
    });
    expect(JSON.stringify(headers)).not.toContain(SECRET);
  });

  it.each([
    [204, 'taken'],
    [400, 'never'],
    [404, 'never'],
    [408, 'later'],
    [429, 'later'],
    [500, 'later'],
    [503, 'later'],
  ] as const)('that answers %i: %s', async (status, tag) => {
    const { url } = await receiver((response) => response.writeHead(status).end());
    expect(await hand(url)).toMatchObject({ tag });
  });

  it('is not followed elsewhere', async () => {
    const other = await receiver((response) => response.end());
    const { url } = await receiver((response) => response.writeHead(307, { location: other.url }).end());
    expect(await hand(url)).toMatchObject({
      tag: 'never',
      reason: expect.stringMatching(/redirects/) as unknown,
    });
    expect(other.posted).toEqual([]);
  });

  it('that is silent, gone or cuts the connection is asked again later', async () => {
    const silent = await receiver(() => undefined);
    const cutting = await receiver((response) => response.destroy());
    expect(await hand(silent.url, { timeoutMs: 200 })).toEqual({ tag: 'later', reason: 'it took too long' });
    expect(await hand(cutting.url)).toMatchObject({ tag: 'later' });
    expect(await hand('http://127.0.0.1:9/')).toMatchObject({ tag: 'later' });
    expect(await hand('https://gone.invalid/')).toMatchObject({ tag: 'later' });
  });

  it('is tried at every address of its name, and at no other', async () => {
    const addresses = ['::1', '127.0.0.3', '127.0.0.1'].map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }));
    const resolve = () => Promise.resolve(addresses);
    const { url, posted } = await receiver((response) => response.end());
    expect(await hand(url.replace('127.0.0.1', 'localhost'), { resolve })).toEqual({ tag: 'taken' });
    expect(posted).toHaveLength(1);
    expect(await hand('http://localhost:9/', { resolve })).toMatchObject({
      tag: 'later',
      reason: expect.stringMatching(/127\.0\.0\.3.*127\.0\.0\.1/) as unknown,
    });
  });

  it.each([
    ['http://192.0.2.1/', /plain HTTP/],
    ['https://10.0.0.1/', /private/],
    ['https://169.254.169.254/latest', /private/],
    ['https://[::ffff:10.0.0.1]/', /private/],
    ['https://[fd00::1]/', /private/],
    ['https://[2002:a00:1::]/', /private/],
    ['https://0.0.0.0/', /private/],
    ['no address', /no address/],
  ])('is refused: %s', async (address, reason) => {
    expect(await hand(address)).toMatchObject({
      tag: 'never',
      reason: expect.stringMatching(reason) as unknown,
    });
  });
});

it.each([
  ['127.9.9.9', true, false],
  ['::1', true, false],
  ['8.8.8.8', false, true],
  ['172.15.0.1', false, true],
  ['172.16.0.1', false, false],
  ['100.64.0.1', false, false],
  ['224.0.0.1', false, false],
  ['255.255.255.255', false, false],
  ['2606:4700::1', false, true],
  ['fe80::1', false, false],
  ['::', false, false],
  ['64:ff9b::a00:1', false, false],
  ['2001:db8::1', false, false],
])('%s: loopback %j, public %j', (address, loopback, open) => {
  expect([isLoopback(address), isPublic(address)]).toEqual([loopback, open]);
});
