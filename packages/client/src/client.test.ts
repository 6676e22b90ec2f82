import type { DocumentItem } from '@openguard/model';
import { scan, scanReportList } from '@openguard/protocol';
import type { Transport, TransportReply, TransportRequest } from '@openguard/transport';
import { describe, expect, it } from 'vitest';
import { createClient, type Reply } from './index.js';

const REPORT =
  '<SCAN value="scan/1.2"><HEADER><KEY value="TARGET">192.0.2.1</KEY></HEADER><IP value="192.0.2.1"><INFOS/></IP></SCAN>';

const answering = (body: string, more: Partial<TransportReply> = {}) => {
  const requests: TransportRequest[] = [];
  const transport: Transport = {
    send: (request) => {
      requests.push(request);
      return Promise.resolve({
        status: 200,
        headers: { 'content-type': 'text/xml' },
        url: `https://host.example${request.path}`,
        body: (async function* () {
          yield await Promise.resolve(new TextEncoder().encode(body));
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

  it.each([
    [401, 'text/html', 'OG_AUTH_REFUSED'],
    [403, 'text/plain', 'OG_AUTH_REFUSED'],
    [404, 'text/html', 'OG_TRANSPORT_STATUS'],
    [503, '', 'OG_TRANSPORT_STATUS'],
  ])('rejects HTTP status %i', async (status, type, code) => {
    const { client } = answering('', { status, headers: { 'content-type': type } });
    await expect(client.call(scanReportList, {})).rejects.toMatchObject({ code });
  });

  it('reads an XML body whatever the status', async () => {
    const { client } = answering('<SCAN_REPORT_LIST><ERROR number="999">x</ERROR></SCAN_REPORT_LIST>', {
      status: 500,
    });
    expect(await itemsOf(await client.call(scanReportList, {}))).toMatchObject([
      { kind: 'refused', number: 999 },
      { kind: 'end' },
    ]);
  });
});
