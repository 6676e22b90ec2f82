import { describe, expect, it, vi } from 'vitest';
import { openguard } from '../src/commands.js';
import { expectComplaint, expectDone, jsonOf } from '../src/expectations.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';

vi.setConfig({ testTimeout: 60_000 });

const check = (id: number, severity: number, title: string, rest = ''): string =>
  `<VULN><QID>${id}</QID><SEVERITY_LEVEL>${severity}</SEVERITY_LEVEL><TITLE>${title}</TITLE>${rest}</VULN>`;
const base = (...checks: readonly string[]): string => `<VULNS>${checks.join('')}</VULNS>`;
const ticket = (number: number, state: string, rest = ''): string =>
  `<TICKET><NUMBER>${number}</NUMBER><CREATION_DATETIME>2026-01-05T06:00:00Z</CREATION_DATETIME><DUE_DATETIME>2026-02-05T06:00:00Z</DUE_DATETIME><CURRENT_STATE>${state}</CURRENT_STATE><DETECTION><IP>192.0.2.7</IP></DETECTION>${rest}<VULNINFO><TITLE>=Gate</TITLE><SEVERITY>4</SEVERITY><QID>42</QID></VULNINFO></TICKET>`;
const tickets = (list: string, cut = ''): string =>
  `<REMEDIATION_TICKETS><HEADER><COMPANY>Quay</COMPANY></HEADER><TICKET_LIST>${list}</TICKET_LIST>${cut}</REMEDIATION_TICKETS>`;
const CUT = '<TRUNCATION last="2">The list is longer.</TRUNCATION>';
const info = (id: number, host: number, control: number, status: string): string =>
  `<INFO><ID>${id}</ID><HOST_ID>${host}</HOST_ID><CONTROL_ID>${control}</CONTROL_ID><TECHNOLOGY_ID>3</TECHNOLOGY_ID><STATUS>${status}</STATUS></INFO>`;
const postures = (...infos: readonly string[]): string =>
  `<POSTURE_INFO_LIST_OUTPUT><RESPONSE><DATETIME>2026-03-01T10:00:00Z</DATETIME><INFO_LIST>${infos.join('')}</INFO_LIST></RESPONSE></POSTURE_INFO_LIST_OUTPUT>`;
const records = (strings: string): string =>
  `<AUTH_SNMP_LIST_OUTPUT><RESPONSE><DATETIME>2026-03-01T10:00:00Z</DATETIME><AUTH_SNMP_LIST><AUTH_SNMP><ID>5</ID><TITLE>Quay</TITLE><COMMUNITY_STRINGS><COMMUNITY_STRING>${strings}</COMMUNITY_STRING></COMMUNITY_STRINGS><IP_SET><IP>192.0.2.7</IP></IP_SET></AUTH_SNMP></AUTH_SNMP_LIST></RESPONSE></AUTH_SNMP_LIST_OUTPUT>`;

const laid = (box: Sandbox, documents: Readonly<Record<string, string>>) => {
  for (const [name, text] of Object.entries(documents)) box.write(`${name}.xml`, text);
  return (...args: readonly string[]) => openguard(box, undefined, args);
};

describe.concurrent('a list of what is no finding', () => {
  it('of postures is told with what stands at its end', async (context) => {
    const control = (id: number, criticality: string): string =>
      `<CONTROL><ID>${id}</ID><STATEMENT>Shut gate ${id}</STATEMENT><CRITICALITY><LABEL>${criticality}</LABEL></CRITICALITY></CONTROL>`;
    const glossary =
      '<GLOSSARY><HOST_LIST><HOST><ID>7</ID><IP>192.0.2.7</IP></HOST></HOST_LIST>' +
      `<CONTROL_LIST>${control(12, 'MINIMAL')}${control(13, 'URGENT')}</CONTROL_LIST>` +
      '<TECHNOLOGY_LIST><TECHNOLOGY><ID>3</ID><NAME>Quay OS</NAME></TECHNOLOGY></TECHNOLOGY_LIST></GLOSSARY>';
    const text = postures(info(1, 7, 12, 'Failed'), info(2, 7, 13, 'Failed'), info(3, 8, 14, 'Failed'));
    const named = text.replace('</RESPONSE>', `${glossary}</RESPONSE>`);
    const cli = laid(sandbox(context), { named });
    const lines = expectDone(await cli('vulnsummary', 'named.xml')).split('\n');
    expect(lines.slice(1, 4)).toEqual([
      expect.stringMatching(/^Failed +URGENT +192\.0\.2\.7 +13 +Quay OS +- +Shut gate 13$/),
      expect.stringMatching(/^Failed +MINIMAL +192\.0\.2\.7 +12 +Quay OS +- +Shut gate 12$/),
      expect.stringMatching(/^Failed +- +#8 +14 +Quay OS +- +-$/),
    ]);
    expect(jsonOf(await cli('vulnsummary', 'named.xml', '--json'))).toMatchObject([
      { kind: 'posture', hostId: 7, ip: '192.0.2.7', controlId: '13', criticality: 'URGENT' },
      { technology: 'Quay OS', statement: 'Shut gate 12' },
      { hostId: 8, controlId: '14' },
    ]);
  });

  it('is summed up, the worst first, as table, JSON or CSV', async (context) => {
    const cli = laid(sandbox(context), {
      base: base(
        check(9, 2, 'A plank'),
        check(42, 5, '=A gate', '<SOLUTION>Shut it,\nand lock it.</SOLUTION>'),
      ),
      tickets: tickets(ticket(1, 'CLOSED') + ticket(2, 'OPEN')),
      empty: tickets(''),
      postures: postures(info(1, 7, 12, 'Passed'), info(2, 7, 13, 'Failed')),
    });
    expect(expectDone(await cli('vulnsummary', 'base.xml'))).toMatch(
      /^ID +SEVERITY .*TITLE\n42 +5 .*=A gate\n 9 +2 .*A plank\n$/,
    );
    expect(jsonOf(await cli('vulnsummary', 'base.xml', '--json'))).toMatchObject([
      { kind: 'check', id: '42', severity: 5, solution: 'Shut it,\nand lock it.' },
      { kind: 'check', id: '9' },
    ]);
    expect(expectDone(await cli('vulnsummary', 'base.xml', '--format', 'csv'))).toMatch(
      /^id,title,severity,solution,cve\r\n42,'=A gate,5,"Shut it,\r\nand lock it\.",\r\n9,A plank,2,,\r\n$/,
    );
    expect(expectDone(await cli('vulnsummary', 'tickets.xml'))).toMatch(
      /\n +2 +OPEN .*\n +1 +CLOSED .*=Gate\n$/,
    );
    expect(expectDone(await cli('vulnsummary', 'empty.xml'))).toBe('No tickets.\n');
    expect(expectDone(await cli('vulnsummary', 'postures.xml'))).toMatch(
      /\nFailed .* #7 +13 .*\nPassed .* #7 +12 /,
    );
  });

  it('compares with an older one, entry by entry', async (context) => {
    const cli = laid(sandbox(context), {
      old: base(check(9, 2, 'A plank'), check(10, 3, 'A rope'), check(42, 4, 'A gate')),
      new: base(
        check(42, 5, 'A gate', '<SOLUTION>Shut it.</SOLUTION>'),
        check(10, 3, 'A rope'),
        check(43, 1, 'A sign'),
      ),
      shut: records('S3cret-one'),
      open: records('S3cret-two'),
    });
    expect(expectDone(await cli('compare', 'old.xml', 'new.xml'))).toBe(
      `+ check 43, severity 1: A sign
- check 9, severity 2: A plank
~ check 42, severity 5: A gate
    severity 4 to 5; solution nothing to Shut it.
4 checks: 1 new, 1 gone, 1 changed, 1 the same.
`,
    );
    expect(jsonOf(await cli('compare', 'old.xml', 'new.xml', '--json'))).toMatchObject({
      kind: 'check',
      totals: { new: 1, gone: 1, changed: 1, untold: 0, same: 1 },
      judged: [
        { verdict: 'new', after: { id: '43' } },
        { verdict: 'gone', before: { id: '9' } },
        {
          verdict: 'changed',
          before: { severity: 4 },
          after: { severity: 5 },
          what: ['severity', 'solution'],
        },
      ],
    });
    expect(expectDone(await cli('compare', 'old.xml', 'new.xml', '--format', 'csv'))).toMatch(
      /^verdict,what changed,reason,id,.*\r\nnew,,,43,.*\r\ngone,,,9,.*\r\nchanged,.*,42,.*\r\nsame,,,10,.*\r\n$/,
    );
    const told = expectDone(await cli('compare', 'shut.xml', 'open.xml'));
    expect(told).toMatch(/^~ record 5 \(snmp\): Quay\n {4}community strings\n/);
    expect(told).not.toContain('S3cret');
  });

  it('tells nothing of what a document that is not all does not hold', async (context) => {
    const cli = laid(sandbox(context), {
      old: tickets(ticket(1, 'OPEN') + ticket(2, 'OPEN')),
      cut: tickets(ticket(1, 'CLOSED'), CUT),
      base: base(),
    });
    const { stdout, stderr, code } = await cli('compare', 'old.xml', 'cut.xml');
    expect(code).toBe(0);
    expect(stderr).toContain('the document is not all');
    expect(stdout).toMatch(
      /^~ ticket 1, CLOSED.*\n {4}state OPEN to CLOSED\n\? ticket 2, .*: not told, the newer document is not all\n2 tickets: .*, 1 not told\.\n$/,
    );
    expectComplaint(
      await cli('compare', 'old.xml', 'base.xml'),
      2,
      /list of tickets and NEW is a list of checks/,
    );
    expectComplaint(
      await cli('vulnsummary', 'old.xml', '--format', 'sarif'),
      2,
      /list of tickets, .*table, json, csv/,
    );
    expectComplaint(await cli('vulnsummary', 'old.xml', '--fail-on', 'severity>=4'), 2, /about findings/);
    expectComplaint(await cli('vulnsummary', 'old.xml', '--long'), 2, /--long is about findings/);
    expectComplaint(await cli('compare', 'old.xml', 'old.xml', '--fail-on', 'new'), 2, /about findings/);
  });
});
