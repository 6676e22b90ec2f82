import { describe, expect, it } from 'vitest';
import { createClient, granted, obeyingLimits, type LimitOptions, type LimitWait } from '../src/index.js';
import { apiServer, response, simpleReturn, type Answered } from './api-server.js';

const ANN = { user: 'ann', password: 'secret' };
const LIST = response('HOST_LIST_OUTPUT', '');
const TOO_MANY = simpleReturn('until 1 currently running API instance has finished.', 1960, {
  CALLS_TO_FINISH: 1,
});

const clientOf = (server: string, options: LimitOptions) =>
  createClient({ server, credentials: ANN }, { interceptors: [obeyingLimits(options)] });

const pull = async (client: ReturnType<typeof createClient>): Promise<void> => {
  for await (const { kind } of granted((await client.hostList({})).items())) expect(kind).toBe('end');
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('a limit on calls at once', () => {
  it('is learnt by one call and kept by twenty, of which none is lost', async () => {
    let running = 0;
    let most = 0;
    let refused = 0;
    const { url } = await apiServer((): Answered => {
      const headers = { 'X-Concurrency-Limit-Limit': '2', 'x-concurrency-limit-running': '0' };
      if (running >= 2) {
        refused += 1;
        return { status: 409, headers, body: TOO_MANY };
      }
      running += 1;
      most = Math.max(most, running);
      const until = wait(20).then(() => {
        running -= 1;
      });
      return { headers, body: LIST, until };
    });
    const client = clientOf(url, {});
    const began = performance.now();
    await Promise.all(Array.from({ length: 20 }, () => pull(client)));
    expect([most, refused]).toEqual([2, 0]);
    expect(performance.now() - began).toBeLessThan(3000);
  });

  it('that others use up is waited for, with fewer calls at once', async () => {
    const waits: LimitWait[] = [];
    let refusals = 2;
    const { url, asked } = await apiServer((): Answered => {
      refusals -= 1;
      return refusals < 0 ? { body: LIST } : { status: 409, body: TOO_MANY };
    });
    await pull(clientOf(url, { onWait: (told) => waits.push(told) }));
    expect(asked).toHaveLength(3);
    expect(waits).toMatchObject([{ name: 'host_list', reason: 'concurrency' }, { reason: 'concurrency' }]);
    expect(waits[1]?.ms).toBeGreaterThan(waits[0]?.ms ?? 0);
  });

  it('is of a function: another is not held up', async () => {
    const gate = Promise.withResolvers<undefined>();
    const { url } = await apiServer(({ path }): Answered => {
      const isKept = path.endsWith('/host/');
      return isKept ? { body: LIST, until: gate.promise } : { body: response('AUTH_RECORDS_OUTPUT', '') };
    });
    const client = clientOf(url, { concurrency: 1 });
    const first = pull(client);
    for await (const item of (await client.authRecords({})).items()) expect(item.kind).toBe('end');
    gate.resolve(undefined);
    await first;
  });
});

describe('a limit on calls in a while', () => {
  const tooFast = (seconds: number, headers: Readonly<Record<string, string>> = {}): Answered => ({
    status: 409,
    headers,
    body: simpleReturn('cannot be run again', 1965, { SECONDS_TO_WAIT: seconds }),
  });

  it.each([
    ['the header says', { 'X-RATELIMIT-TOWAIT-SEC': '1' }, 99],
    ['the item says', {}, 1],
  ])('is waited for as long as %s', async (_, headers, seconds) => {
    let refusals = 1;
    const { url, asked } = await apiServer(() => {
      refusals -= 1;
      return refusals < 0 ? LIST : tooFast(seconds, headers);
    });
    const began = performance.now();
    await pull(clientOf(url, { patienceMs: 5000 }));
    expect(performance.now() - began).toBeGreaterThan(950);
    expect(asked).toHaveLength(2);
  });

  it('beyond patience is told at once, with when to come back, and holds for every call', async () => {
    const { url, asked } = await apiServer(() => tooFast(86_274));
    const client = clientOf(url, { patienceMs: 1000 });
    for (let i = 0; i < 2; i += 1) {
      const pulled = pull(client);
      await expect(pulled).rejects.toMatchObject({ code: 'OG_API_LIMIT' });
      await expect(pulled).rejects.toThrow(/8627[34] s.*come back at \d{4}-/);
    }
    expect(asked).toHaveLength(1);
  });

  it('that the head of a reply foretells is not run into', async () => {
    const headers = { 'X-RateLimit-Remaining': '0', 'X-RateLimit-ToWait-Sec': '1' };
    const { url, asked } = await apiServer(() => ({ headers, body: LIST }));
    const client = clientOf(url, {});
    await pull(client);
    const began = performance.now();
    await pull(client);
    expect(performance.now() - began).toBeGreaterThan(900);
    expect(asked).toHaveLength(2);
  });

  it('is given back as it is to what is never repeated', async () => {
    const { url, asked } = await apiServer(() => tooFast(1));
    const client = clientOf(url, {});
    const items = granted((await client.hostPurge({ ids: '1' })).items());
    await expect(items.next()).rejects.toThrow('error 1965');
    expect(asked).toHaveLength(1);
  });
});

it('another refusal with HTTP status 409 is an answer', async () => {
  const { url, asked } = await apiServer(() => ({ status: 409, body: simpleReturn('blocked', 1920) }));
  await expect(pull(clientOf(url, {}))).rejects.toThrow('error 1920');
  expect(asked).toHaveLength(1);
});
