import { enrollment, map, scan } from '@openguard/protocol';
import { expect, it, vi } from 'vitest';
import { clientOf, itemsOf, ofKind } from '../src/client.js';
import { openguardServer } from '../src/commands.js';
import {
  enroll,
  FORM_HEADERS,
  formOf,
  OFFICE,
  storeWithOffice,
  type FormChange,
} from '../src/enrollment-form.js';
import { ask, basic, speak } from '../src/http.js';
import { faultOf } from '../src/judge.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';
import { startServer, type Server } from '../src/server.js';
import { until } from '../src/waiting.js';

vi.setConfig({ testTimeout: 90_000 });

const officeServer = async (box: Sandbox): Promise<Server> =>
  startServer(box, { data: await storeWithOffice(box) });

/** What an enrollment means, from the fields that a test writes. */
const enrollmentOf = (change: FormChange) => {
  const read = enrollment.decode([...new URLSearchParams(formOf(change))]);
  if (read._tag === 'Left') throw new Error(JSON.stringify(read.left));
  return read.right;
};

it('a back office enrolls a user, who scans and maps what is theirs, also after a restart', async (context) => {
  const box = sandbox(context);
  const server = await officeServer(box);
  const office = clientOf(box, { ...server, ...OFFICE });
  const [made] = ofKind(
    await itemsOf(office, enrollment, enrollmentOf({ returnpassword: 'yes' })),
    'registration',
  );
  const { username = '', password = '' } = made ?? {};
  expect(made).toMatchObject({ serviceLevel: 'full' });
  expect([username, password]).toEqual([
    expect.stringMatching(/^themill_\d+$/),
    expect.stringMatching(/^[\w-]{20}$/),
  ]);

  await server.stop();
  const again = await startServer(box, { data: server.data });
  const user = clientOf(box, { ...again, user: username, password });
  const scanned = await itemsOf(user, scan, { targets: enrollmentOf({}).targetip });
  expect(scanned.at(-1)).toMatchObject({ kind: 'end', hosts: 2 });
  const foreign = enrollmentOf({ targetip: '127.0.0.4' }).targetip;
  expect(ofKind(await itemsOf(user, scan, { targets: foreign }), 'refused')).toMatchObject([
    { number: 5101 },
  ]);
  expect((await itemsOf(user, map, { domain: 'company.example' })).at(-1)).toMatchObject({ hosts: 2 });
  expect(ofKind(await itemsOf(user, enrollment, enrollmentOf({})), 'refused')).toMatchObject([
    { number: 2012 },
  ]);

  // The password is told once, and stands nowhere.
  expect(server.process.stderr()).toContain(`office enrolls ${username}`);
  expect(server.process.stderr() + again.process.stderr()).not.toContain(password);
  expect(box.read('data/openguard.db')).not.toContain(password);
});

it('every reply to a form obeys the DTD, granted or refused, by POST and GET', async (context) => {
  const box = sandbox(context);
  const server = await officeServer(box);
  let forms = 0;
  // Every account has its own address.
  const granted = (): FormChange => ({ returnpassword: 'yes', email: `ada${(forms += 1)}@mill.example` });
  const replies: readonly (readonly [FormChange | (() => FormChange), RegExp])[] = [
    [granted, /<USERNAME>themill_\d+<[^]*<SERVICE_LEVEL>full<[^]*<PASSWORD>/],
    [{}, /<FIELD name="returnpassword" error_type="invalid">[^]*<SUMMARY>ask for returnpassword=yes/],
    [{ returnpassword: 'no' }, /<SUMMARY>ask for returnpassword=yes/],
    [{ returnpassword: 'maybe' }, /<FIELD name="returnpassword" error_type="invalid">/],
    [
      { email: '', city: '<&>\u0000' },
      /name="email" error_type="missing" \/>[^]*name="city" error_type="invalid"/,
    ],
    [
      { email: 'ADA1@mill.example', returnpassword: 'yes', city: '' },
      /name="city" error_type="missing"[^]*name="email" error_type="invalid">an account[^]*e-mail address in use/,
    ],
    [{ targetip: '192.0.2.1' }, /<FIELD name="targetip" error_type="invalid">outside the scope/],
    [
      { targetip: '1.2.3.5.7', email: 'x' },
      /name="email"[^]*name="targetip" error_type="invalid">[^]*1\.2\.3\.5\.7/,
    ],
  ];
  for (const [change, holds] of replies) {
    const filledIn = (): FormChange => (typeof change === 'function' ? change() : change);
    const posted = await enroll(server, filledIn());
    const path = `${enrollment.path}?${formOf(filledIn())}`;
    const asked = await ask(server, path, { headers: { authorization: basic(OFFICE) } });
    for (const { status, body } of [posted, asked]) {
      expect([status, body]).toEqual([200, expect.stringMatching(holds)]);
      expect([body, await faultOf(server, body)]).toEqual([body, undefined]);
    }
  }
  const list = await openguardServer(box, ['account', 'list', '--data', server.data]);
  const row =
    /^themill_\d+\tuser\t127\.0\.0\.2-127\.0\.0\.3\tcompany\.example\tada[12]@mill\.example\toffice\t/gm;
  expect(list.stdout.match(row)).toHaveLength(2);
  expect(server.process.stderr()).not.toMatch(/@mill\.example|Mühle|unexpected/);
});

it('knows the service levels of the operator', async (context) => {
  const box = sandbox(context);
  const data = await storeWithOffice(box);
  const server = await startServer(box, { data, serviceLevels: ['full', 'light'] });
  expect((await enroll(server, { returnpassword: 'yes', slevel: 'light' })).body).toContain('>light<');
  const refused = await enroll(server, { returnpassword: 'yes', slevel: 'gold' });
  expect(refused.body).toContain('<FIELD name="slevel" error_type="invalid">');
});

it('a client that leaves while its form is read has enrolled one account at most, and the log tells', async (context) => {
  const box = sandbox(context);
  const server = await officeServer(box);
  const body = formOf({ returnpassword: 'yes' });
  const head = [
    `POST ${enrollment.path} HTTP/1.1`,
    'Host: 127.0.0.1',
    ...Object.entries(FORM_HEADERS).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${body.length}`,
  ];
  const cut = await speak(server, `${head.join('\r\n')}\r\n\r\n${body.slice(0, 100)}`);
  cut.hangUp();
  // A remembered log-in, so that the whole form is taken up before the client is gone.
  await enroll(server, {});
  const line = await speak(server, `${head.join('\r\n')}\r\n\r\n${body}`);
  await until('the form is taken up', async () => {
    const { stdout } = await openguardServer(box, ['account', 'list', '--data', server.data]);
    if (stdout.includes('themill_')) line.hangUp();
    return stdout.includes('themill_');
  });
  await until('the log tells', () => server.process.stderr().includes('office enrolls themill_'));
  const list = await openguardServer(box, ['account', 'list', '--data', server.data]);
  expect(list.stdout.match(/themill_/g)).toHaveLength(1);
  expect(server.process.stderr()).not.toMatch(/unexpected|\bat .*\.js:\d/);
});
