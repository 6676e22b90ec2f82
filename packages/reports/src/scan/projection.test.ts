import { describe, expect, it } from 'vitest';
import { itemsOf, readItems } from '../../test/read-items.js';

const finding = (tagName: string, id: string): string =>
  `<${tagName} value="${id}" severity="2" cveid="CVE-1999-0103"><TITLE>t &amp; u</TITLE><NEW>n</NEW>
   <DIAGNOSIS><![CDATA[d]]></DIAGNOSIS><SOLUTION>s</SOLUTION><RESULT format="table">r</RESULT></${tagName}>`;

const document = (inside = ''): string =>
  `<SCAN value="scan/1.2"><HEADER><KEY value="DATE">d</KEY></HEADER><IP value="192.0.2.1">
  <SERVICES><CAT value="c" port="80">${finding('SERVICE', 'a')}</CAT></SERVICES>
  <VULNS><CAT value="c">${finding('VULN', 'b')}${inside}</CAT></VULNS></IP></SCAN>`;

const base = { kind: 'finding', ip: '192.0.2.1', severity: 2, title: 't & u', cve: ['CVE-1999-0103'] };

describe('a reading that says what it wants', () => {
  it('tells what a finding is, and the fields that are asked for', async () => {
    const items = await itemsOf(document(), { findings: { fields: ['solution', 'result'] } });
    const more = { category: 'c', solution: 's', result: 'r', resultFormat: 'table' };
    expect(items.slice(2)).toEqual([
      { ...base, section: 'service', id: 'a', port: 80, ...more },
      { ...base, section: 'vuln', id: 'b', ...more },
      { kind: 'end', hosts: 1, findings: 2, notices: [] },
    ]);
  });

  it('tells the sections that are asked for', async () => {
    const items = await itemsOf(document(), { findings: { fields: [], sections: ['vuln'] } });
    expect(items.slice(1)).toEqual([
      { kind: 'host', ip: '192.0.2.1' },
      { ...base, section: 'vuln', id: 'b', category: 'c' },
      {
        kind: 'end',
        hosts: 1,
        findings: 1,
        notices: [],
      },
    ]);
  });

  it('says that findings stand in a finding, which nobody tells', async () => {
    const inside = '<VULN value="x" severity="2"><TITLE>t</TITLE><VULN value="y" severity="5"/></VULN>';
    const items = await itemsOf(document(inside), { findings: { fields: [], sections: ['vuln'] } });
    expect(items.at(-1)).toEqual({
      kind: 'end',
      hosts: 1,
      findings: 2,
      notices: [{ path: '/SCAN/IP/VULNS/CAT/VULN/VULN', text: '' }],
    });
  });

  it.each([
    ['<VULN value="x" severity="2"><TITLE>t</TITLE><DIAGNOSIS>a & b</DIAGNOSIS></VULN>', 'Xml'],
    ['<VULN value="x" severity="2"><TITLE>t</TITLE><DIAGNOSIS>', 'Xml'],
    ['<VULN value="x" severity="9"><TITLE>t</TITLE></VULN>', 'Invalid'],
    ['<VULN value="x" severity="\u00a05"><TITLE>t</TITLE></VULN>', 'Invalid'],
  ])('refuses %s all the same', async (inside, tag) => {
    const { fault } = await readItems(document(inside), 1000, {
      findings: { fields: [], sections: ['vuln'] },
    });
    expect(fault).toMatchObject({ tag });
  });
});
