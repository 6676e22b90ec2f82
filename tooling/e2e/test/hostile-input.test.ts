import { enrollmentForm } from '@openguard/enrollment';
import { DTDS, ENDPOINTS, REFUSALS } from '@openguard/protocol';
import { Agent, request as requestHttp } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import { basic, speak } from '../src/http.js';
import { judge } from '../src/judge.js';
import { sandbox } from '../src/sandbox.js';
import { startServer, type Server } from '../src/server.js';
import { addAccount, ANN, storeWithAnn } from '../src/store.js';

vi.setConfig({ testTimeout: 180_000 });

type Endpoint = (typeof ENDPOINTS)[keyof typeof ENDPOINTS];

/** The names of an endpoint's parameters, as its own refusal of another tells them. */
const namesOf = ({ name, decode }: Endpoint): readonly string[] => {
  if (name === 'enrollment') return enrollmentForm().fields.map((field) => field.name);
  const refused = decode([['no such parameter', '']]);
  return refused._tag === 'Left' && refused.left.tag === 'Unknown' ? refused.left.known : [];
};

/** A request that each endpoint understands, and that scans nobody: the address is of no host. */
const UNDERSTOOD: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  scan: { ip: '127.0.0.200' },
  scan_report: { ref: 'scan/1.00001' },
  scan_report_delete: { ref: 'scan/1.00001' },
  scan_cancel: { ref: 'map/1.00001' },
  map: { domain: 'company.example' },
  'map-2': { domain: 'none:127.0.0.200' },
  map_report: { ref: 'map/1.00001' },
  // Without returnpassword nobody is enrolled, since nothing is mailed.
  enrollment: {
    prefix: 'Ms',
    firstname: 'Ada',
    lastname: 'Miller',
    title: 'Owner',
    phone: '1',
    email: 'ada@mill.example',
    company: 'The Mill',
    addr1: 'Mill Road 1',
    city: 'Millbridge',
    state: 'No State',
    zipcode: '1',
    country: 'Germany',
    slevel: 'standard',
    domain: 'mill.example',
    targetip: '127.0.0.9',
    type: 'Customer',
  },
};

/** Values as they stand in a URL or a form. */
const HOSTILE: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['a number', '-1'],
  ['a list', '%5B%22a%22%5D'],
  ['NUL', 'a%00b'],
  ['a line end', 'a%0D%0AX-Injected:%20yes%0D%0A%0D%0A%3CSCAN/%3E'],
  [
    'XML',
    '%3C/KEY%3E%3C!DOCTYPE%20a%20%5B%3C!ENTITY%20b%20SYSTEM%20%22file:///etc/passwd%22%3E%5D%3E%26b;%5D%5D%3E',
  ],
  ['a shell', '$(touch%20/tmp/owned);%60id%60%7C%7Creboot%26%26-oN%20/tmp/owned'],
  ['an option of nmap', '--script=http-shellshock'],
  ['SQL', "'%20OR%201=1;DROP%20TABLE%20account;--%20%22"],
  ['bidi', '%E2%80%AE127.0.0.1%E2%81%A6'],
  ['invalid UTF-8', '%FF%FE%C0%AF'],
  ['a lone surrogate', '%ED%A0%80'],
  ['a broken escape', '%zz%'],
  ['a path', '..%2F..%2F..%2Fetc%2Fpasswd'],
  ['2,000 letters', 'a'.repeat(2000)],
];

/** Longer than a URL may be. */
const LONG: readonly (readonly [string, string])[] = [
  ['900,000 letters', 'a'.repeat(900_000)],
  ['more than 1 MB of addresses', '127.0.0.1,'.repeat(110_000)],
];

interface Reply {
  readonly status: number;
  readonly names: readonly string[];
  readonly type: string;
  readonly body: string;
}

interface Question {
  readonly path: string;
  readonly method?: string;
  readonly form?: string;
  readonly type?: string;
}

const FORM = 'application/x-www-form-urlencoded';

describe('hostile input', () => {
  let ask: (question: Question) => Promise<Reply>;
  let server: Server;

  const asking = (agent: Agent) => (question: Question) => {
    const { path, method, form, type = FORM } = question;
    const who = path.startsWith(ENDPOINTS.enrollment.path) ? { ...ANN, user: 'office' } : ANN;
    return new Promise<Reply>((resolve, reject) => {
      const asked = requestHttp({
        agent,
        host: '127.0.0.1',
        port: server.port,
        path,
        method: method ?? (form === undefined ? 'GET' : 'POST'),
        headers: { authorization: basic(who), ...(form === undefined ? {} : { 'content-type': type }) },
      });
      asked.once('error', reject);
      asked.once('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            names: response.rawHeaders
              .filter((_, index) => index % 2 === 0)
              .map((name) => name.toLowerCase()),
            type: response.headers['content-type'] ?? '',
            body: Buffer.concat(chunks).toString('utf8'),
          });
        });
      });
      asked.end(form);
    });
  };

  it('is answered by every function with what its DTD allows and the API documents', async (context) => {
    const box = sandbox(context);
    const data = await storeWithAnn(box);
    await addAccount(box, data, { ...ANN, user: 'office', role: 'backoffice' });
    server = await startServer(box, { data, args: ['--limit', 'requests-per-second=0'] });
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    context.onTestFinished(() => agent.destroy());
    ask = asking(agent);
    const documented = new Set<number>([...Object.values(REFUSALS), 2012]);
    const statuses = new Set<number>();

    const expectProper = async (what: readonly unknown[], question: Question): Promise<Reply> => {
      const reply = await ask(question);
      const { status, names, type, body } = reply;
      statuses.add(status);
      const [, path = ''] = /<!DOCTYPE \S+ SYSTEM "([^"]+)">/.exec(body) ?? [];
      const fault = judge(body, DTDS.get(path) ?? '');
      const numbers = [...body.matchAll(/<(?:ERROR|RETURN status="FAILED") number="(\d+)"/g)].map(([, n]) =>
        Number(n),
      );
      expect([...what, status, type, fault, numbers.filter((number) => !documented.has(number))]).toEqual([
        ...what,
        expect.not.stringMatching(/^5/),
        'text/xml; charset=UTF-8',
        undefined,
        [],
      ]);
      expect([what, status < 500, new Set(names).size, names.includes('x-injected')]).toEqual([
        what,
        true,
        names.length,
        false,
      ]);
      return reply;
    };

    for (const endpoint of Object.values(ENDPOINTS)) {
      const base = UNDERSTOOD[endpoint.name] ?? {};
      const names = namesOf(endpoint);
      expect([endpoint.name, Object.keys(base).filter((name) => !names.includes(name))]).toEqual([
        endpoint.name,
        [],
      ]);
      const withValue = (name: string, value: string): string =>
        [...Object.entries({ ...base, [name]: undefined }), [name, value] as const]
          .filter((pair): pair is [string, string] => pair[1] !== undefined)
          .map(([key, text]) => `${key}=${key === name ? text : encodeURIComponent(text)}`)
          .join('&');
      const questions = [...names, 'colour', '%00', '__proto__', 'a%0D%0Ab'].flatMap((name) => [
        ...HOSTILE.map(([what, value], index) =>
          (index + name.length) % 2 === 0
            ? {
                what: [endpoint.name, name, what, 'GET'],
                question: { path: `${endpoint.path}?${withValue(name, value)}` },
              }
            : {
                what: [endpoint.name, name, what, 'POST'],
                question: { path: endpoint.path, form: withValue(name, value) },
              },
        ),
        ...LONG.map(([what, value]) => ({
          what: [endpoint.name, name, what, 'POST'],
          question: { path: endpoint.path, form: withValue(name, value) },
        })),
        {
          what: [endpoint.name, name, 'doubled'],
          question: { path: `${endpoint.path}?${withValue(name, 'a')}&${name}=b` },
        },
        {
          what: [endpoint.name, name, 'in query and form'],
          question: { path: `${endpoint.path}?${name}=a`, form: withValue(name, 'a') },
        },
      ]);
      const plain = withValue('', '').replace(/&?=$/, '');
      const others = [
        ...['DELETE', 'PUT', 'PATCH', 'OPTIONS'].map((method) => ({
          what: [endpoint.name, method],
          question: { path: `${endpoint.path}?${plain}`, method },
        })),
        ...['application/json', 'multipart/form-data; boundary=a', 'text/xml', 'a\tb', 'nonsense'].map(
          (type) => ({
            what: [endpoint.name, type],
            question: { path: endpoint.path, form: plain, type },
          }),
        ),
        ...['{"ip":"127.0.0.1"}', '<ip>127.0.0.1</ip>', '&&&&==&', '\u0000', '\u00ff'].map((form) => ({
          what: [endpoint.name, 'body', form],
          question: { path: endpoint.path, form },
        })),
      ];
      await Promise.all([...questions, ...others].map(({ what, question }) => expectProper(what, question)));
    }
    for (const path of [
      '/msp/',
      '/msp/%2e%2e/scan.php',
      '/msp/scan.php/',
      '/msp/SCAN.PHP',
      '/msp/%00',
      '/msp/%ff',
      '/',
      '/%',
    ])
      await expectProper([path], { path });
    expect([...statuses].sort()).toEqual([200, 400, 404, 405, 413, 415]);

    // Nobody was enrolled, nothing was dropped, and the log knows of nothing unexpected.
    const { body } = await ask({ path: ENDPOINTS.scanReportList.path });
    expect(body).toContain('<SCAN_REPORT_LIST user="ann"');
    expect(server.process.stderr()).not.toMatch(/unexpected|"level":"error"|enrolls themill/);
  });

  it('that is no HTTP is refused in XML, too', async (context) => {
    const server = await startServer(sandbox(context));
    const head = (line: string, ...fields: readonly string[]): string =>
      [`${line} HTTP/1.1`, 'Host: a', ...fields, '', ''].join('\r\n');
    for (const [what, text, status] of [
      ['a raw NUL', head('GET /msp/about.php?a=\u0000'), 400],
      ['bytes beyond ASCII', head('GET /msp/about.php?a=\u00ff'), 400],
      ['a folded header', head('GET /msp/about.php', 'X: b', ' c'), 400],
      ['two lengths', head('POST /msp/about.php', 'Content-Length: 1', 'Content-Length: 2'), 400],
      ['length and chunks', head('POST /msp/a.php', 'Content-Length: 1', 'Transfer-Encoding: chunked'), 400],
      ['a head without end', head('GET /msp/about.php', ...Array<string>(5000).fill('X: y')), 431],
    ] as const) {
      const line = await speak(server, text);
      await line.shows('</GENERIC_RETURN>');
      const [top = '', body = ''] = line.received().split('\r\n\r\n');
      expect([what, top]).toEqual([
        what,
        expect.stringMatching(new RegExp(`^HTTP/1\\.1 ${status} [^]*Content-Type: text/xml`, 'i')),
      ]);
      expect([what, judge(body, DTDS.get('/generic_return.dtd') ?? '')]).toEqual([what, undefined]);
    }
  });
});
