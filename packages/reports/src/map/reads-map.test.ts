import { documentBytes, type DocumentName } from '@openguard/fixtures';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { asyncOf } from '../../test/async-of.js';
import { itemsOf, readItems } from '../../test/read-items.js';
import { describeDocumentFault, readDocument } from '../index.js';

const END = { kind: 'end', findings: 0, notices: [] };

describe('reads', () => {
  it.each<[DocumentName, readonly object[]]>([
    [
      'map-2001',
      [
        { kind: 'header', ref: 'harbour_ops/map/2001.10.31.12:00:00', keys: {} },
        {
          kind: 'host',
          ip: '192.0.2.2',
          name: 'gate.quay.example',
          os: 'Sample Router OS 11',
          router: false,
          ports: [],
          links: ['192.0.2.1'],
        },
        {
          kind: 'host',
          ip: '192.0.2.17',
          name: 'quay.example',
          os: 'Sample OS 2.2',
          router: false,
          ports: [22, 25, 110],
          links: ['192.0.2.1'],
        },
        { kind: 'host', ip: '192.0.2.1', router: true, ports: [], links: ['192.0.2.2', '192.0.2.17'] },
        {
          kind: 'host',
          ip: '198.51.100.20',
          name: 'www.quay.example',
          router: false,
          ports: [80],
          links: [''],
        },
        { kind: 'host', ip: '198.51.100.21', router: false, ports: [], links: [] },
        { ...END, hosts: 5, maps: 1 },
      ],
    ],
    [
      'map-2011',
      [
        {
          kind: 'header',
          ref: 'map/1318321800.20112',
          date: '2011-10-11T08:30:00Z',
          target: 'mill.example',
          title: 'The mill, from outside',
          keys: {
            USERNAME: 'mill_1',
            COMPANY: 'Weber & Müller',
            DATE: '2011-10-11T08:30:00Z',
            TITLE: 'The mill, from outside',
            TARGET: 'mill.example',
            NBHOST_TOTAL: '2',
            DURATION: '00:02:40',
            SCAN_HOST: '198.51.100.9 (Scanner 5.6.1-1,Web 6.11.9-1)',
            REPORT_TYPE: 'API (default option profile)',
            STATUS: 'FINISHED',
          },
          optionProfile: { title: 'First options', default: '1' },
          assetGroups: ['Mill & weir'],
          domains: ['mill.example'],
          netblocks: [{ ranges: [{ start: '192.0.2.32', end: '192.0.2.63' }] }],
        },
        {
          kind: 'host',
          ip: '192.0.2.33',
          router: true,
          ports: [],
          links: ['192.0.2.41'],
          account: 'no',
          discovery: ['TraceRoute'],
        },
        {
          kind: 'host',
          ip: '192.0.2.41',
          name: 'mill.example',
          os: 'Sample OS 5.2',
          router: false,
          ports: [80],
          links: ['192.0.2.33'],
          account: 'yes',
          netbios: 'MILL',
          discovery: ['DNS', 'TCP'],
        },
        { ...END, hosts: 2, maps: 1 },
      ],
    ],
    [
      'map-refused',
      [
        { kind: 'header', ref: 'None', keys: {} },
        { kind: 'refused', number: 1905, text: 'The domain weir.example is not among yours.' },
        { ...END, hosts: 0, maps: 1 },
      ],
    ],
    [
      'map-request',
      [
        { kind: 'header', ref: 'map/1318325400.20113', keys: {} },
        { kind: 'host', ip: '192.0.2.41', name: 'mill.example', router: false, ports: [443], links: [''] },
        { kind: 'header', ref: 'map/1318325400.20114', keys: {} },
        { kind: 'refused', number: 1905, text: 'The domain weir.example is not among yours.' },
        { ...END, hosts: 1, maps: 2 },
      ],
    ],
  ])('%s', async (name, items) => {
    expect(await itemsOf(documentBytes(name))).toStrictEqual(items);
  });

  it('HEADER after the hosts, whose reference has come before them', async () => {
    const HEADER = '<HEADER><KEY value="TITLE">t</KEY></HEADER>';
    const document = `<MAP value="map/1.2"><IP value="192.0.2.1"/>${HEADER}</MAP>`;
    expect(await itemsOf(document)).toMatchObject([
      { kind: 'header', ref: 'map/1.2', keys: {} },
      { kind: 'host', ip: '192.0.2.1' },
      { kind: 'header', ref: 'map/1.2', keys: { TITLE: 't' }, title: 't' },
      { kind: 'end', hosts: 1, maps: 1 },
    ]);
  });

  it('maps of a request apart, also those without value and HEADER', async () => {
    const ip = (value: string): string => `<IP value="${value}" type="host"/>`;
    const items = await itemsOf(
      `<MAP_REQUEST><MAP value="map/1.2">${ip('192.0.2.1')}</MAP><MAP>${ip('192.0.2.2')}</MAP><MAP/></MAP_REQUEST>`,
    );
    expect(items.map((item) => [item.kind, 'ref' in item ? item.ref : undefined])).toEqual([
      ['header', 'map/1.2'],
      ['host', undefined],
      ['header', 'None'],
      ['host', undefined],
      ['end', undefined],
    ]);
  });

  it('a map that has neither value nor HEADER', async () => {
    expect((await itemsOf('<MAP><IP value="192.0.2.1"/></MAP>')).map(({ kind }) => kind)).toEqual([
      'host',
      'end',
    ]);
  });
});

const map = (inside: string, attributes = ''): string => `<MAP value="map/1.2"${attributes}>${inside}</MAP>`;
const host = (inside: string, attributes = ''): string => `<IP value="192.0.2.1"${attributes}>${inside}</IP>`;

describe('notes', () => {
  it.each<[string, string, string, string, string]>([
    ['an attribute of MAP', map(host(''), ' zone="z"'), '/MAP/@zone', 'z', 'header'],
    ['text in MAP', map(`stray${host('')}`), '/MAP', 'stray', 'header'],
    ['an element in MAP', map(`<NEW>n</NEW>${host('')}`), '/MAP/NEW', 'n', 'header'],
    ['an attribute of IP', map(host('', ' vlan="7"')), '/MAP/IP/@vlan', '7', 'host'],
    ['text in IP', map(host('stray')), '/MAP/IP', 'stray', 'host'],
    ['an element in IP', map(host('<OS>o</OS>')), '/MAP/IP/OS', 'o', 'host'],
    ['another type than router', map(host('', ' type="switch"')), '/MAP/IP/@type', 'switch', 'host'],
    ['a port off the list', map(host('<PORT value="8080"/>')), '/MAP/IP/PORT/@value', '8080', 'host'],
    ['a port that is none', map(host('<PORT value="http"/>')), '/MAP/IP/PORT/@value', 'http', 'host'],
    ['a port beyond all', map(host('<PORT value="65536"/>')), '/MAP/IP/PORT/@value', '65536', 'host'],
    ['text of PORT', map(host('<PORT value="80">h</PORT>')), '/MAP/IP/PORT[@value="80"]', 'h', 'host'],
    ['an attribute of PORT', map(host('<PORT value="80" x="y"/>')), '/MAP/IP/PORT/@x', 'y', 'host'],
    [
      'text of DISCOVERY',
      map(host('<DISCOVERY method="DNS">d</DISCOVERY>')),
      '/MAP/IP/DISCOVERY[@method="DNS"]',
      'd',
      'host',
    ],
    ['text of LINK', map(host('<LINK value="">l</LINK>')), '/MAP/IP/LINK', 'l', 'host'],
    ['a link to a name', map(host('<LINK value="gate"/>')), '/MAP/IP/LINK/@value', 'gate', 'host'],
    ['an attribute of ERROR', map('<ERROR at="1">e</ERROR>'), '/MAP/ERROR/@at', '1', 'refused'],
    [
      'a HEADER outside a map',
      `<MAP_REQUEST><HEADER><KEY>k</KEY></HEADER>${map(host(''))}</MAP_REQUEST>`,
      '/MAP_REQUEST/HEADER/KEY',
      'k',
      'header',
    ],
  ])('%s', async (_, document, path, text, kind) => {
    const items = await itemsOf(document);
    const notice = { path, text };
    expect(items.flatMap((item) => (item.kind === kind ? (item.notices ?? []) : []))).toEqual([notice]);
    expect(items.at(-1)).toMatchObject({ kind: 'end', notices: [notice] });
  });

  it('a port off the list beside the others', async () => {
    const items = await itemsOf(map(host('<PORT value="8080"/><PORT value="80"/><PORT value="http"/>')));
    expect(items[1]).toMatchObject({ ports: [8080, 80] });
  });
});

describe('refuses', () => {
  it.each([
    ['a host without an address', map('<IP name="n"/>'), /in \/MAP cannot be read: IP\/value is missing/],
    ['a link without a value', map(host('<LINK/>')), /in \/MAP\/IP cannot be read: LINK\/value is missing/],
    ['a port without a value', map(host('<PORT/>')), /in \/MAP\/IP cannot be read: PORT\/value is missing/],
    ['a map that is cut', map(host('')).slice(0, -6), /cut off/],
  ])('%s', async (_, document, words) => {
    const { items, fault } = await readItems(document);
    expect(items.some(({ kind }) => kind === 'end')).toBe(false);
    expect(fault === undefined ? '' : describeDocumentFault(fault)).toMatch(words);
  });

  it('a host that is larger than a record may be', async () => {
    const links = Array.from({ length: 20 }, (_, index) => `<LINK value="192.0.2.${index}"/>`).join('');
    const told: unknown[] = [];
    const source = asyncOf([new TextEncoder().encode(map(host(links)))]);
    for await (const item of readDocument(source, { limits: { recordBytes: 300 } })) told.push(item);
    expect(told).toMatchObject([
      E.right({ kind: 'header' }),
      E.left({ tag: 'Xml', fault: { tag: 'Limit', limit: 'recordBytes', value: 300, path: '/MAP/IP' } }),
    ]);
  });
});

it('a router may have more links than a record has elements', async () => {
  const count = 150_000;
  const link = (index: number): string =>
    `<LINK value="10.${index >> 16}.${(index >> 8) & 255}.${index & 255}"/>`;
  const links = Array.from({ length: count }, (_, index) => link(index)).join('');
  const [, router] = await itemsOf(map(host(links, ' type="router"')));
  expect(router).toMatchObject({ kind: 'host', router: true });
  expect(router?.kind === 'host' && 'links' in router ? router.links.length : 0).toBe(count);
});
