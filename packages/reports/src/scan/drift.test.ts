import type { DocumentItem, Notice } from '@openguard/model';
import { describe, expect, it } from 'vitest';
import { itemsOf, readItems } from '../../test/read-items.js';
import { describeDocumentFault } from '../index.js';

const scan = (inside: string, attributes = ''): string =>
  `<SCAN value="scan/1.2"${attributes}>${inside}</SCAN>`;
const host = (inside: string, attributes = ''): string => `<IP value="192.0.2.1"${attributes}>${inside}</IP>`;
const vulns = (inside: string, attributes = ''): string =>
  scan(host(`<VULNS><CAT value="c"${attributes}>${inside}</CAT></VULNS>`));
const VULN = '<VULN value="v" severity="2"><TITLE>t</TITLE></VULN>';
const HEADER = '<HEADER><KEY value="DATE">d</KEY></HEADER>';

const noticesOn = (items: readonly DocumentItem[], kind: DocumentItem['kind']): readonly Notice[] =>
  items.flatMap((item) => (item.kind === kind ? (item.notices ?? []) : []));

describe('what the model does not know', () => {
  it.each<[string, string, string, string, DocumentItem['kind']]>([
    ['an attribute of SCAN', scan(HEADER, ' zone="z"'), '/SCAN/@zone', 'z', 'header'],
    ['text in SCAN', scan(`stray${HEADER}`), '/SCAN', 'stray', 'header'],
    ['an element in SCAN', scan(`<NEW>n</NEW>${HEADER}`), '/SCAN/NEW', 'n', 'header'],
    ['an attribute of HEADER', scan('<HEADER at="1"/>'), '/SCAN/HEADER/@at', '1', 'header'],
    [
      'an attribute of KEY',
      scan('<HEADER><KEY value="A" at="1"/></HEADER>'),
      '/SCAN/HEADER/KEY/@at',
      '1',
      'header',
    ],
    [
      'an element in HEADER',
      scan('<HEADER><TAGS><T>n</T></TAGS></HEADER>'),
      '/SCAN/HEADER/TAGS/T',
      'n',
      'header',
    ],
    ['an attribute of IP', scan(host('', ' vlan="7"')), '/SCAN/IP/@vlan', '7', 'host'],
    ['an element in IP', scan(host('<CLOUD>n</CLOUD>')), '/SCAN/IP/CLOUD', 'n', 'host'],
    ['an attribute of OS', scan(host('<OS sure="no">o</OS>')), '/SCAN/IP/OS/@sure', 'no', 'host'],
    ['a second OS', scan(host('<OS>a</OS><OS>b</OS>')), '/SCAN/IP/OS', 'b', 'host'],
    ['an attribute of a section', scan(host('<VULNS n="0"></VULNS>')), '/SCAN/IP/VULNS/@n', '0', 'host'],
    ['an attribute of CAT', vulns(VULN, ' at="1"'), '/SCAN/IP/VULNS/CAT/@at', '1', 'finding'],
    ['text in CAT', vulns(`stray${VULN}`), '/SCAN/IP/VULNS/CAT', 'stray', 'finding'],
    [
      'a CAT in a CAT',
      vulns(`<CAT value="inner">${VULN}</CAT>${VULN}`),
      '/SCAN/IP/VULNS/CAT/CAT/VULN/TITLE',
      't',
      'finding',
    ],
    [
      'an attribute of VULN',
      vulns('<VULN value="v" severity="1" x="y"><TITLE/></VULN>'),
      '/SCAN/IP/VULNS/CAT/VULN/@x',
      'y',
      'finding',
    ],
    [
      'an element in VULN',
      vulns('<VULN value="v" severity="1"><TITLE/><NEW>n</NEW></VULN>'),
      '/SCAN/IP/VULNS/CAT/VULN/NEW',
      'n',
      'finding',
    ],
    [
      'markup in TITLE',
      vulns('<VULN value="v" severity="1"><TITLE>a<B>b</B></TITLE></VULN>'),
      '/SCAN/IP/VULNS/CAT/VULN/TITLE/B',
      'b',
      'finding',
    ],
    [
      'a second TITLE',
      vulns('<VULN value="v" severity="1"><TITLE>a</TITLE><TITLE>b</TITLE></VULN>'),
      '/SCAN/IP/VULNS/CAT/VULN/TITLE',
      'b',
      'finding',
    ],
    ['an attribute of ERROR', scan('<ERROR at="1">e</ERROR>'), '/SCAN/ERROR/@at', '1', 'refused'],
    [
      'an ERROR number that is none',
      scan('<ERROR number="many">e</ERROR>'),
      '/SCAN/ERROR/@number',
      'many',
      'refused',
    ],
    ['a KEY without a name', scan('<HEADER><KEY>k</KEY></HEADER>'), '/SCAN/HEADER/KEY', 'k', 'header'],
    [
      'the second KEY of a name',
      scan('<HEADER><KEY value="DATE">first</KEY><KEY value="DATE">second</KEY></HEADER>'),
      '/SCAN/HEADER/KEY[@value="DATE"]',
      'second',
      'header',
    ],
    ['a port that is no number', vulns(VULN, ' port="http"'), '/SCAN/IP/VULNS/CAT/@port', 'http', 'finding'],
    ['a port that is negative', vulns(VULN, ' port="-1"'), '/SCAN/IP/VULNS/CAT/@port', '-1', 'finding'],
    ['a port beyond all', vulns(VULN, ' port="65536"'), '/SCAN/IP/VULNS/CAT/@port', '65536', 'finding'],
    [
      'a number beside a value',
      vulns('<VULN value="v" number="7" severity="1"><TITLE/></VULN>'),
      '/SCAN/IP/VULNS/CAT/VULN/@number',
      '7',
      'finding',
    ],
  ])('%s arrives as a notice', async (_, document, path, text, kind) => {
    const items = await itemsOf(document);
    expect(noticesOn(items, kind)).toContainEqual({ path, text });
    expect(noticesOn(items, 'end')).toContainEqual({ path, text });
    const elsewhere = items.filter((item) => item.kind !== kind && item.kind !== 'end');
    expect(elsewhere.flatMap(({ notices = [] }) => notices)).toEqual([]);
  });

  it.each(['0', '6', '', 'high', '3.5', '0x3', '1e0'])(
    'severity %j of a SERVICE arrives as a notice',
    async (text) => {
      const items = await itemsOf(
        scan(
          host(
            `<SERVICES><CAT value="c"><SERVICE value="s" severity="${text}"><TITLE/></SERVICE></CAT></SERVICES>`,
          ),
        ),
      );
      const [, finding] = items;
      expect(finding).not.toHaveProperty('severity');
      expect(noticesOn(items, 'finding')).toEqual([
        { path: '/SCAN/IP/SERVICES/CAT/SERVICE/@severity', text },
      ]);
    },
  );

  it('a child of the host that comes after its findings arrives as a notice', async () => {
    const items = await itemsOf(scan(host(`<VULNS><CAT value="c">${VULN}</CAT></VULNS><OS>late</OS>`)));
    expect(items[0]).toEqual({ kind: 'host', ip: '192.0.2.1' });
    expect(noticesOn(items, 'end')).toEqual([{ path: '/SCAN/IP/OS', text: 'late' }]);
  });

  it('a CAT without a finding arrives as notices', async () => {
    const items = await itemsOf(
      scan(
        host(
          '<VULNS><CAT value="empty" port="80" misc="over ssl" fqdn="f"></CAT><CAT value="closed"/></VULNS>',
        ),
      ),
    );
    const path = '/SCAN/IP/VULNS/CAT';
    expect(noticesOn(items, 'end')).toEqual([
      { path: `${path}/@value`, text: 'empty' },
      { path: `${path}/@fqdn`, text: 'f' },
      { path: `${path}/@port`, text: '80' },
      { path: `${path}/@misc`, text: 'over ssl' },
      { path: `${path}/@value`, text: 'closed' },
    ]);
  });

  it('a source that lists no exploit and no malware arrives as a notice', async () => {
    const items = await itemsOf(
      vulns(
        '<VULN value="v" severity="1"><TITLE/><CORRELATION>' +
          '<EXPLOITABILITY><EXPLT_SRC><SRC_NAME>first</SRC_NAME></EXPLT_SRC></EXPLOITABILITY>' +
          '<MALWARE><MW_SRC><SRC_NAME>second</SRC_NAME><MW_LIST/></MW_SRC></MALWARE></CORRELATION></VULN>',
      ),
    );
    const path = '/SCAN/IP/VULNS/CAT/VULN/CORRELATION';
    expect(noticesOn(items, 'finding')).toEqual([
      { path: `${path}/EXPLOITABILITY/EXPLT_SRC/SRC_NAME`, text: 'first' },
      { path: `${path}/MALWARE/MW_SRC/SRC_NAME`, text: 'second' },
    ]);
  });

  it('a finding outside a host arrives as a notice', async () => {
    const items = await itemsOf(scan(VULN));
    expect(items).toMatchObject([{ kind: 'end', hosts: 0, findings: 0 }]);
    expect(noticesOn(items, 'end')).toContainEqual({ path: '/SCAN/VULN/TITLE', text: 't' });
  });
});

describe('what stands where the DTD does not want it', () => {
  it('ERROR beside HEADER, in either order', async () => {
    const error = '<ERROR number=" 3509 ">e</ERROR>';
    const refused = { kind: 'refused', number: 3509, text: 'e' };
    expect(await itemsOf(scan(`${error}${HEADER}`))).toMatchObject([
      refused,
      { kind: 'header' },
      { kind: 'end' },
    ]);
    expect(await itemsOf(scan(`${HEADER}${error}`))).toMatchObject([
      { kind: 'header' },
      refused,
      { kind: 'end' },
    ]);
  });

  it('a finding outside a CAT has no category', async () => {
    const items = await itemsOf(scan(host(`<INFOS><INFO value="i"><TITLE>t</TITLE></INFO></INFOS>`)));
    expect(items[1]).toEqual({
      kind: 'finding',
      section: 'info',
      ip: '192.0.2.1',
      id: 'i',
      title: 't',
      cve: [],
      category: '',
    });
  });

  it.each([
    ['value="v"', 'v'],
    ['number="7"', '7'],
    ['value="v" number="7"', 'v'],
  ])('a finding with %s is called %s', async (attributes, id) => {
    const [, finding] = await itemsOf(vulns(`<VULN ${attributes} severity="1"><TITLE/></VULN>`));
    expect(finding).toMatchObject({ kind: 'finding', id });
  });

  it('a category does not reach beyond its CAT', async () => {
    const items = await itemsOf(
      scan(host(`<VULNS><CAT value="c" port="1">${VULN}</CAT>${VULN}<CAT value="d">${VULN}</CAT></VULNS>`)),
    );
    expect(items.flatMap((item) => (item.kind === 'finding' ? [[item.category, item.port]] : []))).toEqual([
      ['c', 1],
      ['', undefined],
      ['d', undefined],
    ]);
  });

  it('two kinds of findings in one CAT, each under its own section', async () => {
    const items = await itemsOf(vulns(`${VULN}<PRACTICE value="p" severity="1"><TITLE/></PRACTICE>`));
    expect(items.flatMap((item) => (item.kind === 'finding' ? [item.section] : []))).toEqual([
      'vuln',
      'practice',
    ]);
  });

  it('HEADER between hosts', async () => {
    const items = await itemsOf(scan(`${host('')}${HEADER}${host('')}`));
    expect(items.map(({ kind }) => kind)).toEqual(['host', 'header', 'host', 'end']);
  });
});

describe('what makes a report untrustworthy', () => {
  it.each([
    ['<VULN value="v" severity="0"><TITLE/></VULN>', /VULN\/severity is not a severity from 1 to 5/],
    ['<VULN value="v" severity="6"><TITLE/></VULN>', /VULN\/severity is not a severity/],
    ['<VULN value="v" severity="high"><TITLE/></VULN>', /VULN\/severity is not a severity/],
    ['<VULN value="v"><TITLE/></VULN>', /VULN\/severity is missing/],
    ['<PRACTICE value="v" severity=""><TITLE/></PRACTICE>', /PRACTICE\/severity is not a severity/],
    ['<VULN value="v" severity="1"/>', /VULN\/TITLE is missing/],
    ['<INFO value="v"><RESULT>r</RESULT></INFO>', /INFO\/TITLE is missing/],
    ['<VULN severity="1"><TITLE/></VULN>', /VULN\/value is missing/],
  ])('%s', async (finding, words) => {
    const before = '<SCAN value="scan/1.2"><IP value="192.0.2.1"><VULNS><CAT value="c">';
    const { items, fault } = await readItems(`${before}${VULN}${finding}${VULN}</CAT></VULNS></IP></SCAN>`);
    expect(items.map(({ kind }) => kind)).toEqual(['host', 'finding']);
    expect(fault).toMatchObject({
      tag: 'Invalid',
      offset: before.length + VULN.length,
      at: '/SCAN/IP/VULNS/CAT',
    });
    const line = fault === undefined ? '' : describeDocumentFault(fault);
    expect(line).toMatch(words);
    expect(line).toContain(`at byte ${before.length + VULN.length} in /SCAN/IP/VULNS/CAT`);
  });

  it.each([
    ['a host without an address', scan('<IP name="n"/>'), /in \/SCAN cannot be read: IP\/value is missing/],
    [
      'a CAT without a value',
      scan(host('<INFOS><CAT/></INFOS>')),
      /in \/SCAN\/IP\/INFOS cannot be read: CAT\/value/,
    ],
  ])('%s', async (_, document, words) => {
    const { fault } = await readItems(document);
    expect(fault === undefined ? '' : describeDocumentFault(fault)).toMatch(words);
  });
});

it('says of every finding below it that the port of a CAT is none', async () => {
  const items = await itemsOf(vulns(VULN + VULN, ' port=" http "'));
  const unread = items.flatMap((item) => (item.kind === 'finding' ? [[item.port, item.unreadPort]] : []));
  expect(unread).toEqual([
    [undefined, 'http'],
    [undefined, 'http'],
  ]);
  const empty = await itemsOf(vulns(VULN, ' port=""'));
  expect(empty.some((item) => item.kind === 'finding' && 'unreadPort' in item)).toBe(false);
});
