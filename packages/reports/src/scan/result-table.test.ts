import { describe, expect, it } from 'vitest';
import { itemsOf } from '../../test/read-items.js';
import { resultTable, unescapeOnce } from './result-table.js';

describe('resultTable', () => {
  it.each([
    [
      'tabs',
      'Port\tName\n22\tSSH log-in\n80\t',
      true,
      ['Port', 'Name'],
      [
        ['22', 'SSH log-in'],
        ['80', ''],
      ],
    ],
    [
      'blanks',
      'Port Name Use\n67 bootps Bootstrap Server\n',
      false,
      ['Port', 'Name', 'Use'],
      [['67', 'bootps', 'Bootstrap Server']],
    ],
    [
      'blanks without a header',
      '1 icmp\n6 tcp',
      false,
      [],
      [
        ['1', 'icmp'],
        ['6', 'tcp'],
      ],
    ],
    ['nothing', '', false, [], []],
  ])('takes a table of %s apart', (_, text, exact, header, rows) => {
    expect(resultTable(text)).toEqual({ exact, header, rows });
  });
});

describe('unescapeOnce', () => {
  it.each([
    ['a &lt;b&gt; &amp;lt; &quot;c&quot; &#65;&#x42;', 'a <b> &lt; "c" AB'],
    ['&eacute; & &; &#0; &#xD800; &#99999999;', '&eacute; & &; &#0; &#xD800; &#99999999;'],
    ['nothing', 'nothing'],
  ])('%s', (text, plain) => {
    expect(unescapeOnce(text)).toBe(plain);
  });
});

describe('a reading that asks for it', () => {
  const document = `<SCAN value="scan/1.2"><IP value="192.0.2.1"><SERVICES><CAT value="c"><SERVICE value="s"><TITLE>t</TITLE>
    <DIAGNOSIS><![CDATA[a &lt; b]]></DIAGNOSIS><RESULT format="table"><![CDATA[A\tB\n1\t&quot;2&quot;]]></RESULT></SERVICE></CAT></SERVICES></IP></SCAN>`;

  it('gives tables beside results as they stand', async () => {
    const [, finding] = await itemsOf(document, { findings: { tables: true } });
    expect(finding).toMatchObject({
      diagnosis: 'a &lt; b',
      result: 'A\tB\n1\t&quot;2&quot;',
      table: { exact: true, header: ['A', 'B'], rows: [['1', '&quot;2&quot;']] },
    });
  });

  it('gives plain texts', async () => {
    const [, finding] = await itemsOf(document, { findings: { tables: true, unescape: true } });
    expect(finding).toMatchObject({
      diagnosis: 'a < b',
      result: 'A\tB\n1\t"2"',
      table: { rows: [['1', '"2"']] },
    });
  });

  it('does neither unless asked', async () => {
    const [, finding] = await itemsOf(document);
    expect(finding).toMatchObject({ diagnosis: 'a &lt; b' });
    expect(finding).not.toHaveProperty('table');
  });
});
