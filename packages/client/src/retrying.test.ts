import { OpenGuardError, type ErrorCode } from '@openguard/errors';
import { ENDPOINTS, type Endpoint } from '@openguard/protocol';
import { describe, expect, it } from 'vitest';
import { createClient, logging, retrying, type Interceptor, type LogEntry } from './index.js';
import { cutAfter, fakeTransport, type FakeReply } from './testing.js';

const LIST = '<SCAN_REPORT_LIST user="ann" from="a" to="b"/>';
const busy: FakeReply = { status: 503, body: 'busy' };
const failing = (code: ErrorCode) => new OpenGuardError(code, 'made up');

/** A server that answers with one after the other, and then with a list. */
const inTurn = (...answers: readonly (FakeReply | Error)[]) => {
  const left = [...answers];
  return fakeTransport(() => {
    const answer = left.shift() ?? LIST;
    if (answer instanceof Error) throw answer;
    return answer;
  });
};

const quick = (attempts?: number): Interceptor =>
  retrying({ delayMs: () => 0, ...(attempts === undefined ? {} : { attempts }) });

describe('a repeatable call', () => {
  it.each<readonly [string, FakeReply | Error]>([
    ['cannot reach the server', failing('OG_TRANSPORT_UNREACHABLE')],
    ['hears nothing', failing('OG_TRANSPORT_TIMEOUT')],
    ['is closed upon', failing('OG_TRANSPORT_CLOSED')],
    ['finds the server busy', busy],
    ['finds no gateway', { status: 502 }],
    ['waits for a gateway in vain', { status: 504 }],
  ])('is made again when it %s', async (_, failure) => {
    const transport = inTurn(failure, failure);
    const reply = await createClient(transport, { interceptors: [quick()] }).scanReportList();
    expect([reply.status, transport.requests.length]).toEqual([200, 3]);
  });

  it.each<readonly [string, FakeReply | Error, ErrorCode]>([
    ['the password is wrong', { status: 401 }, 'OG_AUTH_REFUSED'],
    ['there is no such thing', { status: 404 }, 'OG_TRANSPORT_STATUS'],
    ['the server has failed', { status: 500 }, 'OG_TRANSPORT_STATUS'],
    ['the certificate is not trusted', failing('OG_TRANSPORT_TLS'), 'OG_TRANSPORT_TLS'],
    ['it was asked for something wrong', failing('OG_USAGE'), 'OG_USAGE'],
  ])('is not made again when %s', async (_, failure, code) => {
    const transport = inTurn(failure);
    const call = createClient(transport, { interceptors: [quick()] }).scanReportList();
    await expect(call).rejects.toMatchObject({ code });
    expect(transport.requests).toHaveLength(1);
  });

  it('is made as often as is said, and its last failure told', async () => {
    const transport = inTurn(busy, busy, failing('OG_TRANSPORT_CLOSED'), busy);
    const call = createClient(transport, { interceptors: [quick(3)] }).about();
    await expect(call).rejects.toMatchObject({ code: 'OG_TRANSPORT_CLOSED' });
    expect(transport.requests).toHaveLength(3);
  });

  it('pauses for as long as is said after each attempt', async () => {
    const asked: number[] = [];
    const delayMs = (made: number): number => {
      asked.push(made);
      return 0;
    };
    const transport = inTurn(busy, busy, busy);
    await createClient(transport, { interceptors: [retrying({ attempts: 5, delayMs })] })
      .about()
      .then(
        () => undefined,
        () => undefined,
      );
    expect(asked).toEqual([1, 2, 3]);
  });

  it('ends with the reason of its signal while it pauses', async () => {
    const abort = new AbortController();
    const delayMs = (): number => {
      queueMicrotask(() => abort.abort(new RangeError('enough')));
      return 60_000;
    };
    const client = createClient(inTurn(busy), { interceptors: [retrying({ delayMs })] });
    await expect(client.about({}, abort)).rejects.toThrow('enough');
  });

  it('is not made again when its reply breaks off: its items were handed on', async () => {
    const transport = inTurn({ body: cutAfter(20, LIST) });
    const reply = await createClient(transport, { interceptors: [quick()] }).scanReportList();
    await expect(reply.items().next()).rejects.toMatchObject({ code: 'OG_REPLY_TRUNCATED' });
    expect(transport.requests).toHaveLength(1);
  });

  it.each([0, 11, 1.5, Number.NaN])('is not made %d times', (attempts) => {
    expect(() => retrying({ attempts })).toThrow(expect.objectContaining({ code: 'OG_USAGE' }));
  });
});

const ONCE = Object.entries(ENDPOINTS).filter(([, { repeatable }]) => !repeatable);

/** The call that goes out for an endpoint, whatever it needs to know. */
const bare = ({ name, path, repeatable }: Pick<Endpoint<object>, 'name' | 'path' | 'repeatable'>) => ({
  ...ENDPOINTS.about,
  ...{ name, path, repeatable },
});

/** An interceptor that knows no bounds. */
const stubborn: Interceptor = async (call, next) => {
  await next({ ...call, repeatable: true });
  return next({ ...call, repeatable: true });
};

describe('a call that is not repeatable', () => {
  it('is one of these', () => {
    expect(ONCE.map(([name]) => name)).toEqual([
      'scan',
      'scanReportDelete',
      'scanCancel',
      'map',
      'map2',
      'enrollment',
    ]);
  });

  it.each(ONCE)('%s is not made again', async (_, endpoint) => {
    const transport = inTurn(failing('OG_TRANSPORT_CLOSED'), busy);
    const call = createClient(transport, { interceptors: [quick()] }).call(bare(endpoint), {});
    await expect(call).rejects.toMatchObject({ code: 'OG_TRANSPORT_CLOSED' });
    expect(transport.requests).toHaveLength(1);
  });

  it.each(ONCE)('%s leaves once, whatever an interceptor does', async (_, endpoint) => {
    const transport = inTurn();
    const call = createClient(transport, { interceptors: [stubborn] }).call(bare(endpoint), {});
    await expect(call).rejects.toThrow('was sent once already');
    expect(transport.requests).toHaveLength(1);
  });

  it('is a plain request too', async () => {
    const transport = inTurn(busy);
    const client = createClient(transport, { interceptors: [quick()] });
    expect((await client.get('/msp/about.php?a=b', [])).status).toBe(503);
    expect(transport.requests).toHaveLength(1);
  });
});

describe('logging', () => {
  it('tells of each attempt behind the retries, and of what came of all before them', async () => {
    const inner: LogEntry[] = [];
    const outer: LogEntry[] = [];
    const interceptors = [
      logging((entry) => outer.push(entry)),
      quick(),
      logging((entry) => inner.push(entry)),
    ];
    const client = createClient(inTurn(failing('OG_TRANSPORT_CLOSED'), busy), { interceptors });
    await client.scanReportList({ last: true });
    const ms = expect.any(Number) as number;
    const told = { name: 'scan_report_list', method: 'GET', ms };
    expect(inner).toEqual([
      { ...told, error: 'OG_TRANSPORT_CLOSED' },
      { ...told, status: 503 },
      { ...told, status: 200 },
    ]);
    expect(outer).toEqual([{ ...told, status: 200 }]);
  });

  it('never tells what is asked for', async () => {
    const entries: LogEntry[] = [];
    const client = createClient(inTurn(new TypeError('hidden')), {
      interceptors: [logging((entry) => entries.push(entry))],
    });
    await expect(client.get('/msp/user.php?password=hidden', [['name', 'hidden']])).rejects.toThrow();
    expect(entries).toMatchObject([{ name: '/msp/user.php', error: 'TypeError' }]);
    expect(JSON.stringify(entries)).not.toContain('hidden');
  });
});
