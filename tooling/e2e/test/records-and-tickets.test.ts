import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { openguard, openguardServer } from '../src/commands.js';
import { expectComplaint, expectDone, jsonOf } from '../src/expectations.js';
import { askAsAnn, type HttpRequest } from '../src/http.js';
import { faultOf } from '../src/judge.js';
import { sandbox } from '../src/sandbox.js';
import { startServer, type Server } from '../src/server.js';
import { until } from '../src/waiting.js';

vi.setConfig({ testTimeout: 120_000 });

const SECRET = 'mill-wheel-7';
const V2: HttpRequest = { headers: { 'x-requested-with': 'test' } };

/** A reply that is valid by the DTD that it names. */
const valid = async (server: Server, path: string, request: HttpRequest = V2): Promise<string> => {
  const { body } = await askAsAnn(server, path, request);
  expect([path, await faultOf(server, body)]).toEqual([path, undefined]);
  return body;
};

const post = (form: Readonly<Record<string, string>>): HttpRequest => ({
  method: 'POST',
  headers: { 'x-requested-with': 'test', 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(form).toString(),
});

const info = (id: number, status: string): string =>
  `<INFO><ID>${id}</ID><HOST_ID>7</HOST_ID><CONTROL_ID>100${id}</CONTROL_ID><STATUS>${status}</STATUS></INFO>`;
const POSTURE = `<POSTURE_INFO_LIST_OUTPUT><RESPONSE><INFO_LIST>${info(1, 'Passed')}${info(2, 'Failed')}</INFO_LIST><GLOSSARY><HOST_LIST><HOST><ID>7</ID><IP>127.0.0.7</IP></HOST></HOST_LIST></GLOSSARY></RESPONSE></POSTURE_INFO_LIST_OUTPUT>`;
const REPORT =
  '<COMPLIANCE_POLICY_REPORT><HEADER><NAME>Mill &amp; weir</NAME></HEADER></COMPLIANCE_POLICY_REPORT>\n';

it('information that is gone is told as fixed, and an imported report takes no system away', async (context) => {
  const box = sandbox(context);
  const server = await startServer(box);
  const own = (...args: readonly string[]) => openguard(box, server, args);
  expect((await own('scan', '127.0.0.1-127.0.0.3', '--save', '-o', 'scan.xml')).code).toBe(0);
  const systems = async () => {
    const hosts = jsonOf(await own('hosts', 'list', '--json')) as readonly { readonly os?: string }[];
    return hosts.map(({ os }) => os);
  };
  await until('the scan is known', async () => (await systems()).length > 1);
  const before = await systems();
  expect(before.some((os) => os !== undefined)).toBe(true);
  // The same hosts a day later, without a greeting that was there.
  const banner = /<SERVICE value="sshd-banner"[^]*?<\/SERVICE>/;
  const later = box
    .read('scan.xml')
    .replace(/<SCAN value="[^"]+"/, '<SCAN value="scan/1578107045.77"')
    .replace(/(<KEY value="DATE">)[0-9]+/, '$120200104030405')
    .replace(banner, '');
  expect(later).not.toBe(box.read('scan.xml'));
  box.write('later.xml', later);
  expectDone(await own('import', 'later.xml', '--store', server.data, '--account', server.user));
  expect(await systems()).toEqual(before);
  const detections = '/api/2.0/fo/asset/host/vm/detection/?action=list&show_igs=1&status=';
  const [fixed, open] = [
    await valid(server, `${detections}Fixed`),
    await valid(server, `${detections}New,Active`),
  ];
  expect(fixed.match(/<DETECTION>/g)).toHaveLength(1);
  expect(fixed).toMatch(/<TYPE>Info<\/TYPE>[^]*<STATUS>Fixed<\/STATUS>/);
  expect(open).toMatch(/<TYPE>Info<\/TYPE>/);
  expect(open).not.toMatch(/<TYPE>Info<\/TYPE>(?:(?!<\/DETECTION>)[^])*<STATUS>/);
});

it('authentication records are kept for their account, and what is secret in them for nobody', async (context) => {
  const box = sandbox(context);
  const server = await startServer(box);
  const auth = (...args: readonly string[]) => openguard(box, server, ['auth', ...args]);
  box.write('secret', `${SECRET}\n`);
  const secret = ['--record-password-file', box.path('secret')];
  const unix = [
    'unix',
    'create',
    'title=Mill & <weir>',
    'ips=127.0.0.1-127.0.0.9',
    'username=scan',
    ...secret,
  ];
  expect(expectDone(await auth(...unix))).toMatch(
    /^Successfully Created: 1\nThe record is kept\. .* not .* yet\.\n$/,
  );
  const cisco = ['cisco', 'create', 'title=Gate', 'username=scan', ...secret];
  expectComplaint(await auth(...cisco, 'ips=127.0.0.9'), 3, /127\.0\.0\.9 stand in the Unix record 1/);
  expect(expectDone(await auth(...cisco, 'ips=127.0.0.10'))).toMatch(/: 3\nThe record is kept/);
  const snmp = [
    'snmp',
    'create',
    'title=Weir',
    'ips=127.0.0.1',
    'version=v2c',
    '--community-file',
    box.path('secret'),
  ];
  expect(expectDone(await auth(...snmp))).toBe('Successfully Created: 4\n');
  const update = await auth('unix', 'update', 'ids=1,99', 'add_ips=127.0.0.20', 'comments=é');
  expectComplaint(update, 3, /no such record/);
  expect(jsonOf(await auth('unix', 'list', 'title=mill', '--json'))).toMatchObject([
    {
      id: 1,
      type: 'unix',
      title: 'Mill & <weir>',
      ips: ['127.0.0.20', '127.0.0.1-127.0.0.9'],
      comments: 'é',
    },
  ]);
  expect(jsonOf(await auth('cisco', 'list', '--json'))).toMatchObject([
    { id: 3, type: 'cisco', createdBy: 'ann' },
  ]);

  // The two kinds share their numbers; neither command touches what is of the other.
  const foreign: readonly (readonly string[])[] = [
    ['cisco', 'update', 'ids=1', 'comments=x'],
    ['cisco', 'delete', 'ids=1'],
    ['unix', 'delete', 'ids=3'],
  ];
  for (const words of foreign) expectComplaint(await auth(...words), 3, /1905.*no such record/);
  const mixed = await auth('unix', 'update', 'ids=1,3', 'comments=mixed');
  expectComplaint(mixed, 3, /no such record/);
  expect(mixed.stdout).toMatch(/^Successfully Updated: 1\n/);
  const told = jsonOf(await auth('unix', 'update', 'ids=1-4', 'comments=range', '--json'));
  expect(told).toMatchObject([{ status: 'SUCCESS', ids: ['1'] }, {}]);
  const gates = jsonOf(await auth('cisco', 'list', '--json'));
  expect(gates).toMatchObject([{ id: 3 }]);
  expect(gates).not.toMatchObject([{ comments: expect.anything() as unknown }]);

  const UNIX = '/api/2.0/fo/auth/unix/';
  const SNMP = '/api/2.0/fo/auth/snmp/';
  const replies = [
    await valid(server, '/api/2.0/fo/auth/?action=list&echo_request=1'),
    await valid(server, `/api/2.0/fo/asset/host/?action=list&Password=${SECRET}&echo_request=1`),
    await valid(server, `${UNIX}?action=list&details=All&echo_request=1`),
    await valid(server, `${UNIX}?action=list&details=None`),
    await valid(server, `${SNMP}?action=list`),
    await valid(server, `${SNMP}?action=list&ids=77`),
    await valid(
      server,
      SNMP,
      post({ action: 'update', ids: '4', community_strings: `${SECRET},b`, echo_request: '1' }),
    ),
    await valid(
      server,
      SNMP,
      post({ action: 'create', title: 'x', ips: '10.0.0.1', community_strings: SECRET }),
    ),
    await valid(server, SNMP, post({ action: 'delete', ids: '4-7' })),
    await valid(server, UNIX, post({ action: 'delete', ids: '4' })),
    await valid(server, `${UNIX}?action=delete&ids=1`),
  ];
  // Where logs keep it, no secret is taken.
  for (const [path, name, query] of [
    [UNIX, 'password', 'action=create&title=a&ips=127.0.0.40&username=u'],
    [UNIX, 'password', 'action=update&ids=1'],
    [UNIX, 'enable_password', 'action=create&sub_type=cisco&title=b&ips=127.0.0.41&username=u'],
    [SNMP, 'community_strings', 'action=create&title=c&ips=127.0.0.42'],
    [SNMP, 'password', 'action=update&ids=4'],
    [SNMP, 'encrypt_password', 'action=update&ids=4'],
  ] as const) {
    const request = post({ echo_request: '1' });
    const reply = await valid(server, `${path}?${query}&${name}=${SECRET}`, request);
    expect(reply).toMatch(new RegExp(`<CODE>1905<[^]*parameter ${name} has .* post it in the body`));
    replies.push(reply);
  }
  const codes = replies.slice(0, 11).map((reply) => /<CODE>(\d+)</.exec(reply)?.[1]);
  const none = Array<undefined>(5).fill(undefined);
  expect(codes).toEqual([undefined, '1901', ...none, '1905', undefined, '1905', '1908']);

  // Keys rotate while the server runs, and it takes up the new one.
  const keys = (action: string) => openguardServer(box, ['keys', action, '--data', server.data]);
  expect(expectDone(await keys('rotate'))).toMatch(/^2 secrets sealed anew with the key /);
  expectDone(await auth('unix', 'list'));
  expect(expectDone(await keys('list'))).toMatch(/\tseals\t2\n.*\topens\t0\n$/);
  expect(expectDone(await keys('retire'))).toBe('1 retired, 1 kept\n');
  await valid(
    server,
    SNMP,
    post({ action: 'create', title: 'later', ips: '127.0.0.30', community_strings: SECRET }),
  );
  expect(expectDone(await keys('list'))).toMatch(/^\S+\tseals\t3\n$/);
  box.write('backup', '');
  const backup = await openguardServer(box, ['backup', '-', '--data', server.data]);
  const audit = expectDone(await openguardServer(box, ['audit', '--data', server.data]));
  expect(audit).toMatch(/auth_snmp_update/);
  await server.stop();
  const files = readdirSync(server.data).map((name) => readFileSync(join(server.data, name), 'latin1'));
  const everything = [
    ...replies,
    backup.stdout,
    audit,
    server.process.stderr(),
    server.process.stdout(),
    ...files,
  ];
  expect(everything.filter((text) => text.includes(SECRET))).toEqual([]);
});

it('tickets are made of what a scan finds, documents of compliance are imported, and both are told', async (context) => {
  const box = sandbox(context);
  const server = await startServer(box);
  await askAsAnn(server, '/msp/scan.php?ip=127.0.0.1-127.0.0.9&save_report=yes');
  const tickets = async (...filters: readonly string[]) =>
    jsonOf(await openguard(box, server, ['tickets', ...filters, '--json'])) as {
      readonly severity: number;
    }[];
  await until('the scan is taken into the history', async () => (await tickets('states=OPEN')).length > 3);
  const all = await tickets('states=OPEN,CLOSED', 'show_vuln_details=1');
  expect(all.every(({ severity }) => severity >= 3)).toBe(true);
  expect(all[0]).toMatchObject({ kind: 'ticket', number: 1, state: 'OPEN', created: '2020-01-02T03:04:05Z' });
  expect(await tickets('overdue=1')).toEqual([]);
  for (const query of [
    'states=OPEN&show_vuln_details=1',
    'since_ticket_number=2&until_ticket_number=2',
    'states=X',
    '',
  ])
    await valid(server, `/msp/ticket_list.php?${query}`, {});
  for (const query of ['ticket_numbers=1,3&vuln_details=1', 'since=2030-01-01', 'since=x', ''])
    await valid(server, `/msp/get_tickets.php?${query}`, {});

  // What somebody else has evaluated is imported while the server runs.
  const compliance = (...args: readonly string[]) =>
    openguardServer(box, ['compliance', ...args, '--account', 'ann', '--data', server.data]);
  const posture = box.write('posture.xml', POSTURE);
  const report = box.write('report.xml', REPORT);
  expect(expectDone(await compliance('import', posture, '--policy', '12'))).toBe('policy 12: 2 postures\n');
  const [, id = ''] =
    /^report (\d+): Mill & weir\n$/.exec(expectDone(await compliance('import', report))) ?? [];
  const cut = await compliance('import', box.write('cut.xml', REPORT.slice(0, -30)));
  expectComplaint(cut, 5, /not imported/, 'openguard-server');
  expectComplaint(await compliance('import', posture), 2, /needs --policy/, 'openguard-server');
  const faulty = [
    [box.write('empty.xml', ''), 5, /empty\.xml is empty/],
    [box.write('words.xml', 'not at all'), 5, /words\.xml is not XML/],
    ['/dev/null', 2, /no file that could be read twice/],
    [box.path('gone.xml'), 2, /ENOENT/],
  ] as const;
  for (const [path, code, words] of faulty)
    expectComplaint(await compliance('import', path), code, words, 'openguard-server');
  const loud = ['import', posture, '--policy', '13', '--title', 'a\u001b[2J\nreport 9'];
  expectDone(await compliance(...loud));
  expect(expectDone(await compliance('list'))).toMatch(/\ta\?\[2J\?report 9\n/);
  const failed = expectDone(await openguard(box, server, ['posture', 'policy_id=12', 'status=Failed']));
  expect(failed).toMatch(/^\{"kind":"posture".*"controlId":"1002".*\n(?:.*\n)*\{"kind":"end".*"postures":1/);
  expect(jsonOf(await openguard(box, server, ['reports', 'list', '--json']))).toMatchObject([
    { id: Number(id), title: 'Mill & weir', state: 'Finished', format: 'XML' },
  ]);
  expectDone(await openguard(box, server, ['reports', 'fetch', id, '-o', box.path('fetched.xml')]));
  expect(box.read('fetched.xml')).toBe(REPORT);
  expectComplaint(await openguard(box, server, ['reports', 'fetch', '999']), 3, /not there yet/);
  const POLICY = '/api/2.0/fo/compliance/posture/info/?action=list&policy_id=12';
  const codes: (string | undefined)[] = [];
  for (const path of [
    `${POLICY}&details=All&echo_request=1`,
    `${POLICY}&truncation_limit=1`,
    `${POLICY}&ids=77`,
    `${POLICY}3`,
    '/api/2.0/fo/report/?action=list',
    '/api/2.0/fo/report/?action=list&state=Running',
    '/api/2.0/fo/report/?action=fetch&id=999',
  ])
    codes.push(/<CODE>(\d+)</.exec(await valid(server, path))?.[1]);
  expect(codes).toEqual([undefined, '1980', undefined, '1905', undefined, undefined, '7001']);
});
