import { documentBytes } from '@openguard/fixtures';
import { MapReference, type FindingItem } from '@openguard/model';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeDocumentFault, MAP_DTD, REGISTRATION_DTD } from '../src/index.js';
import { judgeOf } from './judge.js';
import { itemsOf, readItems } from './read-items.js';
import {
  PRINTED_IP,
  PRINTED_LEVEL,
  PRINTED_SCAN,
  SEED_MAP_DTD,
  seedRegistrationDtd,
  seedScanDtd,
} from './seed-dtd.js';

const ROOT = new URL('../../../', import.meta.url);

const report = (inside: string): string =>
  `<SCAN value="scan/1.2"><HEADER><KEY>k</KEY></HEADER><IP value="192.0.2.1">${inside}</IP></SCAN>`;
const INFO = '<INFO value="i"><TITLE>t</TITLE></INFO>';
const INFOS = `<INFOS><CAT value="route">${INFO}</CAT></INFOS>`;

const findingsOf = async (document: Uint8Array | string): Promise<readonly FindingItem[]> =>
  (await itemsOf(document)).flatMap((item) => (item.kind === 'finding' ? [item] : []));

describe('Appendix A', () => {
  it('SCAN as printed is no DTD, and is one with its parenthesis', () => {
    expect(() => judgeOf(seedScanDtd(PRINTED_SCAN))).toThrow();
    expect(judgeOf(seedScanDtd())('<SCAN value="1"><ERROR>e</ERROR></SCAN>')).toBeUndefined();
  });

  it('IP as printed is not deterministic, and is judged when written otherwise', () => {
    const printed = judgeOf(seedScanDtd(undefined, PRINTED_IP));
    expect(printed(report(INFOS))).toMatch(/not deterministic/);
    const judge = judgeOf(seedScanDtd());
    expect(judge(report(INFOS))).toBeUndefined();
    expect(judge(report(''))).toBeDefined();
  });

  it('a host with INFOS and PRACTICES alone is valid', async () => {
    const document = report(
      `${INFOS}<PRACTICES><CAT value="c"><PRACTICE value="p" severity="1"><TITLE>t</TITLE></PRACTICE></CAT></PRACTICES>`,
    );
    expect(judgeOf(seedScanDtd())(document)).toBeUndefined();
    expect((await findingsOf(document)).map(({ section }) => section)).toEqual(['info', 'practice']);
  });

  it('a SERVICE without severity is read', async () => {
    const document = report(
      `${INFOS}<SERVICES><CAT value="c"><SERVICE value="s"><TITLE>t</TITLE></SERVICE></CAT></SERVICES>`,
    );
    expect(judgeOf(seedScanDtd())(document)).toBeDefined();
    const [, service] = await findingsOf(document);
    expect(service).toMatchObject({ section: 'service', id: 's' });
    expect(service).not.toHaveProperty('severity');
  });
});

describe('Appendix B', () => {
  it.each([
    ['CVE-1999-0103', ['CVE-1999-0103'], undefined],
    ['CAN-1999-0524', ['CVE-1999-0524'], 'CAN-1999-0524'],
    ['GENERIC-MAP-NOMATCH', [], 'GENERIC-MAP-NOMATCH'],
  ])('cveid %s gives real CVE identifiers, and its own text where that differs', async (text, cve, cveid) => {
    const [, finding] = await findingsOf(
      report(
        `${INFOS}<VULNS><CAT value="c"><VULN value="v" severity="1" cveid="${text}"><TITLE>t</TITLE></VULN></CAT></VULNS>`,
      ),
    );
    expect(finding?.cve).toEqual(cve);
    expect(finding?.cveid).toBe(cveid);
  });

  it('the category of a POP3 server is read as it stands', async () => {
    const banner = (await findingsOf(documentBytes('scan-2001'))).find(({ id }) => id === 'pop3-banner');
    expect(banner).toMatchObject({ category: 'pop3', port: 110 });
  });

  it('a table keeps its columns as they stand, tabs or spaces', async () => {
    const tables = [
      ...(await findingsOf(documentBytes('scan-2001'))),
      ...(await findingsOf(documentBytes('scan-2011'))),
    ]
      .filter(({ resultFormat }) => resultFormat === 'table')
      .map(({ result }) => result?.split('\n').at(-1));
    expect(tables).toEqual([
      '110 pop3 Post Office Protocol - Version 3 pop3',
      '9 discard Discard',
      '443\thttps\thttp over ssl\thttp over ssl',
    ]);
  });
});

describe('Appendix C', () => {
  const early = report(`<INFOS><CAT value="whois">${INFO}</CAT>${INFO}</CAT></INFOS>`);

  it('a CAT that is closed twice is refused, with the place of the second', async () => {
    const { items, fault } = await readItems(early);
    const line = fault === undefined ? '' : describeDocumentFault(fault);
    expect(line).toMatch(/at byte \d+ in \/SCAN\/IP\/INFOS: an end tag does not match/);
    expect(line).toContain(`at byte ${early.lastIndexOf('</CAT>')} `);
    expect(items.at(-1)?.kind).toBe('finding');
  });

  it('with the early end tag taken away both findings stand in the CAT', async () => {
    const mended = early.replace(`</CAT>${INFO}`, INFO);
    expect((await findingsOf(mended)).map(({ category }) => category)).toEqual(['whois', 'whois']);
  });

  it('doubled quotes stay doubled', async () => {
    const [tcp] = (await findingsOf(documentBytes('scan-2001'))).filter(({ id }) => id === 'scan_tcp');
    expect(tcp?.diagnosis).toContain('a ""quiet"" scan');
  });

  it('the date of a report is what it says, whatever the number in its reference', async () => {
    const items = await itemsOf(
      '<SCAN_REPORT_LIST user="u" from="20010101000000" to="20010401000000">' +
        '<SCAN_REPORT ref="scan/1004529600.2" date="20010401000000" target="192.0.2.1" />' +
        '<SCAN_REPORT ref="scan/1004529600.1" date="20010101000000" target="192.0.2.1" /></SCAN_REPORT_LIST>',
    );
    expect(items.flatMap((item) => (item.kind === 'report' ? [item.date] : []))).toEqual([
      '20010401000000',
      '20010101000000',
    ]);
  });
});

describe('Appendix G', () => {
  it.each([
    ['is empty', '<MAP value="map/1.2"></MAP>', ['header', 'end']],
    ['refuses', '<MAP value="None"><ERROR number="1905">e</ERROR></MAP>', ['header', 'refused', 'end']],
  ])('has no form for a map that %s; ours has', async (_, document, kinds) => {
    expect(judgeOf(SEED_MAP_DTD)(document)).toBeDefined();
    expect(judgeOf(MAP_DTD)(document)).toBeUndefined();
    expect((await itemsOf(document)).map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('Appendix I', () => {
  it('the value of a map is kept as it stands, whatever its form', async () => {
    const [header] = await itemsOf(documentBytes('map-2001'));
    expect(header).toMatchObject({ kind: 'header', ref: 'harbour_ops/map/2001.10.31.12:00:00' });
    expect(MapReference.is('harbour_ops/map/2001.10.31.12:00:00')).toBe(true);
  });
});

describe('Appendix J', () => {
  const account = (level: string, password = ''): string =>
    `<REGISTRATION><USERINFO><USERNAME>u</USERNAME>${password}<${level}>s</${level}></USERINFO></REGISTRATION>`;

  it('uses a service level that it does not declare; either name is read', async () => {
    const printed = judgeOf(seedRegistrationDtd(PRINTED_LEVEL));
    for (const level of ['SERVICE_LEVEL', PRINTED_LEVEL]) {
      expect(printed(account(level))).toBeDefined();
      expect(judgeOf(REGISTRATION_DTD)(account(level))).toBeUndefined();
      expect((await itemsOf(account(level)))[0]).toMatchObject({ kind: 'registration', serviceLevel: 's' });
    }
  });

  it('has the password last, and Appendix M before the service level; both are read', async () => {
    const document = new TextDecoder().decode(documentBytes('registration-password'));
    expect(judgeOf(seedRegistrationDtd())(document)).toBeDefined();
    expect(judgeOf(REGISTRATION_DTD)(document)).toBeUndefined();
    const inOrder = account('SERVICE_LEVEL').replace('</USERINFO>', '<PASSWORD>p</PASSWORD></USERINFO>');
    expect(judgeOf(seedRegistrationDtd())(inOrder)).toBeUndefined();
    expect((await itemsOf(inOrder))[0]).toMatchObject({ serviceLevel: 's', password: 'p' });
  });

  it('demands a FIELD even when no field is at fault; ours does not', async () => {
    const document = '<REGISTRATION><ERROR><SUMMARY>closed</SUMMARY></ERROR></REGISTRATION>';
    expect(judgeOf(seedRegistrationDtd())(document)).toBeDefined();
    expect(judgeOf(REGISTRATION_DTD)(document)).toBeUndefined();
    expect((await itemsOf(document))[0]).toEqual({ kind: 'refused', text: 'closed' });
  });
});

describe('Appendix M', () => {
  it('a reply without a document type is read, and a FIELD without text', async () => {
    const document = new TextDecoder().decode(documentBytes('registration-refused'));
    expect(document).not.toContain('<!DOCTYPE');
    const fields = (await itemsOf(document)).flatMap((item) => (item.kind === 'violation' ? [item] : []));
    expect(fields.map(({ text }) => text === '')).toEqual([false, true, true]);
  });
});

describe('docs/errata.md', () => {
  const page = readFileSync(new URL('docs/errata.md', ROOT), 'utf8');
  const rows = page.split('\n').filter((line) => /^\| (?!-|Where)/.test(line));

  it('has a row for each defect', () => {
    expect(rows.length).toBeGreaterThan(10);
  });

  it.each(rows)('names a test that is there: %s', (row) => {
    const proofs = [...row.matchAll(/`([\w/.-]+\.test\.ts)`: ([^;|]+?)(?=;| \|)/g)];
    expect(proofs.length).toBeGreaterThan(0);
    expect(proofs).toHaveLength(row.match(/\.test\.ts/g)?.length ?? 0);
    for (const [, file = '', title = ''] of proofs) {
      expect(readFileSync(new URL(file, ROOT), 'utf8'), file).toContain(title);
    }
  });
});
