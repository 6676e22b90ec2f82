import type { DocumentItem } from '@openguard/model';
import { describe, expect, it } from 'vitest';
import { asyncOf } from '../test/async-of.js';
import { judgeOf } from '../test/judge.js';
import { itemsOf, readItems } from '../test/read-items.js';
import {
  describeDocumentFault,
  LATER_DTDS,
  readGlossary,
  rootFinder,
  writeBatchReturn,
  writeSimpleReturn,
} from './index.js';

const AT = '<DATETIME>2011-02-07T10:00:00Z</DATETIME>';

const list = (root: string, inside: string): string =>
  `<${root}><RESPONSE>${AT}${inside}</RESPONSE></${root}>`;

const endOf = (items: readonly DocumentItem[]) => items.at(-1);

describe('a list', () => {
  it('that is empty holds nothing but its date', async () => {
    expect(await itemsOf(list('HOST_LIST_OUTPUT', ''))).toEqual([
      { kind: 'end', hosts: 0, findings: 0, ids: 0, answered: '2011-02-07T10:00:00Z', notices: [] },
    ]);
  });

  it('without its response is none', async () => {
    const { items, fault } = await readItems('<HOST_LIST_OUTPUT></HOST_LIST_OUTPUT>');
    expect(items).toEqual([]);
    expect(fault === undefined ? '' : describeDocumentFault(fault)).toMatch(/RESPONSE is missing/);
  });

  it('that is cut by the service says so, with a trimmed address of what follows', async () => {
    const warning =
      '<WARNING><CODE>1980</CODE><TEXT>1 record limit exceeded.</TEXT><URL><![CDATA[\n https://h/?a=b&id_min=8 \n]]></URL></WARNING>';
    const items = await itemsOf(
      list('HOST_LIST_OUTPUT', `<HOST_LIST><HOST><ID> 7 </ID></HOST></HOST_LIST>${warning}`),
    );
    expect(items).toMatchObject([
      { kind: 'host', hostId: 7, ip: '' },
      { kind: 'warning', number: 1980, url: 'https://h/?a=b&id_min=8' },
      { kind: 'end', truncated: true },
    ]);
  });

  it('may come in several blocks', async () => {
    const block = (id: number): string => `<HOST_LIST><HOST><ID>${id}</ID></HOST></HOST_LIST>`;
    const items = await itemsOf(list('HOST_LIST_OUTPUT', block(1) + block(2)));
    expect(items).toMatchObject([{ hostId: 1 }, { hostId: 2 }, { hosts: 2 }]);
  });

  it.each([
    ['<ID>5</ID><ID_RANGE>7-9</ID_RANGE>', [5, 5, 7, 9]],
    ['<ID_RANGE>9-7</ID_RANGE>', undefined],
    ['<ID>x</ID>', undefined],
  ])('of numbers alone: %s', async (ids, expected) => {
    const { items, fault } = await readItems(list('HOST_LIST_OUTPUT', `<ID_SET>${ids}</ID_SET>`));
    expect(fault === undefined).toBe(expected !== undefined);
    expect(items.flatMap((item) => (item.kind === 'id' ? [item.first, item.last] : []))).toEqual(
      expected ?? [],
    );
  });
});

describe('detections', () => {
  const detection = (type: string, severity: string, more = ''): string =>
    `<DETECTION><QID>42</QID><TYPE>${type}</TYPE>${severity}${more}</DETECTION>`;
  const host = (before: string, detections: string, after = ''): string =>
    list(
      'HOST_LIST_VM_DETECTION_OUTPUT',
      `<HOST_LIST><HOST>${before}<DETECTION_LIST>${detections}</DETECTION_LIST>${after}</HOST></HOST_LIST>`,
    );
  const THREE = '<SEVERITY>3</SEVERITY>';
  const WHO = '<ID>7</ID><IP>192.0.2.7</IP>';

  it('tell their host, their section and where they are', async () => {
    const where = '<PORT>443</PORT><PROTOCOL>tcp</PROTOCOL><SSL>1</SSL><STATUS>Re-Opened</STATUS>';
    expect(await itemsOf(host(WHO, detection('Potential', THREE, where)))).toMatchObject([
      { kind: 'host', hostId: 7, ip: '192.0.2.7' },
      {
        kind: 'finding',
        ip: '192.0.2.7',
        hostId: 7,
        id: '42',
        section: 'practice',
        severity: 3,
        port: 443,
        ssl: true,
        status: 'Re-Opened',
      },
      { kind: 'end', hosts: 1, findings: 1, notices: [] },
    ]);
  });

  it('have no severity where their list tells none', async () => {
    const [, finding, end] = await itemsOf(host(WHO, detection('Confirmed', '')));
    expect(finding).toMatchObject({ kind: 'finding', id: '42', section: 'vuln' });
    expect(finding).not.toHaveProperty('severity');
    expect(end).toMatchObject({ findings: 1, notices: [] });
  });

  it('wait for a host that says who it is after them', async () => {
    const items = await itemsOf(host('<OS>Linux</OS>', detection('Confirmed', THREE), WHO));
    expect(items).toMatchObject([{ hostId: 7, os: 'Linux' }, { ip: '192.0.2.7', hostId: 7 }, {}]);
    const late = await itemsOf(host(WHO, detection('Confirmed', THREE), '<OS>Linux</OS>'));
    expect(endOf(late)?.notices).toEqual([
      { path: '/HOST_LIST_VM_DETECTION_OUTPUT/RESPONSE/HOST_LIST/HOST/OS', text: 'Linux' },
    ]);
  });

  it('that wait are not kept without a bound', async () => {
    const document = host('', detection('Confirmed', THREE).repeat(100), WHO);
    const { fault } = await readItems(document, 4096, { limits: { recordBytes: 2000 } });
    expect(fault).toMatchObject({ tag: 'Xml', fault: { tag: 'Limit', limit: 'recordBytes' } });
  });

  it.each([
    ['information may lack a severity', detection('Info', ''), undefined],
    ['a weakness may, too', detection('Confirmed', '<SEVERITY> </SEVERITY>'), undefined],
    ['none is not 0', detection('Confirmed', '<SEVERITY>0</SEVERITY>'), /SEVERITY is not a severity/],
    ['a severity is one', detection('Potential', '<SEVERITY>6</SEVERITY>'), /SEVERITY is not a severity/],
    ['a type is one', detection('Perhaps', THREE), /TYPE is not Confirmed/],
  ])('%s', async (_, detections, words) => {
    const { fault } = await readItems(host(WHO, detections));
    const said = fault === undefined ? undefined : describeDocumentFault(fault);
    if (words === undefined) expect(said).toBeUndefined();
    else expect(said).toMatch(words);
  });

  it('are left out by their sections on demand', async () => {
    const document = host(WHO, detection('Confirmed', THREE) + detection('Info', ''));
    for (const [sections, count] of [
      [['vuln'], 1],
      [[], 0],
    ] as const) {
      expect(endOf(await itemsOf(document, { findings: { sections } }))).toMatchObject({ findings: count });
    }
  });
});

describe('an asset data report', () => {
  const details = (id: number, pci: string): string =>
    `<VULN_DETAILS id="qid_${id}"><QID id="qid_${id}">${id}</QID><TITLE>Old lock</TITLE><SEVERITY>4</SEVERITY>` +
    `<CATEGORY>Doors</CATEGORY>${pci}<CVE_ID_LIST><CVE_ID><ID>CAN-2001-0001</ID></CVE_ID></CVE_ID_LIST></VULN_DETAILS>`;
  const info = (id: number): string =>
    `<VULN_INFO><QID id="qid_${id}">${id}</QID><TYPE>Vuln</TYPE><SSL>true</SSL><VULN_STATUS>New</VULN_STATUS></VULN_INFO>`;
  const report = (infos: string, glossary: string): string =>
    `<ASSET_DATA_REPORT><HEADER><COMPANY>Mill</COMPANY></HEADER><HOST_LIST><HOST><IP>192.0.2.7</IP>` +
    `<VULN_INFO_LIST>${infos}</VULN_INFO_LIST></HOST></HOST_LIST><GLOSSARY><VULN_DETAILS_LIST>${glossary}` +
    `</VULN_DETAILS_LIST></GLOSSARY></ASSET_DATA_REPORT>`;
  const bytesOf = (text: string) => asyncOf([new TextEncoder().encode(text)]);

  it.each([
    ['', undefined],
    ['<PCI_FLAG>0</PCI_FLAG>', '0'],
    ['<PCI_FLAG>1</PCI_FLAG>', '1'],
  ])('joins findings with what stands at its end: %s', async (flag, pciFlag) => {
    const document = report(info(42), details(42, flag));
    const glossary = await readGlossary(bytesOf(document));
    const items = await itemsOf(document, { glossary });
    const finding = items.find(({ kind }) => kind === 'finding');
    expect(finding).toMatchObject({ title: 'Old lock', severity: 4, category: 'Doors', ssl: true });
    expect(finding).toMatchObject({ cve: ['CVE-2001-0001'], status: 'New' });
    expect(finding !== undefined && 'pciFlag' in finding ? finding.pciFlag : undefined).toBe(pciFlag);
    expect(endOf(items)).toMatchObject({ hosts: 1, findings: 1, checks: 1, notices: [] });
  });

  it('tells checks of one number apart by what findings refer to', async () => {
    const shared = (ref: string, severity: number): string =>
      details(42, '').replaceAll('qid_42', ref).replace('<SEVERITY>4<', `<SEVERITY>${severity}<`);
    const referring = (ref: string): string =>
      info(42)
        .replace('qid_42', ref)
        .replace('<VULN_STATUS>', `<INSTANCE>${ref.slice(4)}</INSTANCE><VULN_STATUS>`);
    const document = report(
      referring('qid_CVE-2020-0001') + referring('qid_CVE-2020-0002') + info(42),
      shared('qid_CVE-2020-0001', 2) + shared('qid_CVE-2020-0002', 5),
    );
    const items = await itemsOf(document, { glossary: await readGlossary(bytesOf(document)) });
    const told = items.flatMap((item) => (item.kind === 'finding' ? [[item.severity, item.cve]] : []));
    expect(told).toEqual([
      [2, ['CVE-2020-0001', 'CVE-2001-0001']],
      [5, ['CVE-2020-0002', 'CVE-2001-0001']],
      // What refers to none of them has the first of that number.
      [2, ['CVE-2001-0001']],
    ]);
    expect(endOf(items)?.notices).toEqual([]);
    expect(items.filter(({ kind }) => kind === 'check')).toMatchObject([
      { id: '42', ref: 'qid_CVE-2020-0001' },
      { id: '42', ref: 'qid_CVE-2020-0002' },
    ]);
  });

  it('tells the worse of a check that stands twice, and says so', async () => {
    const worse = details(42, '<PCI_FLAG>0</PCI_FLAG>').replace('<SEVERITY>4<', '<SEVERITY>5<');
    const milder = details(42, '<PCI_FLAG>1</PCI_FLAG>').replaceAll('2001-0001', '2001-0002');
    for (const both of [worse + milder, milder + worse]) {
      const document = report(info(42), both);
      const items = await itemsOf(document, { glossary: await readGlossary(bytesOf(document)) });
      const [finding] = items.flatMap((item) => (item.kind === 'finding' ? [item] : []));
      expect(finding).toMatchObject({ severity: 5, pciFlag: '1' });
      expect([...(finding?.cve ?? [])].sort()).toEqual(['CVE-2001-0001', 'CVE-2001-0002']);
      const path = '/ASSET_DATA_REPORT/GLOSSARY/VULN_DETAILS_LIST/VULN_DETAILS/@id';
      expect(endOf(items)?.notices).toEqual([{ path, text: 'qid_42' }]);
    }
  });

  it('notes a finding that its glossary does not know', async () => {
    const document = report(info(42) + info(43), details(42, ''));
    const glossary = await readGlossary(bytesOf(document));
    const path = '/ASSET_DATA_REPORT/HOST_LIST/HOST/VULN_INFO_LIST/VULN_INFO/QID';
    expect(endOf(await itemsOf(document, { glossary }))?.notices).toEqual([{ path, text: '43' }]);
    expect(endOf(await itemsOf(document))?.notices).toEqual([]);
  });

  it('gives what was there of a glossary that is cut', async () => {
    const document = report(info(42), details(42, '') + details(43, ''));
    const cut = document.slice(0, document.indexOf('qid_43'));
    expect([...(await readGlossary(bytesOf(cut))).keys()]).toEqual(['42']);
  });

  it('is known by its root, whatever stands before it', () => {
    const root = rootFinder();
    const pieces = [
      '<?xml version="1.0"?>\n\n<!DOCTYPE ASSET_DATA',
      '_REPORT SYSTEM "x"><!-- c -->',
      '<ASSET_DATA_REPORT>',
    ];
    expect(pieces.map((piece) => root(new TextEncoder().encode(piece)))).toEqual([
      undefined,
      undefined,
      'ASSET_DATA_REPORT',
    ]);
    expect(rootFinder()(new TextEncoder().encode('</p>'))).toBe('');
  });
});

describe('records of authentication', () => {
  const record = (inside: string): string =>
    `<AUTH_SNMP><ID>1</ID><TITLE>t</TITLE>${inside}<IP_SET><IP>192.0.2.1</IP><IP_RANGE>192.0.2.4-192.0.2.9</IP_RANGE></IP_SET></AUTH_SNMP>`;

  it.each([
    ['', 'v1'],
    ['<VERSION>v2c</VERSION>', 'v2c'],
    ['<VERSION>v3</VERSION>', 'v3'],
  ])('of SNMP with %j are of version %s', async (inside, version) => {
    const document = list('AUTH_SNMP_LIST_OUTPUT', `<AUTH_SNMP_LIST>${record(inside)}</AUTH_SNMP_LIST>`);
    expect(await itemsOf(document)).toMatchObject([
      { kind: 'record', type: 'snmp', version, ips: ['192.0.2.1', '192.0.2.4-192.0.2.9'] },
      { kind: 'end', records: 1 },
    ]);
  });

  it.each([
    ['', 'unix'],
    ['<SUB_TYPE>cisco</SUB_TYPE>', 'cisco'],
    ['<SUB_TYPE>Cisco IOS</SUB_TYPE>', 'cisco'],
    ['<SUB_TYPE>toaster</SUB_TYPE>', 'other'],
  ])('of Unix with %j are of type %s', async (inside, type) => {
    const unix = `<AUTH_UNIX_LIST><AUTH_UNIX><ID>1</ID><TITLE>t</TITLE>${inside}</AUTH_UNIX></AUTH_UNIX_LIST>`;
    expect(await itemsOf(list('AUTH_UNIX_LIST_OUTPUT', unix))).toMatchObject([{ type }, {}]);
  });
});

describe('tickets', () => {
  const ticket = '<TICKET><NUMBER>5</NUMBER><CURRENT_STATE>OPEN</CURRENT_STATE></TICKET>';

  it.each([`<TICKET_LIST>${ticket}</TICKET_LIST>`, ticket])('are read from %s', async (inside) => {
    const document = `<REMEDIATION_TICKETS>${inside}<TRUNCATION last="5">Truncated</TRUNCATION></REMEDIATION_TICKETS>`;
    expect(await itemsOf(document)).toMatchObject([
      { kind: 'ticket', number: 5, state: 'OPEN' },
      { kind: 'warning' },
      { kind: 'end', tickets: 1, truncated: true, last: 5 },
    ]);
  });
});

describe('returns', () => {
  it.each([
    [undefined, 'SUCCESS'],
    [1965, 'FAILED'],
  ])('a SIMPLE_RETURN with code %s is a %s', async (code, status) => {
    const items = [{ key: 'SECONDS_TO_WAIT', values: ['68928'] }];
    const text = writeSimpleReturn({ at: 0, text: 'x', items, ...(code === undefined ? {} : { code }) });
    expect(judgeOf(LATER_DTDS.get('/api/2.0/simple_return.dtd') ?? '')(text)).toBeUndefined();
    expect(await itemsOf(text)).toMatchObject([{ kind: 'return', status, text: 'x', items }, {}]);
  });

  it('a BATCH_RETURN is one return for each outcome', async () => {
    const text = writeBatchReturn(0, [
      { text: 'Successfully Deleted', ids: [1, 2] },
      { code: 1982, text: 'no', ids: [3] },
    ]);
    expect(judgeOf(LATER_DTDS.get('/api/2.0/batch_return.dtd') ?? '')(text)).toBeUndefined();
    expect(await itemsOf(text)).toMatchObject([
      { kind: 'return', status: 'SUCCESS', ids: ['1-2'] },
      { kind: 'return', status: 'FAILED', number: 1982, ids: ['3'] },
      {},
    ]);
  });
});

describe('what is wanted of findings', () => {
  it.each([
    ['checks', '<VULNS><VULN><QID>42</QID><TITLE>A gate</TITLE><SOLUTION>Shut it.</SOLUTION></VULN></VULNS>'],
    [
      'postures',
      '<POSTURE_INFO_LIST_OUTPUT><RESPONSE><INFO_LIST><INFO><ID>1</ID><HOST_ID>7</HOST_ID><CONTROL_ID>2</CONTROL_ID><STATUS>Failed</STATUS></INFO></INFO_LIST></RESPONSE></POSTURE_INFO_LIST_OUTPUT>',
    ],
  ])('leaves %s whole, whose elements are called alike', async (_, document) => {
    const whole = await itemsOf(document);
    expect(whole).toHaveLength(2);
    expect(await itemsOf(document, { findings: { fields: [] } })).toEqual(whole);
    expect(await itemsOf(document, { findings: { sections: [] } })).toEqual(whole);
  });
});
