import { text } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import { openguard, SYSTEM_PATH } from '../src/commands.js';
import { expectComplaint, expectDone, jsonOf } from '../src/expectations.js';
import { httpService } from '../src/fake-service.js';
import { run } from '../src/process.js';
import { OPENGUARD } from '../src/programs.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';

vi.setConfig({ testTimeout: 90_000 });

const AT = '<DATETIME>2011-02-07T10:00:00Z</DATETIME>';
const response = (root: string, inside: string): string =>
  `<${root}><RESPONSE>${AT}${inside}</RESPONSE></${root}>`;

type Parameters = Readonly<Record<string, string>>;
type Answers = Readonly<Record<string, string | ((parameters: Parameters) => string)>>;

/** A service that answers paths, an action behind them if there is one, and remembers what it was asked. */
const service = async (box: Sandbox, answers: Answers) => {
  const asked: (readonly [string, Parameters])[] = [];
  const listening = await httpService(box, (request, reply) => {
    void text(request).then((form) => {
      const { pathname, search } = new URL(request.url ?? '/', 'http://x');
      const parameters = Object.fromEntries(new URLSearchParams(request.method === 'POST' ? form : search));
      const { action } = parameters;
      const key = action === undefined ? pathname : `${pathname} ${action}`;
      asked.push([key, parameters]);
      const answer = answers[key];
      reply.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'text/xml' });
      reply.end(typeof answer === 'function' ? answer(parameters) : answer);
    });
  });
  return { ...listening, asked };
};

const HOSTS = '/api/2.0/fo/asset/host/';
const host = (id: number): string =>
  `<HOST><ID>${id}</ID><IP>192.0.2.${id}</IP><OS>Sample\u009b OS</OS></HOST>`;
const LIST = response('HOST_LIST_OUTPUT', `<HOST_LIST>${host(7)}${host(8)}</HOST_LIST>`);
const PURGED = response(
  'BATCH_RETURN',
  '<BATCH_LIST><BATCH><TEXT>Hosts Queued for Purging</TEXT><ID_SET><ID_RANGE>7-8</ID_RANGE></ID_SET></BATCH></BATCH_LIST>',
);

const linesOf = (printed: string) =>
  printed
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe.concurrent('openguard hosts', () => {
  it('lists hosts, whatever their names hold', async (context) => {
    const box = sandbox(context);
    const server = await service(box, { [`${HOSTS} list`]: LIST });
    const shown = expectDone(await openguard(box, server, ['hosts', 'list', 'os_pattern=^S']));
    expect(shown).toMatch(/^ID .*\n7 +192\.0\.2\.7 .*Sample.* OS/);
    expect(shown).not.toContain('\u009b');
    expect(server.asked).toMatchObject([[`${HOSTS} list`, { os_pattern: '^S', details: 'All' }]]);
  });

  it('purges what it has shown, and nothing without a word', async (context) => {
    const box = sandbox(context);
    const server = await service(box, { [`${HOSTS} list`]: LIST, [`${HOSTS} purge`]: PURGED });
    const args = ['hosts', 'purge', 'ips=192.0.2.0/24', 'os_pattern=^S'];
    const refused = await openguard(box, server, args);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/forget all that is known of 2 hosts.*192\.0\.2\.7.*nothing was purged/s);
    expect(refused.stderr).not.toContain('\u009b');
    expect(server.asked.map(([key]) => key)).toEqual([`${HOSTS} list`]);
    expect(expectDone(await openguard(box, server, [...args, '--yes']))).toBe(
      'Hosts Queued for Purging: 7-8\n',
    );
    // By their numbers: no host that came meanwhile is purged with them.
    const asked = server.asked.at(-1);
    expect(asked).toMatchObject([`${HOSTS} purge`, { ids: '7,8', os_pattern: '^S' }]);
    expect(asked?.[1]).not.toHaveProperty('ips');
    expectComplaint(
      await openguard(box, server, ['hosts', 'purge', 'os_pattern=^S', '--yes']),
      2,
      /at least one of/,
    );
  });
});

describe.concurrent('openguard detections', () => {
  const PATH = '/api/2.0/fo/asset/host/vm/detection/ list';
  const detected = (id: number, more = ''): string =>
    response(
      'HOST_LIST_VM_DETECTION_OUTPUT',
      `<HOST_LIST><HOST><ID>${id}</ID><IP>192.0.2.${id}</IP><DETECTION_LIST><DETECTION><QID>42</QID><TYPE>Confirmed</TYPE><SEVERITY>4</SEVERITY></DETECTION></DETECTION_LIST></HOST></HOST_LIST>${more}`,
    );
  const more = '<WARNING><CODE>1980</CODE><TEXT>t</TEXT><URL>https://h.example/?id_min=8</URL></WARNING>';

  it('are lines of JSON of all pages, in a session', async (context) => {
    const box = sandbox(context);
    const server = await service(box, {
      [PATH]: ({ id_min: from }) => (from === '8' ? detected(8) : detected(7, more)),
    });
    const found = linesOf(expectDone(await openguard(box, server, ['detections', 'severities=4-5'])));
    expect(found.map(({ kind, hostId }) => [kind, hostId])).toEqual([
      ['host', 7],
      ['finding', 7],
      ['host', 8],
      ['finding', 8],
      ['end', undefined],
    ]);
    expect(server.asked.map(([, { severities }]) => severities)).toEqual(['4-5', '4-5']);
  });

  const longHosts = (...ids: readonly number[]): string => {
    const result = 'long '.repeat(20_000);
    const hosts = ids.map(
      (id) =>
        `<HOST><ID>${id}</ID><IP>192.0.2.${id}</IP><DETECTION_LIST><DETECTION><QID>42</QID><TYPE>Confirmed</TYPE><SEVERITY>4</SEVERITY><RESULTS>${result}</RESULTS></DETECTION></DETECTION_LIST></HOST>`,
    );
    return response('HOST_LIST_VM_DETECTION_OUTPUT', `<HOST_LIST>${hosts.join('')}</HOST_LIST>`);
  };

  /** Pulls detections of a service that answers with hosts of 100 KB each, in a shell. */
  const pullInShell = async (box: Sandbox, script: string, answer: string) => {
    const server = await service(box, { [PATH]: answer });
    return run('/bin/sh', ['-c', script, OPENGUARD], {
      box,
      environment: {
        PATH: SYSTEM_PATH,
        HOME: box.root,
        NODE: process.execPath,
        OPENGUARD_SERVER: server.url,
        OPENGUARD_USER: server.user,
        OPENGUARD_PASSWORD: server.password,
      },
    });
  };

  it('that are not sorted, or that nobody reads on, give no advice by which hosts would be lost', async (context) => {
    const box = sandbox(context);
    const unsorted = await pullInShell(box, '"$NODE" "$0" detections', longHosts(3, 2, 1));
    expectComplaint({ ...unsorted, stdout: '' }, 5, /does not sort its list/);
    const gone = await pullInShell(box, '"$NODE" "$0" detections | head -c 150000', longHosts(1, 2, 3, 4, 5));
    expect([gone.stderr, gone.stdout.length]).toEqual(['', 150_000]);
  });

  it('that could not be written say how far they were', async (context) => {
    const box = sandbox(context);
    // Room for some of the hosts, and for a part of the one behind them.
    const failed = await pullInShell(
      box,
      'ulimit -f 700; "$NODE" "$0" detections >written',
      longHosts(1, 2, 3, 4, 5, 6, 7, 8),
    );
    const last = Number(/--after ([0-9]+);/.exec(failed.stderr)?.[1]);
    expect([failed.code, last > 0 && last < 8]).toEqual([7, true]);
    const written = box.read('written').split('\n').slice(0, -1);
    const whole = written.map((line) => JSON.parse(line) as { kind: string; hostId: number });
    const findings = whole.flatMap(({ kind, hostId }) => (kind === 'finding' ? [hostId] : []));
    expect(findings.slice(0, last)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
  });

  it.for([
    ['severities=high', /neither a positive integer/],
    ['severity=3', /Unrecognized parameter/],
  ] as const)('refuse %s before anything is sent', async ([word, complaint], context) => {
    expectComplaint(await openguard(sandbox(context), undefined, ['detections', word]), 2, complaint);
  });
});

describe.concurrent('openguard auth', () => {
  const UNIX = '/api/2.0/fo/auth/unix/';
  const done = response(
    'BATCH_RETURN',
    '<BATCH_LIST><BATCH><TEXT>Successfully Created</TEXT></BATCH></BATCH_LIST>',
  );

  it('takes secrets from files and standard input, never from the command line', async (context) => {
    const box = sandbox(context);
    const server = await service(box, { [`${UNIX} create`]: done });
    box.write('secret', 'p&ss w\u00f6rd\nignored\n');
    const create = ['auth', 'cisco', 'create', 'title=Routers', 'ips=192.0.2.1', 'username=scan'];
    const files = ['--record-password-file', box.path('secret'), '--enable-password-file', '-'];
    expect(expectDone(await openguard(box, server, [...create, ...files], { input: 'enabled\n' }))).toBe(
      'Successfully Created\n',
    );
    expect(server.asked).toMatchObject([
      [`${UNIX} create`, { sub_type: 'cisco', password: 'p&ss w\u00f6rd', enable_password: 'enabled' }],
    ]);
    const refused = await openguard(box, server, [...create, 'password=hunter2']);
    expectComplaint(refused, 2, /does not belong on a command line/);
    expect(refused.stderr).not.toContain('hunter2');
  });

  it('tells what was done beside what was refused', async (context) => {
    const box = sandbox(context);
    const batch = (inside: string): string => `<BATCH>${inside}</BATCH>`;
    const refused = batch('<CODE>1905</CODE><TEXT>no such record</TEXT><ID_SET><ID>999</ID></ID_SET>');
    const deleted = batch('<TEXT>Successfully Deleted</TEXT><ID_SET><ID>17</ID></ID_SET>');
    const reply = (...batches: readonly string[]) =>
      response('BATCH_RETURN', `<BATCH_LIST>${batches.join('')}</BATCH_LIST>`);
    const NONE = response('AUTH_UNIX_LIST_OUTPUT', '');
    const remove = async (body: string, ...more: readonly string[]) =>
      openguard(box, await service(box, { [`${UNIX} list`]: NONE, [`${UNIX} delete`]: body }), [
        'auth',
        'unix',
        'delete',
        'ids=17,999',
        ...more,
      ]);
    const both = await remove(reply(refused, deleted));
    expect(both.stdout).toBe('refused (1905): no such record: 999\nSuccessfully Deleted: 17\n');
    expectComplaint(both, 3, /refuses \(error 1905\): no such record/);
    const json = await remove(reply(refused, deleted), '--json');
    expect([json.code, JSON.parse(json.stdout)]).toMatchObject([
      3,
      [
        { status: 'FAILED', number: 1905 },
        { status: 'SUCCESS', ids: ['17'] },
      ],
    ]);
    const none = await remove(reply(refused));
    expect(none.stdout).toBe('');
    expectComplaint(none, 3, /no such record/);
  });

  it('tells which commands a Cisco account must be able to run', async (context) => {
    const box = sandbox(context);
    const help = expectDone(await openguard(box, undefined, ['auth', '--help']));
    for (const word of ['show version', 'show logging', 'show running-config', 'SSH1', 'SSH2', 'telnet'])
      expect(help).toContain(word);
  });
});

describe.concurrent('openguard and what else a service keeps', () => {
  const REPORT =
    '<ASSET_DATA_REPORT><HEADER/><HOST_LIST><HOST><IP>192.0.2.7</IP><VULN_INFO_LIST><VULN_INFO><QID>42</QID><TYPE>Vuln</TYPE></VULN_INFO></VULN_INFO_LIST></HOST></HOST_LIST>' +
    '<GLOSSARY><VULN_DETAILS_LIST><VULN_DETAILS><QID>42</QID><TITLE>Old lock</TITLE><SEVERITY>4</SEVERITY></VULN_DETAILS></VULN_DETAILS_LIST></GLOSSARY></ASSET_DATA_REPORT>';

  it('tells an asset report with its glossary, fetches it, and knows the unfinished', async (context) => {
    const box = sandbox(context);
    const FETCH = '/api/2.0/fo/report/ fetch';
    const server = await service(box, {
      '/msp/asset_data_report.php': REPORT,
      [FETCH]: ({ id }) =>
        id === '1'
          ? REPORT
          : response('SIMPLE_RETURN', '<CODE>7001</CODE><TEXT>Report cannot be fetched.</TEXT>'),
    });
    const found = linesOf(expectDone(await openguard(box, server, ['assets', 'report', 'template_id=5'])));
    expect(found.find(({ kind }) => kind === 'finding')).toMatchObject({ title: 'Old lock', severity: 4 });
    expectDone(await openguard(box, server, ['reports', 'fetch', '1', '-o', box.path('report.xml')]));
    expect(box.read('report.xml')).toBe(REPORT);
    const early = await openguard(box, server, ['reports', 'fetch', '2', '-o', box.path('early.xml')]);
    expectComplaint(early, 3, /not there yet/);
    expect(expectDone(await openguard(box, undefined, ['score', box.path('report.xml')]))).toBe('4\n');
  });

  it('pulls tickets, and refuses none at all', async (context) => {
    const box = sandbox(context);
    const server = await service(box, {
      '/msp/ticket_list.php':
        '<REMEDIATION_TICKETS><TICKET_LIST><TICKET><NUMBER>5</NUMBER><CURRENT_STATE>OPEN</CURRENT_STATE></TICKET></TICKET_LIST></REMEDIATION_TICKETS>',
    });
    expect(jsonOf(await openguard(box, server, ['tickets', 'states=OPEN', '--json']))).toMatchObject([
      { kind: 'ticket', number: 5, state: 'OPEN' },
    ]);
    expectComplaint(await openguard(box, server, ['tickets']), 2, /at least one filter/);
  });
});
