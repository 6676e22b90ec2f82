import { createClient, pullHosts, withSession } from '@openguard/client';
import type { DocumentItem } from '@openguard/model';
import { LATER_DTDS } from '@openguard/reports';
import { createTransport } from '@openguard/transport';
import { expect, it, vi } from 'vitest';
import { openguard, openguardServer } from '../src/commands.js';
import { expectComplaint, expectDone } from '../src/expectations.js';
import { ask, askAsAnn, basic, postAsAnn, type HttpRequest } from '../src/http.js';
import { faultOf, judge, dtdOf } from '../src/judge.js';
import { ACTIONS, LATER_QUESTIONS } from '../src/later-questions.js';
import { sandbox } from '../src/sandbox.js';
import { startServer, type Server } from '../src/server.js';
import { until } from '../src/waiting.js';

vi.setConfig({ testTimeout: 90_000 });

const HOSTS = '/api/2.0/fo/asset/host/';
const DETECTIONS = `${HOSTS}vm/detection/`;
const SESSION = '/api/2.0/fo/session/';
const BY = { 'x-requested-with': 'a test' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded', ...BY };

const get = (server: Server, path: string, query: string) =>
  askAsAnn(server, `${path}?${query}`, { headers: BY });
const post = (server: Server, path: string, body: string) =>
  askAsAnn(server, path, { method: 'POST', headers: FORM, body });

/** A server whose account has scanned some hosts, and whose history knows them. */
const serverWithHosts = async (box: Parameters<typeof startServer>[0], ...args: readonly string[]) => {
  const server = await startServer(box, { args: ['--log', 'text', ...args] });
  await askAsAnn(server, '/msp/scan.php?ip=127.0.0.1-127.0.0.9&save_report=yes');
  await until('the scan is in the history', () => server.process.stderr().includes('taken into the history'));
  return server;
};

const textIn = (body: string, element: string): readonly string[] =>
  [...body.matchAll(new RegExp(`<${element}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${element}>`, 'gs'))].map(
    ([, text = '']) => text,
  );

it('answers every action by the DTD that it names, granted and refused, by GET and by POST', async (context) => {
  const box = sandbox(context);
  const server = await serverWithHosts(box, '--limit', 'api-calls=0');
  for (const [path, query, status, holds] of ACTIONS) {
    for (const asking of [get, post]) {
      const reply = await asking(server, path, query);
      const asked = `${asking === get ? 'GET' : 'POST'} ${path}?${query}`;
      const isUnposted = asking === get && path === HOSTS && query.startsWith('action=purge');
      const expected = isUnposted ? { status: 400, holds: /<CODE>1908</ } : { status, holds };
      expect([asked, reply.status]).toEqual([asked, expected.status]);
      expect([asked, reply.body]).toEqual([asked, expect.stringMatching(expected.holds)]);
      expect([asked, await faultOf(server, reply.body)]).toEqual([asked, undefined]);
    }
  }
  for (const [path, query, holds] of LATER_QUESTIONS) {
    for (const asking of [get, post]) {
      const { status, body } = await asking(server, path, query);
      const asked = `${path}?${query}`;
      expect([asked, status, body]).toEqual([asked, 200, expect.stringMatching(holds)]);
      expect([asked, await faultOf(server, body)]).toEqual([asked, undefined]);
    }
  }
  // The judge itself refuses what does not belong there.
  const { body } = await get(server, HOSTS, 'action=list');
  expect(judge(body.replace('<HOST>', '<HOST><NEWS/>'), await dtdOf(server, body))).toMatch(/NEWS/);
  for (const path of LATER_DTDS.keys()) expect((await ask(server, path)).body).toMatch(/^<!ELEMENT /);
  // The five that the announcement of 6.18 names, with what it says is new in them.
  for (const [name, element] of [
    ['/api/2.0/fo/auth/snmp/auth_snmp_list_output.dtd', 'VERSION'],
    ['/asset_data_report.dtd', 'PCI_FLAG'],
    ['/map_report_list.dtd', 'TITLE'],
    ['/compliance_policy_report.dtd', 'COMPLIANCE_POLICY_REPORT'],
    ['/api/2.0/fo/compliance/posture/info/posture_info_list_output.dtd', 'INFO'],
  ] as const)
    expect([name, (await ask(server, name)).body]).toEqual([
      name,
      expect.stringContaining(`<!ELEMENT ${element} `),
    ]);
});

it('lets nobody in who does not say who he is, in the words of API v2', async (context) => {
  const box = sandbox(context);
  const server = await startServer(box);
  const refused: readonly (readonly [string, HttpRequest, number, string])[] = [
    [`${HOSTS}?action=list`, {}, 400, '1903'],
    [`${HOSTS}?action=list`, { headers: BY }, 401, '2000'],
    [
      `${HOSTS}?action=list`,
      { headers: { ...BY, authorization: basic({ user: 'ann', password: 'no' }) } },
      401,
      '2000',
    ],
    [
      `${HOSTS}?action=list`,
      { headers: { ...BY, cookie: 'QualysSession=0123456789abcdef0123456789abcdef' } },
      401,
      '2000',
    ],
    ['/api/2.0/fo/nonsense/', { headers: BY }, 401, '2000'],
    ['/api/2.0/fo/nonsense/', { headers: { ...BY, authorization: basic(server) } }, 404, '999'],
    [HOSTS, { method: 'PUT', headers: { ...BY, authorization: basic(server) } }, 405, '1908'],
    [
      HOSTS,
      {
        method: 'POST',
        headers: { ...BY, authorization: basic(server), 'content-type': 'application/json' },
        body: '{}',
      },
      415,
      '1905',
    ],
    ['/api/%zz', { headers: BY }, 400, '1905'],
    [`${SESSION}?action=logout`, { headers: BY }, 400, '1908'],
    [`${SESSION}?action=login&username=ann&password=x`, { headers: BY }, 400, '1908'],
    [SESSION, { method: 'POST', headers: FORM, body: 'action=logout' }, 401, '2000'],
    [SESSION, { method: 'POST', headers: FORM, body: 'action=login&username=ann' }, 400, '1903'],
    [SESSION, { method: 'POST', headers: FORM, body: 'action=login&username=ann&password=x' }, 401, '2000'],
    [
      `${SESSION}?password=x`,
      { method: 'POST', headers: FORM, body: 'action=login&username=ann' },
      400,
      '1905',
    ],
  ];
  for (const [path, request, status, code] of refused) {
    const reply = await ask(server, path, request);
    expect([path, reply.status, textIn(reply.body, 'CODE')]).toEqual([path, status, [code]]);
    expect(reply.headers).not.toHaveProperty('x-ratelimit-limit');
    expect(reply.headers).not.toHaveProperty('set-cookie');
    expect([path, await faultOf(server, reply.body)]).toEqual([path, undefined]);
  }
  const moved = await ask(server, `${HOSTS.slice(0, -1)}?action=list&ips=%3Cx%3E`, { headers: BY });
  expect([moved.status, moved.headers.location]).toEqual([301, `${HOSTS}?action=list&ips=%3Cx%3E`]);
  expect(moved.body).toMatch(/^<!DOCTYPE html>/);
  expect(moved.body).not.toContain('x%3E');
  // A session that ends: by its word, and with the password that it was begun with.
  const login = async () => {
    const body = new URLSearchParams({ action: 'login', username: server.user, password: server.password });
    const reply = await ask(server, SESSION, { method: 'POST', headers: FORM, body: body.toString() });
    expect([reply.status, textIn(reply.body, 'TEXT')]).toEqual([200, ['Logged in']]);
    return String(reply.headers['set-cookie']).split(';')[0] ?? '';
  };
  const list = async (cookie: string, path = `${HOSTS}?action=list`) =>
    (await ask(server, path, { headers: { ...BY, cookie } })).status;
  const asked = new URLSearchParams({
    ...{ action: 'login', username: server.user, password: server.password, echo_request: '1' },
  });
  const told = await ask(server, SESSION, { method: 'POST', headers: FORM, body: asked.toString() });
  expect(textIn(told.body, 'USER_LOGIN')).toEqual([server.user]);
  expect(textIn(told.body, 'POST_DATA')[0]).toMatch(
    /^action=login&username=ann&password=\*+&echo_request=1$/,
  );
  expect(await faultOf(server, told.body)).toBeUndefined();
  const [one, other] = [await login(), await login()];
  expect([await list(one), await list(other)]).toEqual([200, 200]);
  // Not where the first generation is.
  expect(await list(one, '/msp/about.php')).toBe(401);
  const out = { method: 'POST', headers: { ...FORM, cookie: one }, body: 'action=logout' };
  expect(textIn((await ask(server, SESSION, out)).body, 'TEXT')).toEqual(['Logged out']);
  expect([await list(one), await list(other)]).toEqual([401, 200]);
  const changed = ['account', 'passwd', server.user, '--password-stdin', '--data', server.data];
  expectDone(await openguardServer(box, changed, { input: 'another s3cret pass\n' }));
  expect(await list(other)).toBe(401);
});

it('tells limits on every reply, and refuses beyond them', async (context) => {
  const server = await startServer(sandbox(context), { args: ['--log', 'text', '--limit', 'api-calls=3'] });
  const told = async (query: string) => {
    const { status, headers, body } = await get(server, HOSTS, query);
    const { 'x-ratelimit-remaining': left, 'x-concurrency-limit-running': running } = headers;
    return [status, left, running, headers['x-ratelimit-limit'], textIn(body, 'CODE')[0]];
  };
  expect(await told('action=list')).toEqual([200, '2', '0', '3', undefined]);
  expect(await told('action=nonsense')).toEqual([400, '1', '0', '3', '1905']);
  expect(await told('action=list')).toEqual([200, '0', '0', '3', undefined]);
  expect(await told('action=list')).toEqual([409, '0', '0', '3', '1965']);
  const { headers, body } = await get(server, HOSTS, 'action=list');
  expect(textIn(body, 'VALUE')).toEqual([headers['x-ratelimit-towait-sec']]);
  expect(body).toMatch(/<KEY>SECONDS_TO_WAIT<\/KEY>/);
  expect((await get(server, DETECTIONS, 'action=list')).status).toBe(200);
});

it('shows, pulls and purges hosts, with the client and with the command', async (context) => {
  const box = sandbox(context);
  const server = await serverWithHosts(box);
  const credentials = { user: server.user, password: server.password };
  const transport = createTransport({ server: server.url, credentials });
  const client = createClient(withSession(transport, credentials));
  box.atEnd(() => client.close());
  const pulled = async (list: 'hostList' | 'hostDetections', request: object = {}, pageSize = 2) => {
    const items: DocumentItem[] = [];
    for await (const item of pullHosts(client, list, request, { pageSize })) items.push(item);
    return items;
  };
  const hosts = await pulled('hostList', { details: 'All' });
  const end = hosts.at(-1);
  const ids = hosts.flatMap((item) => (item.kind === 'host' && 'hostId' in item ? [item.hostId ?? 0] : []));
  expect(end).toMatchObject({ kind: 'end', hosts: ids.length });
  expect(ids.length).toBeGreaterThan(3);
  expect(ids).toEqual([...ids].sort((a, b) => a - b));
  expect(hosts[0]).toMatchObject({
    kind: 'host',
    ip: '127.0.0.1',
    lastVulnerabilityScan: '2020-01-02T03:04:05Z',
  });
  // Any page size gives the same.
  const onlyHosts = (items: readonly DocumentItem[]) => items.filter(({ kind }) => kind === 'host');
  expect(onlyHosts(await pulled('hostList', { details: 'All' }, 1000))).toEqual(onlyHosts(hosts));
  const found = await pulled('hostDetections', { information: true });
  const findings = found.filter((item) => item.kind === 'finding');
  expect(findings.length).toBeGreaterThan(10);
  expect(new Set(findings.map(({ status }) => status))).toEqual(new Set(['New', undefined]));
  for (const { id } of findings) expect(id).toMatch(/^7\d{6}$/);
  const encrypted = findings.filter(({ ssl }) => ssl === true).map(({ port }) => port);
  expect(new Set(encrypted)).toEqual(new Set([443, 993]));
  // As CSV they are the same, and a reply that is cut is none.
  const asCsv = await pulled('hostDetections', { information: true, format: 'CSV' });
  expect(asCsv.slice(0, -1)).toEqual(found.slice(0, -1));
  // But for one thing, of which CSV has no place to tell.
  expect({ ...asCsv.at(-1), simulated: true }).toEqual(found.at(-1));
  const csv = await get(server, DETECTIONS, 'action=list&output_format=CSV&truncation_limit=1');
  expect(csv).toMatchObject({ status: 200, headers: { 'content-type': 'text/csv; charset=UTF-8' } });
  expect(csv.body).toMatch(
    /^----BEGIN_RESPONSE_HEADER_CSV\r\n[^]*"1980",[^]*\r\n----END_RESPONSE_FOOTER_CSV\r\n$/,
  );
  const severe = await pulled('hostDetections', { severities: '4-5' });
  const isSevere = findings.filter(({ section, severity = 0 }) => section !== 'info' && severity >= 4);
  expect(severe.filter(({ kind }) => kind === 'finding')).toHaveLength(isSevere.length);

  const own = (...words: readonly string[]) => openguard(box, server, words);
  // What was listed by a simulated estate does not go where real reports go.
  box.write('list.xml', (await get(server, DETECTIONS, 'action=list&show_igs=1')).body);
  const taken = await own('import', 'list.xml');
  expect(taken).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/of a simulated estate/) as string,
    stdout: expect.stringMatching(/, simulated: 8 hosts/) as string,
  });
  expect(expectDone(await own('history', '--json', '--simulated'))).toContain('"ip":"127.0.0.');
  expect((await own('history')).stdout).toMatch(/no report was imported yet/i);
  const linesOf = async (format: string): Promise<readonly string[]> =>
    expectDone(await own('detections', 'show_igs=1', `output_format=${format}`))
      .split('\n')
      .sort();
  expect((await linesOf('CSV')).length).toBe((await linesOf('XML')).length);
  const windows = ['os_pattern=(?i)windows', 'ips=127.0.0.0/8'];
  const listed = expectDone(await own('hosts', 'list', ...windows))
    .trimEnd()
    .split('\n')
    .slice(1);
  expect(listed.length).toBeGreaterThan(0);
  for (const line of listed) expect(line).toMatch(/Windows.* \d{4}-\d\d-\d\dT[\d:]+Z$/);
  expect(expectDone(await own('hosts', 'list', 'details=Basic'))).toMatch(/^ID [^\n]*OPERATING SYSTEM *\n/);
  expectComplaint(await own('hosts', 'list', 'os_pattern=(?=x)'), 3, /1905.*os_pattern/);
  const purged = expectDone(await own('hosts', 'purge', ...windows, '--yes'));
  expect(purged).toMatch(/^Hosts Queued for Purging: \d+/);
  const left = await pulled('hostList');
  expect(left.filter(({ kind }) => kind === 'host')).toHaveLength(ids.length - listed.length);
  // Saved scans stay, and who purged is written down.
  expect((await askAsAnn(server, '/msp/scan_report_list.php')).body).toContain('<SCAN_REPORT ref=');
  const audited = expectDone(await openguardServer(box, ['audit', '--data', server.data]));
  expect(audited).toMatch(/ann.*host_purge.*\bdone/);
  expect((await postAsAnn(server, HOSTS, 'action=purge')).status).toBe(400);
});
