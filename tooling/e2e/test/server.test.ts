import { describe, expect, it, vi } from 'vitest';
import { openguardServer } from '../src/commands.js';
import { ask, askAsAnn, basic, postAsAnn, speak } from '../src/http.js';
import { faultOf } from '../src/judge.js';
import { nmapOutput, nmapThat } from '../src/nmap.js';
import { sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';
import { addAccount, ANN } from '../src/store.js';
import { until } from '../src/waiting.js';

vi.setConfig({ testTimeout: 90_000 });

const head = (path: string, version: string, ...lines: readonly string[]): string =>
  [`GET ${path} HTTP/${version}`, 'Host: 127.0.0.1', ...lines, '', ''].join('\r\n');
const authorisation = `Authorization: ${basic(ANN)}`;

describe.concurrent('the server', () => {
  it('challenges before anything else, in the realm that programs know', async (context) => {
    const server = await startServer(sandbox(context));
    const challenged = {
      status: 401,
      headers: { 'www-authenticate': 'Basic realm="MSP Front Office"' },
      body: 'ACCESS DENIED\n',
    };
    expect(await ask(server, '/msp/scan_report_list.php')).toMatchObject(challenged);
    for (const authorization of [
      basic({ ...ANN, password: 'wrong' }),
      basic({ user: 'nobody', password: ANN.password }),
      basic({ user: ANN.user.toUpperCase(), password: ANN.password }),
      `Basic ${Buffer.from('ann').toString('base64')}`,
      'Basic !!!',
      'Bearer abc',
      '',
    ]) {
      const reply = await ask(server, '/msp/about.php', { headers: { authorization } });
      expect([authorization, reply]).toMatchObject([authorization, challenged]);
    }
    // A password may hold a colon, and the scheme may be written in any case.
    expect(ANN.password).toContain(':');
    for (const authorization of [basic(ANN), basic(ANN).replace('Basic', 'basic')]) {
      expect(await ask(server, '/msp/about.php', { headers: { authorization } })).toMatchObject({
        status: 200,
      });
    }
    // Even what does not exist is told to those alone who may ask.
    expect(await ask(server, '/msp/nonsense.php')).toMatchObject(challenged);
    expect(server.process.stderr()).toBe('');
  });

  it('reads the query, a form, and both together, and echoes targets as they came', async (context) => {
    const server = await startServer(sandbox(context));
    const asked = await askAsAnn(server, '/msp/scan.php?ip=127.0.0.2&save_report=yes');
    const posted = await postAsAnn(server, '/msp/scan.php', 'ip=127.0.0.2&save_report=yes');
    const mixed = await postAsAnn(server, '/msp/scan.php?save_report=yes', 'ip=127.0.0.2');
    const numbered = ({ body }: { readonly body: string }) => body.replaceAll(/\.0000\d/g, '.N');
    expect(numbered(posted)).toBe(numbered(asked));
    expect(numbered(mixed)).toBe(numbered(asked));
    const doubled = await postAsAnn(server, '/msp/scan.php?ip=127.0.0.2', 'ip=127.0.0.2');
    expect([doubled.status, doubled.body]).toEqual([200, expect.stringContaining('<ERROR number="1905">')]);
    const list = await askAsAnn(server, '/msp/scan_report_list.php');
    expect(list.body.match(/<SCAN_REPORT /g)).toHaveLength(3);

    // Programs compare targets as text, so the list echoes what was asked for to the letter.
    const text = '127.0.0.3, 127.0.0.1 -127.0.0.2,127.0.0.3,127.0.0.8/31';
    const query = new URLSearchParams({ ip: text, save_report: 'yes' });
    const scanned = await askAsAnn(server, `/msp/scan.php?${query}`);
    expect(scanned.body).toContain(`<KEY value="TARGET">${text}</KEY>`);
    const echoed = await askAsAnn(server, '/msp/scan_report_list.php?target=127.0.0.1');
    expect(echoed.body).toContain(`target="${text}"`);
    expect(echoed.body).toContain('date="20200102030405"');
  });

  it('speaks HTTP with the programs of any year', async (context) => {
    const server = await startServer(sandbox(context));

    // HTTP/1.0: no chunks, and the end of the connection is the end of the reply.
    const old = await speak(server, head('/msp/scan.php?ip=127.0.0.2', '1.0', authorisation));
    const [top = '', body = ''] = (await old.ends()).split('\r\n\r\n');
    expect(top).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(top.toLowerCase()).toContain('connection: close');
    expect(top.toLowerCase()).not.toContain('chunked');
    expect(body).toMatch(/^<\?xml [^]*<\/SCAN>\n$/);
    expect(await faultOf(server, body)).toBeUndefined();

    // The DTDs are for anyone.
    for (const name of ['scan-1', 'scan_report_list', 'generic_return', 'about']) {
      const { status, headers, body } = await ask(server, `/${name}.dtd`);
      expect([name, status]).toEqual([name, 200]);
      expect(headers['content-type']).toBe('application/xml-dtd; charset=UTF-8');
      expect(body).toContain('<!ELEMENT ');
    }

    // A HEAD starts nothing.
    const asked = await askAsAnn(server, '/msp/scan.php?ip=127.0.0.3&save_report=yes', { method: 'HEAD' });
    expect(asked).toMatchObject({ status: 405, headers: { allow: 'GET, POST' } });
    expect(server.process.stderr()).not.toContain('127.0.0.3');

    // What is no HTTP is refused in XML, too.
    const other = await speak(server, 'BREW /msp/scan.php\r\n\r\n');
    const [refused = '', reason = ''] = (await other.ends()).split('\r\n\r\n');
    expect(refused).toMatch(/^HTTP\/1\.1 400 [^]*Content-Type: text\/xml/);
    expect(await faultOf(server, reason)).toBeUndefined();
  });

  it('says nothing in its log of a client that leaves while it sends', async (context) => {
    const server = await startServer(sandbox(context));
    const form = 'Content-Type: application/x-www-form-urlencoded';
    const begun = head('/msp/scan.php', '1.1', authorisation, form, 'Content-Length: 1000');
    const line = await speak(server, begun.replace('GET', 'POST') + 'ip=127');
    expect((await askAsAnn(server, '/msp/about.php')).status).toBe(200);
    line.hangUp();
    expect((await askAsAnn(server, '/msp/about.php')).status).toBe(200);
    expect(await server.stop()).toMatchObject({ code: 0, stderr: '' });
  });

  it('takes up a new password at once, from another process', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    const statusWith = async (password: string) =>
      (await ask(server, '/msp/about.php', { headers: { authorization: basic({ ...ANN, password }) } }))
        .status;
    expect(await statusWith(ANN.password)).toBe(200);
    const args = ['account', 'passwd', 'ann', '--password-stdin', '--data', server.data];
    expect(await openguardServer(box, args, { input: 'another one' })).toMatchObject({ code: 0 });
    expect([await statusWith(ANN.password), await statusWith('another one')]).toEqual([401, 200]);
    expect(await openguardServer(box, ['account', 'remove', 'ann', '--data', server.data])).toMatchObject({
      code: 0,
    });
    expect(await statusWith('another one')).toBe(401);
  });
});

it('wrong log-ins do not keep a remembered one waiting', async (context) => {
  const box = sandbox(context);
  await addAccount(box, box.path('data'), ANN);
  const server = await startServer(box, { data: box.path('data') });
  expect((await askAsAnn(server, '/msp/about.php')).status).toBe(200);
  const answers: number[] = [];
  const wrong = Array.from({ length: 20 }, async (_, index) => {
    const headers = { authorization: basic({ ...ANN, password: `wrong ${index}` }) };
    answers.push((await ask(server, '/msp/about.php', { headers })).status);
  });
  // The test does not wait for all of them.
  void Promise.allSettled(wrong);
  await until('the first wrong log-in is refused', () => answers.length > 0);
  const began = Date.now();
  expect((await askAsAnn(server, '/msp/about.php')).status).toBe(200);
  expect(Date.now() - began).toBeLessThan(2000);
  expect(answers.length).toBeLessThan(20);
  expect(new Set(answers)).toEqual(new Set([401]));
});

it('a flood of wrong log-ins keeps nobody else out, and ends with those who sent it', async (context) => {
  const box = sandbox(context);
  const bob = { user: 'bob', password: 'battery staple' };
  await addAccount(box, box.path('data'), ANN);
  await addAccount(box, box.path('data'), bob);
  const server = await startServer(box, { data: box.path('data') });
  const wrong = (index: number) => `Authorization: ${basic({ ...ANN, password: `wrong ${index}` })}`;
  const flood = await Promise.all(
    Array.from({ length: 60 }, (_, index) => speak(server, head('/msp/about.php', '1.1', wrong(index)))),
  );
  const answered = (status: number) =>
    flood.filter((line) => line.received().startsWith(`HTTP/1.1 ${status} `)).length;
  await until('the server turns some away', () => answered(503) > 20);
  const before = answered(401);
  const other = await ask(server, '/msp/about.php', { headers: { authorization: basic(bob) } });
  expect(other.status).toBe(200);
  // One was at work, one had the turn before, and one has it after.
  expect(answered(401) - before).toBeLessThanOrEqual(3);

  // Whoever has gone holds no place: the user whom they name is let in.
  const left = flood.filter((line) => line.received() === '');
  expect(left.length).toBeGreaterThan(10);
  for (const line of flood) line.hangUp();
  // From the address of the flood it takes her a few seconds, since she was never let in before.
  await until('she is let in', async () => {
    const { status, headers } = await askAsAnn(server, '/msp/about.php');
    if (status !== 200) expect([status, headers['retry-after']]).toEqual([429, '5']);
    return status === 200;
  });
  expect(server.process.stderr()).toBe('');
});

it('a held connection begins at once and stays awake; its scan goes on when it is dropped', async (context) => {
  const box = sandbox(context);
  box.write('first.xml', nmapOutput(['127.0.0.1'], [8022]));
  const nmap = nmapThat(box, 'case "$*" in *127.0.0.2*) exec sleep 600;; esac; cat "$DIR/first.xml"');
  const server = await startServer(box, { engine: 'nmap', programs: nmap.programs });
  const path = '/msp/scan.php?ip=127.0.0.1-127.0.0.3&save_report=yes';
  const line = await speak(server, head(path, '1.1', authorisation));
  await line.shows(' is running -->');
  // Before nmap has told a thing.
  expect(line.received()).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*transfer-encoding: chunked[^]*<\?xml /i);
  await line.shows('<!-- keep-alive: ', 15_000);
  expect([line.isOpen(), nmap.alive().length]).toEqual([true, 1]);
  const [, ref = ''] = /^openguard-reference: (\S+)\r$/im.exec(line.received()) ?? [];
  line.hangUp();
  const words = `${ref}: the client is gone; it goes on, since it is to be saved`;
  await until('the server notices', () => server.process.stderr().includes(words), 5000);
  expect(nmap.alive()).toHaveLength(1);
  await askAsAnn(server, `/msp/scan_cancel.php?ref=${ref}`);
  expect(nmap.alive()).toEqual([]);
  expect((await askAsAnn(server, `/msp/scan_report.php?ref=${ref}`)).body).toContain('INTERRUPTED');
});
