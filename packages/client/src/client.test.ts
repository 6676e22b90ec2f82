import type { DocumentItem } from '@openguard/model';
import { scan, scanReportList } from '@openguard/protocol';
import type { Transport, TransportReply, TransportRequest } from '@openguard/transport';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createClient, type Reply } from './index.js';

const REPORT =
  '<SCAN value="scan/1.2"><HEADER><KEY value="TARGET">192.0.2.1</KEY></HEADER><IP value="192.0.2.1"><INFOS/></IP></SCAN>';

const answering = (body: string | Uint8Array, more: Partial<TransportReply> = {}) => {
  const requests: TransportRequest[] = [];
  const transport: Transport = {
    send: (request) => {
      requests.push(request);
      return Promise.resolve({
        status: 200,
        headers: { 'content-type': 'text/xml' },
        url: `https://host.example${request.path}`,
        body: (async function* () {
          yield await Promise.resolve(Buffer.from(body));
        })(),
        ...more,
      });
    },
    close: () => Promise.resolve(),
  };
  return { client: createClient(transport), requests };
};

const targets = { text: '192.0.2.1', addresses: [] };

const itemsOf = async (reply: Reply): Promise<DocumentItem[]> => {
  const items: DocumentItem[] = [];
  for await (const item of reply.items()) items.push(item);
  return items;
};

const textOf = async ({ bytes }: Reply): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

describe('createClient', () => {
  it('sends what the endpoint says and reads what comes back', async () => {
    const { client, requests } = answering(REPORT);
    const reply = await client.call(scan, { targets, save: true });
    expect(requests).toEqual([
      {
        method: 'GET',
        path: '/msp/scan.php',
        parameters: [
          ['ip', '192.0.2.1'],
          ['save_report', 'yes'],
        ],
      },
    ]);
    expect((await itemsOf(reply)).map(({ kind }) => kind)).toEqual(['header', 'host', 'end']);
  });

  it('posts what is too long for a URL', async () => {
    const { client, requests } = answering(REPORT);
    await client.call(scan, { targets: { ...targets, text: '192.0.2.1,'.repeat(500) } });
    expect(requests[0]?.method).toBe('POST');
  });

  it('gives a refusal as an item', async () => {
    const { client } = answering('<SCAN value="None"><ERROR number="5101">not yours</ERROR></SCAN>');
    expect(await itemsOf(await client.call(scan, { targets }))).toMatchObject([
      { kind: 'refused', number: 5101, text: 'not yours' },
      { kind: 'end' },
    ]);
  });

  it('reads a failed return in place of a report', async () => {
    const { client } = answering(
      '<GENERIC_RETURN><RETURN status="FAILED" number="2001">expired</RETURN></GENERIC_RETURN>',
    );
    expect(await itemsOf(await client.call(scan, { targets }))).toMatchObject([
      { kind: 'return', number: 2001 },
      { kind: 'end' },
    ]);
  });

  it.each([
    ['', 'OG_REPLY_EMPTY', /empty/],
    ['<html><body>hello</body></html>', 'OG_REPLY_NOT_XML', /HTML page/],
    ['ACCESS DENIED', 'OG_AUTH_REFUSED', /denies access/],
    ['Sorry', 'OG_REPLY_NOT_XML', /not XML/],
    [REPORT.slice(0, -7), 'OG_XML_TRUNCATED', /cut off at byte/],
    [REPORT.slice(0, REPORT.indexOf('</IP>') + 5), 'OG_XML_TRUNCATED', /cut off/],
    ['<SCAN><IP value="1"></SHIP></SCAN>', 'OG_XML_NOT_WELL_FORMED', /SHIP/],
    ['<SCAN_REPORT_LIST/>', 'OG_DOCUMENT_ROOT', /"SCAN_REPORT_LIST"/],
    ['<SCAN><IP/></SCAN>', 'OG_DOCUMENT_INVALID', /IP\/value is missing/],
    ['<!DOCTYPE SCAN [<!ENTITY a "b">]><SCAN/>', 'OG_XML_DOCTYPE', /refused/],
  ])('rejects %j', async (body, code, message) => {
    const { client } = answering(body);
    const reading = itemsOf(await client.call(scan, { targets }));
    await expect(reading).rejects.toMatchObject({ code });
    await expect(reading).rejects.toThrow(message);
  });

  const RETURN = '<GENERIC_RETURN><RETURN status="FAILED" number="2001">expired</RETURN></GENERIC_RETURN>';
  const xml = { 'content-type': 'text/xml' };

  it.each([
    [403, xml, RETURN],
    [404, xml, RETURN],
    [500, {}, RETURN],
    [500, { 'content-type': 'text/html' }, '<SCAN value="None"><ERROR number="2001">expired</ERROR></SCAN>'],
    [503, xml, '<SCAN_REPORT_LIST><ERROR number="2001">expired</ERROR></SCAN_REPORT_LIST>'],
  ])('reads a refusal with HTTP status %i and %j', async (status, headers, body) => {
    const { client } = answering(body, { status, headers });
    const reply = await client.call(scan, { targets });
    expect(await textOf(reply)).toBe(body);
    expect(await itemsOf(reply)).toMatchObject([{ number: 2001, text: 'expired' }, { kind: 'end' }]);
  });

  it('reads no refusal of more than a million bytes', async () => {
    const { client } = answering(RETURN.padEnd(2_000_000), { status: 500 });
    await expect(client.call(scan, { targets })).rejects.toMatchObject({ code: 'OG_TRANSPORT_STATUS' });
  });

  it('takes nothing but the refusal from a body with such a status', async () => {
    const body = REPORT.replace('</SCAN>', '<ERROR number="999">x</ERROR></SCAN>');
    const { client } = answering(body, { status: 500 });
    expect((await itemsOf(await client.call(scan, { targets }))).map(({ kind }) => kind)).toEqual([
      'refused',
      'end',
    ]);
  });

  it.each([
    [401, 'text/html', '<html/>', 'OG_AUTH_REFUSED', /does not accept .+HTTP 401/],
    [403, 'text/plain', '', 'OG_AUTH_REFUSED', /HTTP 403/],
    [401, 'text/xml', REPORT, 'OG_AUTH_REFUSED', /HTTP 401/],
    [201, 'text/xml', REPORT, 'OG_TRANSPORT_STATUS', /status 201.+check the address/],
    [204, '', '', 'OG_TRANSPORT_STATUS', /status 204/],
    [206, 'text/xml', REPORT, 'OG_TRANSPORT_STATUS', /status 206/],
    [301, 'text/html', '<html/>', 'OG_TRANSPORT_STATUS', /status 301.+redirection cannot be followed/],
    [404, 'text/html', '<html/>', 'OG_TRANSPORT_STATUS', /status 404.+check the address/],
    [404, 'text/xml', REPORT, 'OG_TRANSPORT_STATUS', /status 404/],
    [404, 'text/xml', '<UNHEARD_OF/>', 'OG_TRANSPORT_STATUS', /status 404/],
    [500, 'text/xml', REPORT, 'OG_TRANSPORT_STATUS', /status 500.+try again later/],
    [500, 'text/xml', RETURN.slice(0, -1), 'OG_TRANSPORT_STATUS', /status 500/],
    [500, 'text/xml', RETURN.replace('FAILED', 'SUCCESS'), 'OG_TRANSPORT_STATUS', /status 500/],
    [503, '', '', 'OG_TRANSPORT_STATUS', /status 503/],
  ])('rejects HTTP status %i with %s %#', async (status, type, body, code, message) => {
    const { client } = answering(body, { status, headers: { 'content-type': type } });
    const call = client.call(scanReportList, {});
    await expect(call).rejects.toMatchObject({ code });
    await expect(call).rejects.toThrow(message);
    const reply = await client.get('/msp/scan.php', []);
    await expect(itemsOf(reply)).rejects.toMatchObject({ code });
  });

  it.each([404, 500, 200])(
    'gives every byte of a reply with status %i to whoever just gets it',
    async (status) => {
      const { client } = answering('<html>no</html>', { status });
      const reply = await client.get('/elsewhere', []);
      expect([reply.status, await textOf(reply)]).toEqual([status, '<html>no</html>']);
    },
  );

  it.each(['br', 'zstd', 'deflate, gzip'])('says that a reply is compressed: %s', async (encoding) => {
    const { client } = answering('\u001f\u008b', { headers: { ...xml, 'content-encoding': encoding } });
    const call = client.call(scanReportList, {});
    await expect(call).rejects.toMatchObject({ code: 'OG_REPLY_NOT_XML' });
    await expect(call).rejects.toThrow(`compressed its reply (Content-Encoding: ${encoding})`);
    const reply = await client.get('/msp/scan.php', []);
    await expect(itemsOf(reply)).rejects.toMatchObject({ code: 'OG_REPLY_NOT_XML' });
  });

  it.each(['gzip', 'x-gzip', ' GZIP '])('unzips a reply that says that it is %j', async (encoding) => {
    const headers = { ...xml, 'content-encoding': encoding };
    const zipped = () => answering(gzipSync(REPORT), { headers }).client;
    expect(await itemsOf(await zipped().call(scan, { targets }))).toHaveLength(3);
    expect(await textOf(await zipped().get('/msp/scan.php', []))).toBe(REPORT);
  });

  it.each<readonly [string, Uint8Array, string]>([
    ['cut off', gzipSync(REPORT).subarray(0, -9), 'OG_XML_TRUNCATED'],
    ['damaged', Buffer.concat([gzipSync(REPORT).subarray(0, -8), Buffer.alloc(8)]), 'OG_XML_ENCODING'],
    ['no gzip', Buffer.from(REPORT), 'OG_XML_ENCODING'],
    ['a report that is cut off before it was zipped', gzipSync(REPORT.slice(0, -7)), 'OG_XML_TRUNCATED'],
  ])('refuses a zipped reply that is %s', async (_, body, code) => {
    const { client } = answering(body, { headers: { ...xml, 'content-encoding': 'gzip' } });
    const reply = await client.call(scan, { targets });
    await expect(itemsOf(reply)).rejects.toMatchObject({ code });
  });

  it.each(['identity', ' Identity ', ''])('knows %j for no compression', async (encoding) => {
    const { client } = answering(REPORT, { headers: { ...xml, 'content-encoding': encoding } });
    expect(await itemsOf(await client.call(scan, { targets }))).toHaveLength(3);
  });
});
