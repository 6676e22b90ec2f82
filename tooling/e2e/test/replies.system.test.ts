// needs: xmllint
import { DTDS, ENDPOINTS } from '@openguard/protocol';
import { LATER_DTDS } from '@openguard/reports';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openguardServer } from '../src/commands.js';
import { enroll, storeWithOffice } from '../src/enrollment-form.js';
import { expectDone } from '../src/expectations.js';
import { ask, askAsAnn, type HttpReply } from '../src/http.js';
import { ACTIONS, LATER_QUESTIONS } from '../src/later-questions.js';
import { QUESTIONS, REFUSED } from '../src/questions.js';
import { sandbox } from '../src/sandbox.js';
import { startServer, type Server } from '../src/server.js';
import { until } from '../src/waiting.js';

vi.setConfig({ testTimeout: 120_000 });

const JUDGE = 'xmllint';

/** The documents of releases 6.17 and 6.18 with which this server answers. */
const ANSWERED = [
  '/api/2.0/simple_return.dtd',
  '/api/2.0/batch_return.dtd',
  '/api/2.0/fo/asset/host/host_list_output.dtd',
  '/api/2.0/fo/asset/host/vm/detection/host_list_vm_detection_output.dtd',
  '/asset_data_report.dtd',
  '/asset_range_info.dtd',
  '/asset_search_report.dtd',
  '/get_host_info.dtd',
  '/knowledgebase_download.dtd',
  '/ticket_list_output.dtd',
  '/api/2.0/fo/auth/auth_records.dtd',
  '/api/2.0/fo/auth/unix/auth_unix_list_output.dtd',
  '/api/2.0/fo/auth/snmp/auth_snmp_list_output.dtd',
  '/api/2.0/fo/compliance/posture/info/posture_info_list_output.dtd',
  '/api/2.0/fo/report/report_list_output.dtd',
];

/** What xmllint finds wrong with documents, by a DTD, as one text; nothing when all are valid. */
const faultsOf = (files: readonly string[], dtd: string): string => {
  const { status, stderr } = spawnSync(JUDGE, ['--nonet', '--noout', '--dtdvalid', dtd, ...files], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return status === 0 ? '' : stderr.slice(0, 4000) || `xmllint ended with ${status ?? 'a signal'}`;
};

const FORM = 'application/x-www-form-urlencoded';
const PURGE = 'action=purge&ips=127.0.0.1-127.0.0.9';

const AUTH = '/api/2.0/fo/auth/';
const POSTURES = '/api/2.0/fo/compliance/posture/info/?action=list&policy_id=';

/** What is posted of authentication records: created, changed, refused, in a batch. */
const RECORD_CHANGES: readonly (readonly [path: string, form: string])[] = [
  [`${AUTH}unix/`, 'action=create&title=Mill&ips=127.0.0.1-127.0.0.9&username=scan&password=mill-wheel-7'],
  [`${AUTH}unix/`, 'action=create&title=Gate&sub_type=cisco&ips=127.0.0.10&username=a&password=mill-wheel-7'],
  [`${AUTH}unix/`, 'action=create&title=Other&ips=127.0.0.1&username=scan&password=mill-wheel-7'],
  [`${AUTH}unix/`, 'action=update&ids=1-2&comments=%3Cb%3E'],
  [`${AUTH}snmp/`, 'action=create&title=Weir&ips=127.0.0.1&community_strings=public'],
  [`${AUTH}snmp/`, 'action=create&title=Dam&ips=127.0.0.2&version=v3&username=u&echo_request=1'],
  [`${AUTH}snmp/`, 'action=update&ids=999&title=x'],
];

/** What is asked of records, tickets and documents of compliance. */
const RECORD_QUESTIONS = [
  ...['?action=list', 'unix/?action=list', 'unix/?action=list&details=All', 'unix/?action=list&details=None'],
  ...['snmp/?action=list&details=All&echo_request=1', 'snmp/?action=list&ids=999', 'snmp/?action=steal'],
].map((rest) => `${AUTH}${rest}`);
const OTHER_QUESTIONS = [
  ...['/msp/ticket_list.php?states=OPEN&show_vuln_details=1', '/msp/ticket_list.php?ticket_numbers=999'],
  ...['/msp/ticket_list.php', '/msp/get_tickets.php?state=OPEN&vuln_details=1'],
  ...[`${POSTURES}12&details=All&echo_request=1`, `${POSTURES}12&truncation_limit=1`, `${POSTURES}13`],
  ...['/api/2.0/fo/report/?action=list', '/api/2.0/fo/report/?action=fetch&id=999'],
];

const info = (id: number): string =>
  `<INFO><ID>${id}</ID><HOST_ID>7</HOST_ID><CONTROL_ID>1001</CONTROL_ID><STATUS>Passed</STATUS></INFO>`;
const POSTURE = `<POSTURE_INFO_LIST_OUTPUT><RESPONSE><INFO_LIST>${info(1)}${info(2)}</INFO_LIST><GLOSSARY><HOST_LIST><HOST><ID>7</ID><IP>127.0.0.7</IP></HOST></HOST_LIST></GLOSSARY></RESPONSE></POSTURE_INFO_LIST_OUTPUT>`;
const POLICY_REPORT =
  '<COMPLIANCE_POLICY_REPORT><HEADER><NAME>Mill</NAME></HEADER></COMPLIANCE_POLICY_REPORT>';

/** Every reply of every function, granted and refused, by the DTD that it names. */
const repliesOf = async (server: Server): Promise<ReadonlyMap<string, readonly string[]>> => {
  const replies: HttpReply[] = [];
  for (const [name, questions] of Object.entries(QUESTIONS)) {
    const { path } = ENDPOINTS[name as keyof typeof ENDPOINTS];
    for (const [query] of questions) replies.push(await askAsAnn(server, `${path}?${query}`));
  }
  for (const [, path, request] of REFUSED) replies.push(await askAsAnn(server, path, request));
  await until('a scan is in the history', () => server.process.stderr().includes('taken into the history'));
  const asAction = { headers: { 'x-requested-with': 'a test' } };
  for (const [path, query] of [...ACTIONS, ...LATER_QUESTIONS])
    replies.push(await askAsAnn(server, `${path}?${query}`, asAction));
  for (const [path, body] of RECORD_CHANGES)
    replies.push(
      await askAsAnn(server, path, {
        method: 'POST',
        headers: { ...asAction.headers, 'content-type': FORM },
        body,
      }),
    );
  for (const path of [...RECORD_QUESTIONS, ...OTHER_QUESTIONS])
    replies.push(await askAsAnn(server, path, asAction));
  const purge = { method: 'POST', headers: { ...asAction.headers, 'content-type': FORM }, body: PURGE };
  replies.push(await askAsAnn(server, '/api/2.0/fo/asset/host/', purge));
  replies.push(await enroll(server, { returnpassword: 'yes' }), await enroll(server, { prefix: 'Dr' }));
  const byDtd = new Map<string, string[]>();
  for (const { body } of replies) {
    const [, path = ''] = /<!DOCTYPE \S+ SYSTEM "([^"]+)">/.exec(body) ?? [];
    byDtd.set(path, [...(byDtd.get(path) ?? []), body]);
  }
  return byDtd;
};

it('xmllint finds every reply, granted or refused, valid by the DTD that the server gives', async (context) => {
  const box = sandbox(context);
  const server = await startServer(box, {
    data: await storeWithOffice(box),
    args: ['--log', 'text', '--limit', 'api-calls=0'],
  });
  for (const words of [
    [box.write('posture.xml', POSTURE), '--policy', '12'],
    [box.write('policy.xml', POLICY_REPORT)],
  ])
    expectDone(
      await openguardServer(box, [
        ...['compliance', 'import', ...words],
        ...['--account', 'ann', '--data', server.data],
      ]),
    );
  const byDtd = await repliesOf(server);
  const others = ['/map-1.dtd'];
  const later = [...byDtd.keys()].filter((path) => LATER_DTDS.has(path));
  expect(later.sort()).toEqual(ANSWERED.toSorted());
  expect([...byDtd.keys(), ...others].sort()).toEqual([...DTDS.keys(), ...later].sort());
  for (const [path, bodies] of byDtd) {
    // Anyone may have it.
    const dtd = box.write('ours.dtd', (await ask(server, path)).body);
    const files = bodies.map((body, index) =>
      box.write(`${path.slice(1).replaceAll('/', '-')}-${index}.xml`, body),
    );
    expect([path, faultsOf(files, dtd)]).toEqual([path, '']);
    // The judge itself refuses what does not belong there.
    const wrong = box.write(
      'wrong.xml',
      (bodies[0] ?? '')
        .replace(/<\/([A-Z_-]+)>\s*$/, '<NEWS/></$1>')
        .replace(/<([A-Z_-]+)( [^>]*)? \/>\s*$/, '<$1><NEWS/></$1>'),
    );
    expect([path, faultsOf([wrong], dtd)]).toEqual([path, expect.stringMatching(/NEWS/)]);
  }
});

// The documentation is not ours to publish: where it lies beside the checkout, its DTDs are the judges, too.
const SEEDS = new URL('../../../../shared/spec/seeds/', import.meta.url);

/** The DTD of an appendix as it is printed, with the corrections that docs/errata.md lists. */
const printedDtd = (letter: string): string => {
  const text = readdirSync(SEEDS)
    .filter((name) => name.startsWith('003'))
    .map((name) => readFileSync(new URL(name, SEEDS), 'utf8'))
    .join('');
  const from = text.lastIndexOf(`\nAppendix ${letter} – DTD`);
  const part = text.slice(from, text.indexOf('\nAppendix ', from + 1));
  return [...part.matchAll(/^```\n(.*?)^```$/gms)]
    .map(([, page = '']) => page)
    .join('')
    .replace('((HEADER,(ERROR|IP+)|ERROR)', '((HEADER,(ERROR|IP+))|ERROR)')
    .replace('((INFOS,SERVICES?,VULNS?,PRACTICES?)|INFOS)', '(INFOS,SERVICES?,VULNS?,PRACTICES?)')
    .replace('<!ELEMENT SERVICELEVEL', '<!ELEMENT SERVICE_LEVEL');
};

describe.skipIf(!existsSync(SEEDS))('by the DTDs of the documentation', () => {
  /** Requests whose replies need no extension. */
  const WITHIN: readonly (readonly [letter: string, path: string])[] = [
    ['A', '/msp/scan.php?ip=127.0.0.1-127.0.0.9&save_report=yes'],
    ['A', '/msp/scan_report.php?ref=scan/1577934245.00001'],
    ['A', '/msp/scan_report.php?ref=scan/1577934245.00001&target=127.0.0.3'],
    ['D', '/msp/scan_report_list.php'],
    ['D', '/msp/scan_report_list.php?last=yes&target=127.0.0.1'],
    ['D', '/msp/scan_report_list.php?target=127.0.0.250'],
  ];
  let dtds: ReadonlyMap<string, string>;

  beforeAll(() => {
    dtds = new Map(['A', 'D', 'J'].map((letter) => [letter, printedDtd(letter)]));
  });

  it('replies that need no extension are valid', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box, { data: await storeWithOffice(box) });
    const judge = (letter: string, body: string): string => {
      const dtd = box.write(`printed-${letter}.dtd`, dtds.get(letter) ?? '');
      return faultsOf([box.write('reply.xml', body)], dtd);
    };
    for (const [letter, path] of WITHIN)
      expect([path, judge(letter, (await askAsAnn(server, path)).body)]).toEqual([path, '']);
    expect(judge('J', (await enroll(server, { returnpassword: 'yes' })).body)).toBe('');
    expect(judge('J', (await enroll(server, { prefix: 'Dr' })).body)).toBe('');
    // An extension is refused there: the number of an ERROR, for one.
    expect(judge('A', (await askAsAnn(server, '/msp/scan.php?ip=192.0.2.1')).body)).toMatch(/number/);
  });
});
