import { OpenGuardError } from '@openguard/errors';
import { ScanReference } from '@openguard/model';
import { describe, expect, it } from 'vitest';
import { createClient } from './index.js';
import { cutAfter, fakeTransport } from './testing.js';

const REF = 'scan/1.2';
if (!ScanReference.is(REF)) throw new TypeError('no reference');

const textOf = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

describe('fakeTransport', () => {
  it('answers by what it is asked, and remembers that', async () => {
    const transport = fakeTransport(({ path }) =>
      path === '/a' ? '<A/>' : { status: 404, headers: { 'content-type': 'text/html' }, body: ['no', 'pe'] },
    );
    const client = createClient(transport);
    const found = await client.get('/a', [['x', 'ä']]);
    const missing = await client.get('/b', []);
    expect([found.status, found.contentType, await textOf(found.bytes)]).toEqual([200, 'text/xml', '<A/>']);
    expect([missing.status, missing.contentType, await textOf(missing.bytes)]).toEqual([
      404,
      'text/html',
      'nope',
    ]);
    expect(transport.requests).toEqual([
      { method: 'GET', path: '/a', parameters: [['x', 'ä']] },
      { method: 'GET', path: '/b', parameters: [] },
    ]);
  });

  it('is a request without a reply when its answer throws', async () => {
    const client = createClient(
      fakeTransport(() => {
        throw new OpenGuardError('OG_TRANSPORT_UNREACHABLE', 'down');
      }),
    );
    await expect(client.about()).rejects.toMatchObject({ code: 'OG_TRANSPORT_UNREACHABLE' });
  });

  it('gives a body once', async () => {
    const { bytes } = await createClient(fakeTransport(() => 'x')).get('/', []);
    expect(await textOf(bytes)).toBe('x');
    await expect(textOf(bytes)).rejects.toThrow(TypeError);
  });

  it('can break off, after what came before', async () => {
    const report = '<SCAN value="scan/1.2"><IP value="192.0.2.1"><INFOS/></IP></SCAN>';
    const client = createClient(fakeTransport(() => ({ body: cutAfter(report.length - 7, report) })));
    const { items } = await client.scanReport({ ref: REF });
    const kinds: string[] = [];
    const reading = (async () => {
      for await (const { kind } of items()) kinds.push(kind);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'OG_REPLY_TRUNCATED' });
    expect(kinds).toEqual(['host']);
  });

  it('is closed like another', async () => {
    const client = createClient(fakeTransport(() => 'x'));
    const { bytes } = await client.get('/', []);
    await client.close();
    await expect(textOf(bytes)).rejects.toMatchObject({ code: 'OG_TRANSPORT_CLOSED' });
    await expect(client.about()).rejects.toMatchObject({ code: 'OG_TRANSPORT_CLOSED' });
  });

  it('heeds a signal', async () => {
    const abort = new AbortController();
    const client = createClient(fakeTransport(() => 'x'));
    const { bytes } = await client.get('/', [], abort);
    abort.abort(new RangeError('enough'));
    await expect(textOf(bytes)).rejects.toThrow('enough');
    await expect(client.about({}, abort)).rejects.toThrow('enough');
  });
});
