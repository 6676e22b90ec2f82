import type { FindingItem, HostItem, MapHostItem, ReturnItem } from '@openguard/model';
import { ENDPOINTS, LATER_ENDPOINTS, type Endpoint } from '@openguard/protocol';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { createClient } from './index.js';
import { fakeTransport } from './testing.js';

const REPORT =
  '<SCAN value="scan/1.2"><HEADER><KEY value="TARGET">192.0.2.1</KEY></HEADER><IP value="192.0.2.1"><INFOS/></IP></SCAN>';
const RETURN = '<GENERIC_RETURN><RETURN status="SUCCESS">done</RETURN></GENERIC_RETURN>';

const targets = { text: '192.0.2.1', addresses: [] };

describe('a function by its name', () => {
  it('sends what its endpoint says and reads what comes back', async () => {
    const transport = fakeTransport(() => REPORT);
    const client = createClient(transport);
    const reply = await client.scan({ targets, save: true });
    const kinds: string[] = [];
    for await (const item of reply.items()) kinds.push(item.kind);
    expect(kinds).toEqual(['header', 'host', 'end']);
    expect(transport.requests).toEqual([
      {
        method: 'GET',
        path: '/msp/scan.php',
        parameters: [
          ['ip', '192.0.2.1'],
          ['save_report', 'yes'],
        ],
      },
    ]);
  });

  it('is there for every endpoint', () => {
    const client = createClient(fakeTransport(() => RETURN));
    expect(Object.keys(client)).toEqual([
      ...Object.keys({ ...ENDPOINTS, ...LATER_ENDPOINTS }),
      'call',
      'get',
      'close',
    ]);
  });

  it('takes no request where none is needed, and options behind one', async () => {
    const transport = fakeTransport(() => '<SCAN_RUNNING_LIST/>');
    const client = createClient(transport);
    const { signal } = new AbortController();
    await client.scanRunningList();
    await client.scanRunningList({}, { signal });
    expect(transport.requests.map(({ parameters, signal: given }) => [parameters, given])).toEqual([
      [[], undefined],
      [[], signal],
    ]);
  });

  it('knows at compile time what it is asked and what it answers', () => {
    type Client = ReturnType<typeof createClient>;
    type ItemOf<K extends 'scan' | 'map' | 'scanCancel'> =
      Awaited<ReturnType<Client[K]>> extends { readonly items: () => AsyncGenerator<infer I> } ? I : never;
    expectTypeOf<Client['scan']>().toBeCallableWith({ targets: { text: '', addresses: [] } });
    expectTypeOf<Client['about']>().toBeCallableWith();
    expectTypeOf<Parameters<Client['scan']>['length']>().toEqualTypeOf<1 | 2>();
    expectTypeOf<FindingItem | HostItem>().toExtend<ItemOf<'scan'>>();
    expectTypeOf<MapHostItem>().toExtend<ItemOf<'map'>>();
    expectTypeOf<FindingItem>().not.toExtend<ItemOf<'map'>>();
    expectTypeOf<ItemOf<'scanCancel'>['kind']>().toEqualTypeOf<'return' | 'refused' | 'end'>();
    expectTypeOf<ReturnItem>().toExtend<ItemOf<'scan'>>();
  });
});

describe('createClient', () => {
  it('makes its own transport for a server', async () => {
    const client = createClient({ server: 'us', credentials: { user: 'ann', password: 'secret' } });
    await client.close();
    await expect(client.about()).rejects.toMatchObject({ code: 'OG_TRANSPORT_CLOSED' });
  });

  it('refuses a server as a transport does', () => {
    const credentials = { user: 'ann', password: 'secret' };
    expect(() => createClient({ server: 'http://192.0.2.1', credentials })).toThrow(
      expect.objectContaining({ code: 'OG_TRANSPORT_PLAIN_HTTP' }),
    );
  });

  it('posts an enrollment, however short', async () => {
    const transport = fakeTransport(() => RETURN);
    const endpoint: Endpoint<object> = { ...ENDPOINTS.about, method: 'POST', encode: () => [['a', 'b']] };
    await createClient(transport).call(endpoint, {});
    expect(transport.requests).toMatchObject([{ method: 'POST', parameters: [['a', 'b']] }]);
    expect(ENDPOINTS.enrollment.method).toBe('POST');
  });

  it('ends a call with the reason of its signal, before and amid the reply', async () => {
    const client = createClient(fakeTransport(() => ({ body: [REPORT.slice(0, 90), REPORT.slice(90)] })));
    const abort = new AbortController();
    const reply = await client.scanReportList({}, abort);
    const items = reply.items();
    abort.abort(new RangeError('enough'));
    await expect(items.next()).rejects.toThrow('enough');
    await expect(client.about({}, abort)).rejects.toThrow('enough');
  });
});
