import type { DocumentItem } from '@openguard/model';
import { describe, expect, it } from 'vitest';
import { createClient, pullHosts, pullList, pullTickets } from '../src/index.js';
import { LATER_ENDPOINTS } from '@openguard/protocol';
import { apiServer, response, simpleReturn, type Answered, type Asked } from './api-server.js';

const ANN = { user: 'ann', password: 'secret' };
const ROOT = 'HOST_LIST_VM_DETECTION_OUTPUT';

const host = (id: number): string =>
  `<HOST><ID>${id}</ID><IP>192.0.2.${id}</IP><DETECTION_LIST><DETECTION><QID>1</QID><TYPE>Info</TYPE></DETECTION></DETECTION_LIST></HOST>`;

const list = (ids: readonly number[], more = ''): string =>
  response(ROOT, (ids.length === 0 ? '' : `<HOST_LIST>${ids.map(host).join('')}</HOST_LIST>`) + more);

const warning = (url: string): string =>
  `<WARNING><CODE>1980</CODE><TEXT>limit</TEXT><URL><![CDATA[\n  ${url}\n]]></URL></WARNING>`;

/** A service with so many hosts, which cuts its lists and is told what happens to a page. */
const service = (count: number, befalls: (page: readonly number[], asked: Asked) => Answered | undefined) =>
  apiServer((asked): Answered | string => {
    const { id_min: from = '1', truncation_limit: limit = '1000', details } = asked.parameters;
    const all = Array.from({ length: count }, (_, index) => index + 1).filter((id) => id >= Number(from));
    const page = all.slice(0, Number(limit));
    if (details === 'None') return response('HOST_LIST_OUTPUT', `<ID_SET><ID>${page[0] ?? 0}</ID></ID_SET>`);
    const next = `https://elsewhere.example/api/?action=list&truncation_limit=${limit}&id_min=${(page.at(-1) ?? 0) + 1}&show_igs=1`;
    return befalls(page, asked) ?? list(page, page.length < all.length ? warning(next) : '');
  });

const pulled = async (items: AsyncIterable<DocumentItem>): Promise<readonly DocumentItem[]> => {
  const all: DocumentItem[] = [];
  for await (const item of items) all.push(item);
  return all;
};

const hostsIn = (items: readonly DocumentItem[]) =>
  items.flatMap((item) => (item.kind === 'host' && 'hostId' in item ? [item.hostId] : []));

const quick = { delayMs: () => 0 };

describe('pulling detections', () => {
  it('tells all pages as one list, on our own server', async () => {
    const { url, asked } = await service(7, () => undefined);
    const client = createClient({ server: url, credentials: ANN });
    const checkpoints: number[] = [];
    const items = await pulled(
      pullHosts(
        client,
        'hostDetections',
        { ips: '192.0.2.0/24' },
        { pageSize: 3, onCheckpoint: (id) => checkpoints.push(id) },
      ),
    );
    expect(hostsIn(items)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(checkpoints).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(items.filter(({ kind }) => kind === 'end' || kind === 'warning')).toMatchObject([
      { kind: 'end', hosts: 7, findings: 7 },
    ]);
    expect(items.at(-1)).not.toHaveProperty('truncated');
    expect(
      asked.map(({ parameters }) => [parameters['id_min'], parameters['ips'], parameters['show_igs']]),
    ).toEqual([
      [undefined, '192.0.2.0/24', undefined],
      ['4', '192.0.2.0/24', '1'],
      ['7', '192.0.2.0/24', '1'],
    ]);
  });

  it('goes on where a pull before was interrupted', async () => {
    const { url } = await service(7, () => undefined);
    const client = createClient({ server: url, credentials: ANN });
    const items = await pulled(pullHosts(client, 'hostDetections', {}, { pageSize: 3, after: 5 }));
    expect(hostsIn(items)).toEqual([6, 7]);
  });

  it('asks again behind the last whole host when a page breaks off, and tells nothing twice', async () => {
    let cuts = 1;
    const { url, asked } = await service(6, (page) => {
      cuts -= 1;
      const whole = list(page);
      return cuts < 0 ? undefined : { body: whole.slice(0, whole.indexOf('192.0.2.3')), cut: true };
    });
    const client = createClient({ server: url, credentials: ANN });
    const items = await pulled(pullHosts(client, 'hostDetections', {}, { pageSize: 4, ...quick }));
    expect(hostsIn(items)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(items.at(-1)).toMatchObject({ kind: 'end', hosts: 6, findings: 6 });
    expect(
      asked.map(({ parameters }) => `${parameters['id_min'] ?? ''}/${parameters['truncation_limit'] ?? ''}`),
    ).toEqual(['/4', '2/2', '4/4']);
  });

  it('asks for nothing behind the last number that is wanted', async () => {
    const { url, asked } = await service(6, () => ({
      body: list([4, 5]).replace(/<\/HOST_LIST>.*/s, ''),
      cut: true,
    }));
    const client = createClient({ server: url, credentials: ANN });
    const upTo = (idMax: number, after: number) =>
      pulled(pullHosts(client, 'hostDetections', { idMax }, { after, ...quick }));
    expect(await upTo(6, 6)).toMatchObject([{ kind: 'end', hosts: 0 }]);
    expect(asked).toEqual([]);
    // The page breaks off in the last host that is wanted, and then behind it.
    const cut = await service(6, (page) =>
      page[0] === 4
        ? { body: `${list([4, 5, 6]).split('</HOST_LIST>')[0] ?? ''}<HOST>`, cut: true }
        : undefined,
    );
    const other = createClient({ server: cut.url, credentials: ANN });
    const items = await pulled(pullHosts(other, 'hostDetections', { idMax: 6 }, { after: 3, ...quick }));
    expect(hostsIn(items)).toEqual([4, 5, 6]);
    expect(items.at(-1)).toMatchObject({ kind: 'end', hosts: 3 });
    expect(cut.asked.map(({ parameters }) => parameters['id_min'])).toContain('4');
  });

  it('names a host that never comes whole, and goes on behind it', async () => {
    const { url } = await service(5, (page) =>
      page.includes(3) ? { body: list([3]).slice(0, 150), cut: true } : undefined,
    );
    const client = createClient({ server: url, credentials: ANN });
    const items = await pulled(pullHosts(client, 'hostDetections', {}, { pageSize: 2, ...quick }));
    expect(hostsIn(items)).toEqual([1, 2, 4, 5]);
    expect(items.filter(({ kind }) => kind === 'skipped')).toMatchObject([{ hostId: 3 }]);
    expect(items.at(-1)).toMatchObject({ kind: 'end', hosts: 4, skipped: 1 });
  });

  it('stops where a service would have it read the same page again', async () => {
    const { url, asked } = await apiServer(() => list([1, 2], warning('https://h/?action=list&id_min=0')));
    const client = createClient({ server: url, credentials: ANN });
    await expect(pulled(pullHosts(client, 'hostDetections', {}, quick))).rejects.toMatchObject({
      code: 'OG_DOCUMENT_INVALID',
    });
    expect(asked).toHaveLength(1);
  });

  it.each<[string, (asked: Asked) => string]>([
    ['does not sort its hosts', () => list([2, 5, 3])],
    ['tells a host twice', () => list([2, 2])],
    [
      'would tell hosts again',
      ({ parameters }) =>
        parameters['id_min'] === undefined
          ? list([1, 2, 3], warning('https://h/?action=list&id_min=2'))
          : list([2, 3, 4]),
    ],
  ])('refuses a service that %s', async (_, answer) => {
    const { url, asked } = await apiServer(answer);
    const client = createClient({ server: url, credentials: ANN });
    await expect(pulled(pullHosts(client, 'hostDetections', {}, quick))).rejects.toMatchObject({
      code: 'OG_DOCUMENT_INVALID',
    });
    expect(asked).toHaveLength(1);
  });

  it('begins behind both a host and the smallest number that is wanted', async () => {
    const { url } = await service(7, () => undefined);
    const client = createClient({ server: url, credentials: ANN });
    const from = async (idMin: number, after: number) =>
      hostsIn(await pulled(pullHosts(client, 'hostDetections', { idMin }, { after })));
    expect([await from(5, 1), await from(2, 5)]).toEqual([
      [5, 6, 7],
      [6, 7],
    ]);
  });

  it.each([
    ['empty', list([]), 'end', false],
    ['refused', simpleReturn('no', 1905), 'return', true],
  ])('tells a list that is %s', async (_, body, kind, truncated) => {
    const { url } = await apiServer(() => body);
    const client = createClient({ server: url, credentials: ANN });
    const items = await pulled(pullHosts(client, 'hostDetections', {}, quick));
    expect(items[0]?.kind).toBe(kind);
    expect(items.at(-1)).toMatchObject({ kind: 'end', hosts: 0 });
    expect(items.at(-1)).toEqual(
      truncated ? expect.objectContaining({ truncated }) : expect.not.objectContaining({ truncated: true }),
    );
  });
});

it('a list of records is pulled by its numbers, also where no address says how', async () => {
  const record = (id: number): string => `<AUTH_UNIX><ID>${id}</ID><TITLE>t</TITLE></AUTH_UNIX>`;
  const { url, asked } = await apiServer(({ parameters }) => {
    const from = Number(parameters['id_min'] ?? '1');
    const more =
      from < 5 ? '<WARNING_LIST><WARNING><CODE>1980</CODE><TEXT>l</TEXT></WARNING></WARNING_LIST>' : '';
    return response(
      'AUTH_UNIX_LIST_OUTPUT',
      `<AUTH_UNIX_LIST>${record(from)}${record(from + 1)}</AUTH_UNIX_LIST>${more}`,
    );
  });
  const client = createClient({ server: url, credentials: ANN });
  const items = await pulled(pullList(client, LATER_ENDPOINTS.unixRecordList, {}, quick));
  expect(items.flatMap((item) => (item.kind === 'record' ? [item.id] : []))).toEqual([1, 2, 3, 4, 5, 6]);
  expect(items.at(-1)).toMatchObject({ kind: 'end', records: 6 });
  expect(asked).toHaveLength(3);
});

describe('pulling tickets', () => {
  const ticket = (number: number): string =>
    `<TICKET><NUMBER>${number}</NUMBER><CURRENT_STATE>OPEN</CURRENT_STATE></TICKET>`;
  const tickets = (numbers: readonly number[], truncation = ''): string =>
    `<REMEDIATION_TICKETS><TICKET_LIST>${numbers.map(ticket).join('')}</TICKET_LIST>${truncation}</REMEDIATION_TICKETS>`;

  it('goes on behind the last one', async () => {
    const { url, asked } = await apiServer(({ parameters }) =>
      parameters['since_ticket_number'] === '3'
        ? tickets([3])
        : tickets([1, 2], '<TRUNCATION last="2">Truncated after 2 records</TRUNCATION>'),
    );
    const client = createClient({ server: url, credentials: ANN });
    const items = await pulled(pullTickets(client, { states: 'OPEN' }));
    expect(items.flatMap((item) => (item.kind === 'ticket' ? [item.number] : []))).toEqual([1, 2, 3]);
    expect(items.at(-1)).toMatchObject({ kind: 'end', tickets: 3 });
    expect(asked.map(({ parameters }) => parameters['states'])).toEqual(['OPEN', 'OPEN']);
  });

  it('stops where the last one is not behind the first', async () => {
    const { url } = await apiServer(() => tickets([7], '<TRUNCATION last="2">t</TRUNCATION>'));
    const client = createClient({ server: url, credentials: ANN });
    await expect(pulled(pullTickets(client, { since: 5 }))).rejects.toMatchObject({
      code: 'OG_DOCUMENT_INVALID',
    });
  });
});
