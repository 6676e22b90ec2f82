import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { openguardServer } from '../src/commands.js';
import { expectComplaint, expectNoSecret } from '../src/expectations.js';
import { ask, askAsAnn, basic, postAsAnn, speak } from '../src/http.js';
import { faultOf } from '../src/judge.js';
import { sandbox } from '../src/sandbox.js';
import { startServer, type Server } from '../src/server.js';
import { ANN, storeWithAnn } from '../src/store.js';
import { until, within } from '../src/waiting.js';

vi.setConfig({ testTimeout: 90_000 });

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

/** The lines of a log in JSON. */
const linesOf = (server: Server): readonly Readonly<Record<string, unknown>>[] =>
  server.process
    .stderr()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe.concurrent('the log', () => {
  it('ties every line to its request, by the trace of the caller if it has one', async (context) => {
    const server = await startServer(sandbox(context), { args: ['--log-level', 'debug'] });
    const traceparent = `00-${TRACE}-00f067aa0ba902b7-01`;
    const scanned = await askAsAnn(server, '/msp/scan.php?ip=127.0.0.2', { headers: { traceparent } });
    expect(scanned.headers['traceresponse']).toMatch(new RegExp(`^00-${TRACE}-(?!00f067)[0-9a-f]{16}-01$`));
    const other = await ask(server, '/scan-1.dtd');
    expect(other.headers['traceresponse']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    await until('both are logged', () => server.process.stderr().includes('scan-1.dtd'));
    const lines = linesOf(server);
    const ofScan = lines.filter(({ trace }) => trace === TRACE);
    expect(ofScan.filter(({ engine }) => engine === 'scan').map(({ outcome }) => outcome)).toEqual([
      undefined,
      'done',
    ]);
    expect(ofScan.filter(({ engine }) => engine === undefined).map(({ msg }) => msg)).toEqual([
      expect.stringMatching(/^ann asks for a scan of "127\.0\.0\.2": scan\//),
      expect.stringMatching(/^scan\/\S+: finished$/),
      expect.stringMatching(/^GET "\/msp\/scan\.php" for ann at 127\.0\.0\.1: 200 done, \d+ ms$/),
    ]);
    expect(lines.at(-1)).toMatchObject({ level: 'debug', status: 200, outcome: 'done', account: '' });
  });

  it('never holds a password, right or wrong, of a log-in or in a form', async (context) => {
    const server = await startServer(sandbox(context), { args: ['--log-level', 'debug'] });
    const wrong = 'wr0ng-passw0rd';
    const form = 'f0rm-passw0rd';
    await askAsAnn(server, '/msp/about.php');
    for (const authorization of [basic({ ...ANN, password: wrong }), basic({ user: 'eve', password: wrong })])
      await ask(server, '/msp/scan.php', { headers: { authorization } });
    await postAsAnn(server, '/msp/enrollment.php', `password=${form}&returnpassword=${form}`);
    await postAsAnn(server, '/msp/scan.php', `ip=${form}&password=${form}`);
    await askAsAnn(server, `/msp/scan.php?ip=127.0.0.1&password=${form}`);
    await askAsAnn(server, '/msp/%zz');
    const line = await speak(server, `GET /msp/ HTTP/9.9\r\nAuthorization: ${basic(ANN)}\r\n\r\n`);
    await line.ends();
    await until('all are logged', () => linesOf(server).length >= 7);
    expectNoSecret(server.process.stderr());
    const encoded = Buffer.from(`:${wrong}`).toString('base64').slice(2, -4);
    for (const secret of [wrong, form, encoded]) expect(server.process.stderr()).not.toContain(secret);
  });
});

const limited = (...limits: readonly string[]) => ({
  args: ['--log', 'text', ...limits.flatMap((limit) => ['--limit', limit])],
});

describe.concurrent('limits', () => {
  it('of requests a second are told with the time to wait, and go by', async (context) => {
    const server = await startServer(sandbox(context), limited('requests-per-second=1'));
    const replies = await Promise.all(Array.from({ length: 14 }, () => askAsAnn(server, '/msp/about.php')));
    const refused = replies.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThanOrEqual(2);
    for (const { status, headers, body } of refused) {
      expect([status, headers['retry-after']]).toEqual([429, '1']);
      expect(body).toContain('<RETURN status="FAILED" number="1965">');
      expect(headers['content-type']).toBe('text/xml; charset=UTF-8');
    }
    await until('the wait is over', async () => (await ask(server, '/scan-1.dtd')).status === 200);
    await until(
      'it is heard',
      async () => (await faultOf(server, refused[0]?.body ?? '').catch(() => 'later')) === undefined,
    );
  });

  it('of requests at once spare those that are answered already', async (context) => {
    const server = await startServer(sandbox(context), {
      engine: 'nmap',
      searchPath: '/nonexistent',
      ...limited('requests-at-once=0', 'connections-per-address=3'),
    });
    // Connections that ask nothing count as well.
    const idle = [await speak(server, ''), await speak(server, '')];
    expect((await askAsAnn(server, '/msp/about.php')).status).toBe(200);
    idle.push(await speak(server, ''));
    const refused = await askAsAnn(server, '/msp/about.php');
    expect([refused.status, refused.headers.connection, refused.headers['retry-after']]).toEqual([
      429,
      'close',
      '5',
    ]);
    expect(refused.body).toContain('number="1960"');
    idle[0]?.hangUp();
    await until('there is room', async () => (await askAsAnn(server, '/msp/about.php')).status === 200);
    // Far beyond the limit nobody is answered at all.
    for (let index = 0; index < 8; index += 1) idle.push(await speak(server, ''));
    await until('the last are cut', () => idle.filter((line) => !line.isOpen()).length >= 4, 5000);
  });

  it('of time cut off whoever sends nothing, a head by and by, or half a form', async (context) => {
    const server = await startServer(sandbox(context));
    const began = Date.now();
    const idle = await speak(server, '');
    const slow = await speak(server, 'GET /msp/about.php HTTP/1.1\r\n');
    const socket = connect({ host: '127.0.0.1', port: server.port });
    socket.on('error', () => undefined);
    context.onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
    socket.write('GET /msp/about.php HTTP/1.1\r\n');
    const drip = setInterval(() => socket.write('X'), 1000);
    context.onTestFinished(() => clearInterval(drip));
    const half = await speak(
      server,
      `POST /msp/scan.php HTTP/1.1\r\nHost: a\r\nAuthorization: ${basic(ANN)}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nip=127`,
    );
    const [silence, head] = await within('they are cut', Promise.all([idle.ends(), slow.ends()]), 25_000);
    expect(head).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n[^]*<RETURN status="FAILED"/);
    expect(silence === '' || silence.startsWith('HTTP/1.1 408 ')).toBe(true);
    await until('the slow one is cut', () => socket.closed, 5000);
    expect(Date.now() - began).toBeGreaterThan(14_000);
    expect(await half.ends()).toMatch(/^HTTP\/1\.1 408 /);
    expect(Date.now() - began).toBeLessThan(40_000);
    expect((await askAsAnn(server, '/msp/about.php')).status).toBe(200);
    expect(server.process.stderr()).toBe('');
  });
});

describe.concurrent('options of the edge', () => {
  it.for<[readonly string[], RegExp]>([
    [['--limit', 'speed=1'], /--limit "speed=1" is not NAME=N with connections, /],
    [['--limit', 'connections=-1'], /--limit "connections=-1" is not NAME=N/],
    [['--most-addresses', 'many'], /--most-addresses "many" is not a number from 1 on/],
    [['--log', 'xml'], /--log is json, text/],
    [['--log-level', 'loud'], /--log-level is debug, info, warn, error/],
    [['--trust-proxy', 'here'], /--trust-proxy: "here" is not an address/],
    [['--exclude', '1.2.3.5.7'], /--exclude: "1\.2\.3\.5\.7" is not an address/],
    [['--listen', '0.0.0.0:0'], /plain HTTP beyond loopback .* or --insecure-http/],
  ])('%j is refused', async ([args, words], context) => {
    const box = sandbox(context);
    expectComplaint(
      await openguardServer(box, ['serve', ...args, '--data', 'd']),
      2,
      words,
      'openguard-server',
    );
  });

  it('plain HTTP beyond loopback is answered when it is asked for, with a warning', async (context) => {
    const args = ['--listen', '0.0.0.0:0', '--insecure-http', '--log', 'text'];
    const server = await startServer(sandbox(context), { args });
    expect(server.process.stderr()).toMatch(/PLAIN HTTP BEYOND LOOPBACK/);
  });

  it('excluded addresses are nobody’s, whatever scope and account say', async (context) => {
    const args = ['--exclude', '127.0.0.2,127.0.0.200-127.255.255.255', '--log', 'text'];
    const server = await startServer(sandbox(context), { args });
    const scan = async (ip: string) => (await askAsAnn(server, `/msp/scan.php?ip=${ip}`)).body;
    expect(await scan('127.0.0.1-127.0.0.3')).toMatch(/<ERROR number="5101">.*127\.0\.0\.2/);
    expect(await scan('127.0.0.1')).toContain('<IP value="127.0.0.1"');
    const mapped = await askAsAnn(server, '/msp/map.php?domain=company.example');
    expect(mapped.body).toContain('<IP value="127.0.0.1"');
    expect(mapped.body).not.toContain('<IP value="127.0.0.2"');
  });

  it('an account has at most so many addresses', async (context) => {
    const box = sandbox(context);
    const data = await storeWithAnn(box);
    const account = (...args: readonly string[]) =>
      openguardServer(box, ['account', ...args, '--data', data, '--most-addresses', '4']);
    const words = /the account would have 5 addresses; at most 4 are allowed/;
    const granted = await account('grant', 'ann', '--targetip', '127.0.0.1-127.0.0.5');
    expectComplaint(granted, 2, words, 'openguard-server');
    const server = await startServer(box, { data, args: ['--log', 'text', '--most-addresses', '4'] });
    const scan = async () => (await askAsAnn(server, '/msp/scan.php?ip=127.0.0.1')).body;
    const map = async () => (await askAsAnn(server, '/msp/map.php?domain=company.example')).body;
    for (const refused of [await scan(), await map()])
      expect(refused).toMatch(/<ERROR number="5101">.*has at most 4 on this server/);
    expect(await account('grant', 'ann', '--targetip', '127.0.0.1-127.0.0.4')).toMatchObject({ code: 0 });
    expect(await scan()).toContain('<IP value="127.0.0.1"');
  });

  it('a proxy that is trusted tells who asks, and no other', async (context) => {
    const heard = async (args: readonly string[]) => {
      const server = await startServer(sandbox(context), { args: ['--log-level', 'debug', ...args] });
      await askAsAnn(server, '/msp/about.php', { headers: { 'x-forwarded-for': '192.0.2.7' } });
      await until('it is logged', () => server.process.stderr().includes('about.php'));
      return linesOf(server).at(-1)?.['address'];
    };
    expect(await heard([])).toBe('127.0.0.1');
    expect(await heard(['--trust-proxy', '127.0.0.1'])).toBe('192.0.2.7');
  });
});
