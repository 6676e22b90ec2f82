import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { openguard, type CallOptions } from '../src/commands.js';
import { expectComplaint, expectDone, jsonOf } from '../src/expectations.js';
import { closedPort, httpService } from '../src/fake-service.js';
import { askAsAnn, postAsAnn } from '../src/http.js';
import { faultOf } from '../src/judge.js';
import { sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';
import { addAccount, ANN } from '../src/store.js';

vi.setConfig({ testTimeout: 90_000 });

const REF = 'scan/1577934245.00001';

const certificate = (name: string): string =>
  fileURLToPath(new URL(`../certificate/test-only.${name}`, import.meta.url));

const withUrl = (url: string) => ({ ...ANN, url });

describe.concurrent('a server that cannot be reached', () => {
  it('is down', async (context) => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    const box = sandbox(context);
    const failed = await openguard(box, withUrl(url), ['scan', '127.0.0.1', '--save', '-o', 'report.xml']);
    expectComplaint(
      failed,
      4,
      /nothing accepts connections at http:\/\/127\.0\.0\.1:\d+ .* that the server runs/,
    );
    expect([existsSync(box.path('report.xml')), existsSync(box.path('report.xml.part'))]).toEqual([
      false,
      false,
    ]);
  });

  it('has a name without address', async (context) => {
    // A label of 64 characters cannot be asked for, so no name server hears of it.
    const url = `https://${'a'.repeat(64)}.example`;
    const failed = await openguard(sandbox(context), withUrl(url), ['scans']);
    expectComplaint(failed, 4, /the host name of https:\/\/a+\.example has no address .* check its spelling/);
  });

  it('is not to be spoken to in plain HTTP beyond loopback: nothing is sent', async (context) => {
    const box = sandbox(context);
    const proxy = await httpService(box, (_request, response) => response.end());
    const environment = { HTTP_PROXY: proxy.url, http_proxy: proxy.url };
    const failed = await openguard(box, withUrl('http://192.0.2.1'), ['scans'], { environment });
    expectComplaint(failed, 2, /would show the password to the network, so nothing was sent; use https:/);
    expect(proxy.connections()).toBe(0);
  });

  it('redirects to another origin: the password does not follow', async (context) => {
    const box = sandbox(context);
    const heard: string[] = [];
    const other = await httpService(box, (request, response) => {
      heard.push(JSON.stringify(request.headers));
      response.end('<SCAN/>');
    });
    const first = await httpService(box, (_request, response) => {
      response.writeHead(302, { location: `${other.url}/msp/scan_report_list.php` }).end();
    });
    expectComplaint(await openguard(box, first, ['scans']), 4, /redirects .*http:\/\/127\.0\.0\.1:\d+/);
    expect([other.connections(), heard]).toEqual([0, []]);
  });
});

describe.concurrent('TLS', () => {
  const tls = { cert: certificate('crt'), key: certificate('key') };
  const { fingerprint256 } = new X509Certificate(readFileSync(certificate('crt')));
  const other = fingerprint256.replaceAll(/[0-9A-F]/g, (digit) => (digit === '0' ? '1' : '0'));

  it('is trusted by its authority or by its pin, and not otherwise', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box, { tls });
    const scans = (...args: readonly string[]) => openguard(box, server, ['scans', '--json', ...args]);
    const untrusted = await scans();
    expectComplaint(untrusted, 4, /is not trusted, so nothing was sent.*--ca FILE/);
    expect(untrusted.stderr).toContain(`--pin ${fingerprint256}`);
    expectComplaint(await scans('--pin', other), 4, /is not the pinned one, so nothing was sent: expected/);
    expectComplaint(await scans('--pin', '12:34'), 2, /the pin is not a SHA-256 fingerprint/);
    expectComplaint(await scans('--ca', 'missing.pem'), 2, /cannot read .*missing\.pem: ENOENT/);
    expect(expectDone(await scans('--pin', fingerprint256))).toBe('[]\n');
    expect(expectDone(await scans('--ca', tls.cert))).toBe('[]\n');
    expect(server.process.stderr()).toBe('');
  });
});

/** What is wrong with a call before anything is sent; nothing listens where it would go. */
const WRONG: readonly (readonly [string, readonly string[], number, RegExp])[] = [
  ['no command', ['nonsense'], 2, /unknown command "nonsense"; see openguard --help/],
  ['an unknown option', ['scan', '127.0.0.1', '--nonsense'], 2, /scan: Unknown option '--nonsense'/],
  ['an option without value', ['scan', '127.0.0.1', '-o'], 2, /scan: .*-o/],
  ['no targets', ['scan'], 2, /give one list of TARGETS/],
  ['targets apart', ['scan', '127.0.0.1', '127.0.0.2'], 2, /give one list of TARGETS/],
  ['five octets', ['scan', '1.2.3.5.7'], 2, /"1\.2\.3\.5\.7" is not an address: an address has four numbers/],
  ['a range backwards', ['scan', '1.2.3.9-1.2.3.4'], 2, /"1\.2\.3\.9-1\.2\.3\.4" runs backwards/],
  ['an open range', ['compare', '1.2.3.4-'], 2, /"1\.2\.3\.4-" is not a range: write both ends/],
  ['IPv6', ['scan', '::1'], 2, /"::1" looks like IPv6; this API knows IPv4/],
  ['a leading zero', ['scan', '127.0.0.010'], 2, /without leading zeros/],
  ['an empty item', ['scan', '127.0.0.1,,127.0.0.2'], 2, /item 2 of the target list is empty/],
  ['no text', ['scan', ''], 2, /the target list is empty/],
  ['a control character', ['scan', '127.0.0.1\u001b[31m\n'], 2, /"127\.0\.0\.1\?\[31m" is not an address/],
  ['as long a list as a call may have', ['scan', '127.0.0.1,'.repeat(12_000)], 2, /item 12001 .* is empty/],
  ['a bad address', ['scans', '--target', 'here'], 2, /--target: "here" is not an address/],
  ['no reference', ['report', 'scan/1'], 2, /give one reference such as scan\//],
  ['no source', ['score', 'nowhere.xml'], 2, /"nowhere\.xml" is no reference .* no file .* no target list/],
  ['no file', ['decode', 'nowhere.xml'], 2, /cannot read nowhere\.xml: there is no such file/],
  ['a folder', ['decode', '.'], 2, /cannot read \.: /],
  ['no pair', ['get', 'scan', 'ip'], 2, /"ip" is not name=value/],
  ['no function', ['get', '../etc'], 2, /is no function such as scan_report_list/],
];

const unreachable = withUrl('http://127.0.0.1:9');

describe.concurrent('a call with', () => {
  it.for(WRONG)('%s', async ([, args, code, words], context) => {
    expectComplaint(await openguard(sandbox(context), unreachable, args), code, words);
  });

  it.for<[string, readonly string[], Readonly<Record<string, string>>, CallOptions['input'], number, RegExp]>(
    [
      ['no server', ['scans'], { OPENGUARD_SERVER: '' }, '', 2, /no server is given; use --server us, fr/],
      ['no user', ['scans'], { OPENGUARD_USER: '' }, '', 2, /no user name is given/],
      [
        'no password',
        ['scans'],
        { OPENGUARD_PASSWORD: '' },
        '',
        2,
        /no password is given; use --password-stdin/,
      ],
      ['an empty password', ['scans', '--password-stdin'], {}, '', 2, /no password came on standard input/],
      [
        'a password in the URL',
        ['scans', '--server', 'http://a:b@127.0.0.1'],
        {},
        '',
        2,
        /must not contain a user/,
      ],
      ['a colon in the user name', ['scans', '--user', 'a:b'], {}, '', 2, /contains a colon/],
      ['no profile', ['scans', '--profile', 'none.json'], {}, '', 2, /none\.json .*there is no such file/],
    ],
  )('%s', async ([, args, environment, input, code, words], context) => {
    const box = sandbox(context);
    const options = { environment, ...(input === undefined ? {} : { input }) };
    expectComplaint(await openguard(box, unreachable, args, options), code, words);
  });

  it('an option that is given twice, of which one would be lost', async (context) => {
    const twice = ['vulnsummary', '-', '--fail-on', 'severity>=5', '--fail-on', 'id=x'];
    const refused = await openguard(sandbox(context), undefined, twice);
    expectComplaint(refused, 2, /vulnsummary: --fail-on stands there twice/);
  });

  it('a profile that others may read', async (context) => {
    const box = sandbox(context);
    box.write('profile.json', JSON.stringify({ password: ANN.password }), 0o644);
    const refused = await openguard(box, unreachable, ['scans', '--profile', 'profile.json']);
    expectComplaint(refused, 2, /others may read its password; run: chmod 600/);
  });
});

describe.concurrent('targets beyond loopback', () => {
  it('need a word where nobody can be asked', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box, { engine: 'nmap', searchPath: box.folder('empty') });
    const words = /beyond loopback; scan only what its owners allow, and say so with --authorised/;
    for (const args of [
      ['scan', '192.0.2.1'],
      ['scan', '127.0.0.1,192.0.2.1', '--save'],
      ['compare', '192.0.2.1'],
      ['score', '192.0.2.1'],
    ]) {
      expectComplaint(await openguard(box, server, args), 2, words);
    }
    expect(server.process.stderr()).not.toContain('asks for a scan');
  });
});

describe.concurrent('the server refuses', () => {
  it('a wrong password', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    const wrong = { ...server, password: `${ANN.password}x` };
    for (const [args, reply] of [
      [['scan', '127.0.0.1', '--save'], ''],
      [['get', 'about'], 'ACCESS DENIED\n'],
    ] as const) {
      const refused = await openguard(box, wrong, args);
      expectComplaint(refused, 3, /does not accept this user name and password/);
      expect(refused.stdout).toBe(reply);
    }
    const unknown = await openguard(box, { ...server, user: 'nobody' }, ['scans']);
    expectComplaint(unknown, 3, /does not accept this user name and password/);
  });

  it('addresses that are not the account’s, and all to an account without any', async (context) => {
    const box = sandbox(context);
    const data = box.path('data');
    const password = 'long enough';
    await addAccount(box, data, { user: 'bob', password, targets: '127.0.0.5' });
    await addAccount(box, data, { user: 'idle', password });
    const server = await startServer(box, { data });
    const asBob = { ...server, user: 'bob', password };
    const scan = ['scan', '127.0.0.4-127.0.0.6', '--save', '-o', 'report.xml'];
    expectComplaint(await openguard(box, asBob, scan), 3, /error 5101.*127\.0\.0\.4,127\.0\.0\.6/);
    for (const name of ['report.xml', 'report.xml.part']) expect(existsSync(box.path(name))).toBe(false);
    const asIdle = { ...asBob, user: 'idle' };
    expectComplaint(await openguard(box, asIdle, scan), 3, /error 5101.*no addresses/);
    expect(expectDone(await openguard(box, asBob, ['score', '127.0.0.5']))).toMatch(/^\d+\n$/);
  });

  it('a reference that does not exist, and with the same words one of another account', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    const bob = { user: 'bob', password: 'long enough', targets: '127.0.0.1' };
    await addAccount(box, server.data, bob);
    expectDone(await openguard(box, server, ['scan', '127.0.0.1', '--save', '--json']));
    expectDone(await openguard(box, server, ['report', REF, '-o', 'mine.xml']));
    const nowhere = 'scan/1577934245.00009';
    const missing = await openguard(box, { ...server, ...bob }, ['report', nowhere]);
    const foreign = await openguard(box, { ...server, ...bob }, ['report', REF]);
    expectComplaint(missing, 3, /error 5001.*no saved report/);
    expectComplaint(foreign, 3, /error 5001/);
    expect(foreign.stderr).toBe(missing.stderr.replace(nowhere, REF));
    expect(foreign.stdout).toBe(missing.stdout.replace(nowhere, REF));
  });

  it('what it does not have, own or understand', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    const cli = (...args: readonly string[]) => openguard(box, server, args);
    const option = await cli('scan', '127.0.0.1', '--save', '--option', 'nonsense');
    expectComplaint(option, 3, /error 19001.*"nonsense"; this server has: standard/);
    // Nobody is asked for permission where nothing is sent to anyone; the addresses still are not Ann's.
    expectComplaint(await cli('scan', '192.0.2.1', '--save'), 3, /error 5101.*192\.0\.2\.1/);
    const secure = await openguard(box, withUrl(server.url.replace('http:', 'https:')), ['scans']);
    expectComplaint(secure, 4, /did not agree on TLS .* check that the port speaks https/);

    // Faulty target lists that come past the command.
    for (const [list, words] of [
      ['1.2.3.5.7', /is not an address/],
      ['1.2.3.9-1.2.3.4', /runs backwards/],
      ['1.2.3.4-', /is not a range/],
      ['fe80::1', /IPv6/],
    ] as const) {
      const { status, body } = await askAsAnn(server, `/msp/scan.php?ip=${list}`);
      expect([list, status, body]).toEqual([list, 200, expect.stringMatching(words)]);
      expect(body).toContain('<ERROR number="5000">');
    }
    expectComplaint(
      await openguard(box, server, ['get', 'scan', 'ip=1.2.3.4-']),
      3,
      /error 5000.*not a range/,
    );
    // A list as long as a call may have is sent as a form, and read.
    const many = Array.from({ length: 10_000 }, (_, index) => `127.0.0.${index % 250}`).join(',');
    expect(jsonOf(await cli('scan', many, '--save', '--json'))).toMatchObject({
      target: many,
      status: 'FINISHED',
    });
    // A URL is bounded, a form of less than 1 MB is read, and all that is refused is refused in XML.
    const long = '127.0.0.1,'.repeat(60_000);
    const posted = await postAsAnn(server, '/msp/scan.php', `ip=${long}`);
    expect([posted.status, posted.body]).toEqual([200, expect.stringContaining('<ERROR number="5000">')]);
    const asked = await askAsAnn(server, `/msp/scan.php?ip=${long}`);
    expect([asked.status, await faultOf(server, asked.body)]).toEqual([431, undefined]);
  });
});
