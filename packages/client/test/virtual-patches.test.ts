import { createClient, readKnowledge, type Client } from '@openguard/client';
import { fakeTransport } from '@openguard/client/testing';
import { ScanReference, type DocumentItem } from '@openguard/model';
import { describe, expect, it } from 'vitest';

/** The two ways in which the link above the patches is found, neither of which is HTML. */
const SPELLINGS = [
  'href="http://www.trendmicro.com/vulnerabilitycontrols "TARGET="_blank"',
  'href="http://www.trendmicro.com/vulnerabilitycontrols"TARGET="_blank"',
] as const;

const solution = (spelling: string): string =>
  `<SOLUTION><![CDATA[Nail it.<P>Virtual Patches:<BR>\n<A ${spelling}>Trend Micro Virtual Patching</A><BR>Virtual Patch #1006256: 1006256 - A plank<BR>Virtual Patch #9: Another<BR>]]></SOLUTION>`;

const PATCHES = [
  { number: '1006256', title: 'A plank', vendor: 'Trend Micro' },
  { number: '9', title: 'Another', vendor: 'Trend Micro' },
];

const scan = (text: string): string =>
  `<SCAN value="scan/1.1"><HEADER/><IP value="192.0.2.7"><VULNS><CAT value="x"><VULN number="42" severity="3"><TITLE>t</TITLE>${text}</VULN></CAT></VULNS></IP></SCAN>`;
const asset = (root: string) => (text: string) =>
  `<${root}><HEADER/><HOST_LIST><HOST><IP>192.0.2.7</IP><VULN_INFO_LIST><VULN_INFO><QID>42</QID><TYPE>Vuln</TYPE></VULN_INFO></VULN_INFO_LIST></HOST></HOST_LIST><GLOSSARY><VULN_DETAILS_LIST><VULN_DETAILS><QID>42</QID><TITLE>t</TITLE><SEVERITY>3</SEVERITY>${text}</VULN_DETAILS></VULN_DETAILS_LIST></GLOSSARY></${root}>`;
const tickets = (text: string): string =>
  `<REMEDIATION_TICKETS><HEADER/><TICKET_LIST><TICKET><NUMBER>1</NUMBER><CURRENT_STATE>OPEN</CURRENT_STATE><DETAILS>${text}</DETAILS></TICKET></TICKET_LIST></REMEDIATION_TICKETS>`;
const known = (text: string): string =>
  `<VULNS><VULN><QID>42</QID><SEVERITY_LEVEL>3</SEVERITY_LEVEL><TITLE>t</TITLE>${text}</VULN></VULNS>`;

const of = <A>(read: { readonly _tag: 'Left' } | { readonly _tag: 'Right'; readonly right: A }): A => {
  if (read._tag === 'Left') throw new TypeError('a parameter of this test is none');
  return read.right;
};

const TARGETS = { text: '192.0.2.7', addresses: [] };
const REF = of(ScanReference.decode('scan/987659876.19876'));

/** The calls that the announcement of 6.17 names: how each is made, and what a reply with a solution is. */
const CALLS: readonly (readonly [
  path: string,
  call: (client: Client) => Promise<{ items: () => AsyncIterable<DocumentItem> }>,
  reply: (text: string) => string,
])[] = [
  ['scan.php', (client) => client.scan({ targets: TARGETS }), scan],
  ['scan_report.php', (client) => client.scanReport({ ref: REF }), scan],
  [
    'asset_range_info.php',
    (client) => client.assetRangeInfo({ ips: '192.0.2.7' }),
    asset('ASSET_RANGE_INFO'),
  ],
  ['asset_data_report.php', (client) => client.assetDataReport({ template: 1 }), asset('ASSET_DATA_REPORT')],
  [
    'get_host_info.php',
    (client) => client.hostInfo({ ip: '192.0.2.7' }),
    (text) =>
      `<HOST><IP>192.0.2.7</IP><VULNS><SEVERITY_LEVEL_3><VULNINFO><QID>42</QID><SEVERITY_LEVEL>3</SEVERITY_LEVEL><TITLE>t</TITLE>${text}</VULNINFO></SEVERITY_LEVEL_3></VULNS></HOST>`,
  ],
  ['get_tickets.php', (client) => client.getTickets({ numbers: '1' }), tickets],
  ['ticket_list.php', (client) => client.ticketList({ numbers: '1' }), tickets],
  ['knowledgebase_download.php', (client) => client.knowledgeBase(), known],
];

describe.each(CALLS)('%s tells virtual patches', (path, call, reply) => {
  it.each([...SPELLINGS])('with a link spelled %s', async (spelling) => {
    const transport = fakeTransport(() => reply(solution(spelling)));
    const told: unknown[] = [];
    for await (const item of (await call(createClient(transport))).items())
      if ('virtualPatches' in item) told.push(item.virtualPatches);
    expect(transport.requests).toMatchObject([{ path: `/msp/${path}` }]);
    expect(told).toEqual([PATCHES]);
  });

  it('and none where there are none', async () => {
    const transport = fakeTransport(() => reply('<SOLUTION>Nail it.</SOLUTION>'));
    let end: DocumentItem | undefined;
    for await (const item of (await call(createClient(transport))).items()) {
      expect(item).not.toHaveProperty('virtualPatches');
      end = item;
    }
    expect(end).toMatchObject({ kind: 'end' });
  });
});

it('readKnowledge keeps of a knowledge base what findings are told with, or rejects', async () => {
  const bytes = async function* (text: string) {
    yield await Promise.resolve(new TextEncoder().encode(text));
  };
  const document = known(solution(SPELLINGS[0]));
  const glossary = await readKnowledge(bytes(document), 'kb.xml');
  expect(glossary.get('42')).toEqual({ title: 't', cve: [], severity: 3, virtualPatches: PATCHES });
  for (const [text, code] of [
    [document.slice(0, -9), 'OG_XML_TRUNCATED'],
    ['<VULNS><ERROR number="2">no</ERROR></VULNS>', 'OG_API_REFUSED'],
    ['<SCAN value="x"/>', 'OG_DOCUMENT_ROOT'],
  ] as const)
    await expect(readKnowledge(bytes(text), 'kb.xml')).rejects.toMatchObject({ code });
});
