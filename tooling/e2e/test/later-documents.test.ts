import { describe, expect, it, vi } from 'vitest';
import { openguard } from '../src/commands.js';
import { expectComplaint, expectDone, jsonOf } from '../src/expectations.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';

vi.setConfig({ testTimeout: 60_000 });

const detection = (id: number, type: string, severity: number, status: string, port?: number): string =>
  `<DETECTION><QID>${id}</QID><TYPE>${type}</TYPE><SEVERITY>${severity}</SEVERITY>${port === undefined ? '' : `<PORT>${port}</PORT><PROTOCOL>tcp</PROTOCOL>`}<STATUS>${status}</STATUS></DETECTION>`;

const host = (id: number, ip: string, ...detections: readonly string[]): string =>
  `<HOST><ID>${id}</ID>${ip}<DETECTION_LIST>${detections.join('')}</DETECTION_LIST></HOST>`;

const list = (hosts: string, rest = ''): string =>
  `<HOST_LIST_VM_DETECTION_OUTPUT><RESPONSE><DATETIME>2026-03-01T10:00:00Z</DATETIME><HOST_LIST>${hosts}</HOST_LIST>${rest}</RESPONSE></HOST_LIST_VM_DETECTION_OUTPUT>`;

const AT = '<IP>192.0.2.7</IP>';
const OPEN = detection(42, 'Confirmed', 4, '=Active\u2028', 21);
const GONE = detection(42, 'Confirmed', 5, 'Fixed', 443);
const LIST = list(host(7, AT, OPEN, GONE, detection(43, 'Potential', 3, 'Re-Opened')));
const PATCH =
  'Nail it.<P>Virtual Patches:<BR><A HREF="http://patches.example"TARGET="_blank">Trend Micro Virtual Patching</A><BR>Virtual Patch #9: A plank<BR>';
const EXPLAINED = `<TITLE>A loose plank</TITLE><CATEGORY>Doors</CATEGORY><CVE_ID_LIST><CVE_ID><ID>CVE-2020-0001</ID></CVE_ID></CVE_ID_LIST><SOLUTION><![CDATA[${PATCH}]]></SOLUTION><PCI_FLAG>1</PCI_FLAG>`;
const BASE = `<VULNS><VULN><QID>42</QID><SEVERITY_LEVEL>1</SEVERITY_LEVEL>${EXPLAINED}</VULN></VULNS>`;
const finding = (type: string, port: number, status: string): string =>
  `<VULN_INFO><QID>42</QID><TYPE>${type}</TYPE><PORT>${port}</PORT><PROTOCOL>tcp</PROTOCOL><VULN_STATUS>${status}</VULN_STATUS></VULN_INFO>`;
const REPORT = `<ASSET_DATA_REPORT><HEADER><GENERATION_DATETIME>2026-03-02T10:00:00Z</GENERATION_DATETIME></HEADER><HOST_LIST><HOST>${AT}<VULN_INFO_LIST>${finding('Vuln', 21, 'Active')}${finding('Vuln', 443, 'Fixed')}</VULN_INFO_LIST></HOST></HOST_LIST><GLOSSARY><VULN_DETAILS_LIST><VULN_DETAILS><QID>42</QID><SEVERITY>4</SEVERITY>${EXPLAINED}</VULN_DETAILS></VULN_DETAILS_LIST></GLOSSARY></ASSET_DATA_REPORT>`;

const laid = (box: Sandbox, documents: Readonly<Record<string, string>>) => {
  for (const [name, text] of Object.entries(documents)) box.write(`${name}.xml`, text);
  return (...args: readonly string[]) => openguard(box, undefined, args);
};

describe.concurrent('what a service knows of hosts', () => {
  it('is told from its ports that are none, and from dates that no calendar has', async (context) => {
    const box = sandbox(context);
    const wrong = LIST.replace('<PORT>21<', '<PORT>70021<');
    const cli = laid(box, { wrong, never: LIST.replace('2026-03-01', '2026-02-30') });
    const warning = `1 finding has a port that is no number of a port, and counts as having none: "70021", 42 on 192.0.2.7`;
    for (const args of [['vulnsummary'], ['score'], ['compare', 'wrong.xml'], ['import']]) {
      const { stderr, code } = await cli(...args, 'wrong.xml');
      expect(code).toBe(0);
      expect(stderr).toContain(warning);
    }
    expectComplaint(await cli('import', 'never.xml'), 5, /never\.xml: .*does not say when/);
  });

  it('is told apart from what was not understood, and from a list that is not all', async (context) => {
    const unread = LIST.replaceAll('DETECTION_LIST>', 'DETECTIONS>');
    const cut = list(host(7, AT, OPEN), '<WARNING><CODE>1980</CODE><TEXT>more</TEXT></WARNING>');
    const cli = laid(sandbox(context), { unread, cut, next: cut });
    for (const args of [['vulnsummary'], ['score'], ['compare', 'unread.xml'], ['import']]) {
      const { stderr, code } = await cli(...args, 'unread.xml');
      expect([code, stderr]).toEqual([
        0,
        expect.stringMatching(/ parts of the document were not understood, .*DETECTIONS/),
      ]);
    }
    for (const args of [['vulnsummary'], ['compare', 'next.xml'], ['import']])
      expect((await cli(...args, 'cut.xml')).stderr).toMatch(/the document is not all/);
  });

  it('is shown with what the service calls it, joined with its glossary or a knowledge base', async (context) => {
    const box = sandbox(context);
    const cli = laid(box, { list: LIST, base: BASE, report: REPORT });
    const explained = {
      title: 'A loose plank',
      cve: ['CVE-2020-0001'],
      pciFlag: '1',
      virtualPatches: [{ number: '9', title: 'A plank', vendor: 'Trend Micro' }],
    };
    const told = [
      { severity: 5, port: 443, status: 'Fixed', ...explained },
      { severity: 4, port: 21, status: '=Active\u2028', ...explained },
    ];
    expect(jsonOf(await cli('vulnsummary', 'list.xml', '--json', '--kb', 'base.xml'))).toMatchObject(told);
    expect(expectDone(await cli('vulnsummary', 'list.xml'))).toMatch(
      /^HOST .*CALLED\n.* 443 .* Fixed\n.* 21 .* =Active\?\n$/,
    );
    expect(jsonOf(await cli('vulnsummary', 'report.xml', '--json'))).toMatchObject([
      { severity: 4, port: 21, status: 'Active', ...explained },
      { severity: 4, port: 443, status: 'Fixed', ...explained },
    ]);
    for (const [format, pattern] of [
      ['csv', /,'=Active\?,1,Trend Micro 9: A plank\r\n/],
      ['sarif', /"kind":"pass"[^]*"called":"Fixed","pci":"1"/],
      ['junit', /tests="2" failures="1"/],
      ['markdown', /\| Called \|/],
      ['html', /The service calls it Fixed\./],
    ] as const)
      expect(
        expectDone(await cli('vulnsummary', 'list.xml', '--kb', 'base.xml', '--format', format)),
      ).toMatch(pattern);
  });

  it('adds to a score and meets conditions while its service does not call it fixed', async (context) => {
    const box = sandbox(context);
    const cli = laid(box, { list: LIST, base: BASE, report: REPORT, cut: BASE.slice(0, -9) });
    expect(expectDone(await cli('score', 'list.xml', '--fail-on', 'severity=5'))).toBe('4\n');
    expect(expectDone(await cli('score', 'report.xml', '--fail-on', 'port=443'))).toBe('4\n');
    const wanted = ['--fail-on', 'vuln and cve=CVE-2020-0001'];
    expect(await cli('score', 'report.xml', ...wanted)).toMatchObject({ code: 1 });
    // Nobody says which CVEs these are: that must not read as none.
    const unsaid = await cli('score', 'list.xml', ...wanted);
    expect(unsaid).toMatchObject({ code: 2, stderr: expect.stringMatching(/give --kb FILE\n$/) as unknown });
    const partly = await cli('score', 'list.xml', ...wanted, '--kb', 'base.xml');
    expect(partly).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/: 1 finding of the/) as unknown,
    });
    expectComplaint(await cli('score', 'list.xml', '--kb', 'cut.xml'), 5, /cut\.xml/);
    expectComplaint(await cli('score', 'base.xml'), 5, /"VULNS" is none of those/);
  });

  it('is told without a severity where its list leaves it out, and never without a word', async (context) => {
    const box = sandbox(context);
    const without = (text: string): string => text.replaceAll(/<SEVERITY>\d<\/SEVERITY>/g, '');
    const one = without(list(host(7, AT, OPEN)));
    const cli = laid(box, { list: without(LIST), one, base: BASE, graded: LIST });
    const warning = /how severe [123] of its weaknesses (?:is: it adds|are: they add) nothing to a score/;
    const shown = await cli('vulnsummary', 'list.xml', '--json', '--fail-on', 'severity>=1');
    expect(shown).toMatchObject({ code: 0, stderr: expect.stringMatching(warning) as unknown });
    expect(shown.stdout).toMatch(/"id":"42"/);
    expect(shown.stdout).not.toMatch(/"severity"/);
    for (const args of [['score'], ['compare', 'graded.xml'], ['import']]) {
      const { stderr, code } = await cli(...args, 'list.xml');
      expect([args, code, stderr]).toEqual([args, 0, expect.stringMatching(warning)]);
    }
    expect(expectDone(await cli('score', 'one.xml', '--kb', 'base.xml'))).toBe('1\n');
  });

  it('says when it is one page of several, and keeps hosts without addresses apart', async (context) => {
    const box = sandbox(context);
    const more =
      '<WARNING><CODE>1980</CODE><TEXT>2 record limit exceeded.</TEXT><URL>x?id_min=9</URL></WARNING>';
    const page = list(host(7, '', OPEN) + host(8, '', OPEN), more);
    const cli = laid(box, { page });
    const shown = await cli('vulnsummary', 'page.xml');
    expect(shown).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/the service has more than this document tells\n$/) as unknown,
    });
    expect(shown.stdout).toMatch(/\n#7 .*\n#8 /);
    expect((await cli('vulnsummary', 'page.xml', '--format', 'html')).stdout).toContain(
      'The service has more than this document tells.',
    );
  });

  it('is compared with a scan, taken into a history, and closes nothing', async (context) => {
    const box = sandbox(context);
    const scan = `<SCAN value="scan/1772000000.00001"><HEADER><KEY value="DATE">2026-02-25T10:00:00Z</KEY><KEY value="STATUS">FINISHED</KEY></HEADER><IP value="192.0.2.7"><VULNS><CAT value="x" port="21" protocol="tcp"><VULN number="42" severity="4"><TITLE>A loose plank</TITLE></VULN></CAT><CAT value="x" port="443" protocol="tcp"><VULN number="42" severity="5"><TITLE>A loose plank</TITLE></VULN></CAT></VULNS></IP></SCAN>`;
    const cli = laid(box, { scan, list: LIST, base: BASE });
    expect(jsonOf(await cli('compare', 'scan.xml', 'list.xml', '--json'))).toMatchObject({
      oldScore: 9,
      newScore: 4,
      totals: { findings: { new: 1, 'not tested': 1, fixed: 0, same: 1 }, score: { notTested: -5 } },
    });
    const judged = expectDone(
      await cli('compare', 'scan.xml', 'list.xml', '--format', 'csv', '--kb', 'base.xml'),
    );
    expect(judged).toMatch(/\nnot tested,,"its service calls it Fixed, and /);
    expectDone(await cli('import', 'scan.xml', 'list.xml', '--kb', 'base.xml'));
    expect(expectDone(await cli('import', 'list.xml', '--kb', 'base.xml'))).toMatch(/was taken in before/);
    const past = expectDone(await cli('history', '--format', 'json'));
    expect(past).not.toMatch(/"state":"fixed"/);
    expect(past).toMatch(/443/);
  });
});
