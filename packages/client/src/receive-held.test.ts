import { OpenGuardError } from '@openguard/errors';
import { map, scan } from '@openguard/protocol';
import { describe, expect, it } from 'vitest';
import {
  createClient,
  granted,
  receiveHeld,
  type HeldJob,
  type ReceiveOptions,
  type Reply,
} from './index.js';
import { cutAfter, fakeTransport, type FakeAnswer } from './testing.js';

const NOW = Math.floor(Date.now() / 1000);
const REF = `scan/${NOW}.00007`;
const TARGETS = '192.0.2.1-192.0.2.9';
const REPORT = `<SCAN value="${REF}"><HEADER><KEY value="STATUS">FINISHED</KEY></HEADER></SCAN>`;
const NOTHING_RUNS = '<SCAN_RUNNING_LIST><ERROR>No scan or map currently running</ERROR></SCAN_RUNNING_LIST>';
const REFERENCE = { 'openguard-reference': REF };
const error = (number: number, text: string) => `<SCAN><ERROR number="${number}">${text}</ERROR></SCAN>`;
const running = (ref: string, target = TARGETS) =>
  `<SCAN_RUNNING_LIST><SCAN value="${ref}"><KEY value="status">Running</KEY><KEY value="target">${target}</KEY></SCAN></SCAN_RUNNING_LIST>`;
const saved = (...refs: readonly string[]) =>
  `<SCAN_REPORT_LIST user="ann" from="a" to="b">${refs
    .map((ref) => `<SCAN_REPORT ref="${ref}" date="20200101000000" target="${TARGETS}"/>`)
    .join('')}</SCAN_REPORT_LIST>`;
const cut = (headers: Readonly<Record<string, string>> = {}): FakeAnswer => ({
  headers,
  body: cutAfter(20, REPORT),
});

const jobOf = (keep: boolean): HeldJob<Parameters<typeof scan.encode>[0]> => {
  const request = scan.decode([
    ['ip', TARGETS],
    ['save_report', keep ? 'yes' : 'no'],
  ]);
  if (request._tag === 'Left') throw new TypeError('targets');
  return { type: 'scan', endpoint: scan, request: request.right, target: TARGETS, saved: keep };
};

/** A server that answers each path with one after the other, the last for ever. */
const serverOf = (answers: Readonly<Record<string, readonly (FakeAnswer | Error)[]>>) => {
  const left = new Map(Object.entries(answers).map(([path, all]) => [path, [...all]]));
  return fakeTransport(({ path }) => {
    const all = left.get(path.replace(/^\/msp\/|\.php$/g, '')) ?? [];
    const answer = all.length > 1 ? all.shift() : all[0];
    if (answer instanceof Error) throw answer;
    return answer ?? { status: 404 };
  });
};

const whole = async (reply: Reply): Promise<string> => {
  let ref = '';
  for await (const item of granted(reply.items())) if (item.kind === 'header') ref = item.ref;
  return ref;
};

const receive = async (
  answers: Parameters<typeof serverOf>[0],
  keep = true,
  options: ReceiveOptions = {},
) => {
  const transport = serverOf(answers);
  const cuts: unknown[] = [];
  const came = await receiveHeld(createClient(transport), jobOf(keep), whole, {
    delayMs: () => 0,
    onCut: (_, references) => cuts.push(references),
    ...options,
  }).catch((reason: unknown) => reason);
  const asked = transport.requests.map(({ path, parameters = [] }) =>
    [path.slice(5, -4), ...parameters.map(([name, value]) => `${name}=${value}`)].join(' '),
  );
  return { came, cuts, asked, scans: asked.filter((path) => path.startsWith('scan ')).length };
};

const closed = new OpenGuardError('OG_TRANSPORT_CLOSED', 'closed before it replied; try again');
const away = new OpenGuardError('OG_TRANSPORT_UNREACHABLE', 'nothing there');
const WAITING = `scan_report ref=${REF} wait=yes`;

describe('a held scan whose reply is cut', () => {
  it.each<readonly [string, FakeAnswer | Error]>([
    ['breaks off', cut(REFERENCE)],
    ['ends too early', { headers: REFERENCE, body: '<SCAN>' }],
    ['is empty', { headers: REFERENCE, body: '' }],
    [
      'says that the server stops',
      { headers: REFERENCE, body: error(999, `The server stops now. ${REF} goes on.`) },
    ],
  ])('is waited for again by its reference when the reply %s', async (_, answer) => {
    const { came, cuts, asked } = await receive(
      {
        scan: [answer],
        scan_report: [away, { status: 503 }, cut(REFERENCE), { headers: REFERENCE, body: REPORT }],
      },
      false,
    );
    expect(came).toBe(REF);
    expect(cuts).toEqual([[REF]]);
    expect(asked.slice(1)).toEqual([WAITING, WAITING, WAITING, WAITING]);
  });

  it.each<readonly [string, FakeAnswer | Error]>([
    ['there is none', closed],
    ['a proxy gave up', { status: 504 }],
    ['a proxy has lost the server', { status: 502, body: '<html></html>' }],
    ['it says no reference', cut()],
  ])('is found among what runs when %s', async (_, answer) => {
    const { came, scans, asked } = await receive({
      scan: [answer],
      scan_running_list: [away, running(REF)],
      scan_report: [{ headers: REFERENCE, body: REPORT }],
    });
    expect([came, scans]).toEqual([REF, 1]);
    expect(asked.at(-1)).toBe(WAITING);
  });

  it('is had from the saved reports of a server that cannot wait', async () => {
    const { came, asked } = await receive({
      scan: [cut()],
      scan_running_list: [running(REF), running(REF), NOTHING_RUNS],
      scan_report_list: [saved('scan/993593085.1', REF, `scan/${NOW + 3600}.8`)],
      scan_report: [error(1901, 'unknown parameter'), error(1901, 'unknown parameter'), REPORT],
    });
    expect(came).toBe(REF);
    expect(asked.at(-1)).toBe(`scan_report ref=${REF}`);
  });

  it('is that which began nearest to the request, of the same target', async () => {
    const { came } = await receive({
      scan: [cut()],
      scan_running_list: [running(`scan/${NOW}.3`, '192.0.2.1')],
      scan_report_list: [saved(`scan/${NOW - 60}.1`, REF, `scan/${NOW - 30}.2`)],
      scan_report: [REPORT],
    });
    expect(came).toBe(REF);
  });

  it.each<readonly [string, Parameters<typeof serverOf>[0], boolean, RegExp]>([
    [
      'is in no list',
      { scan: [cut()], scan_running_list: [NOTHING_RUNS], scan_report_list: [saved()] },
      true,
      /in no list/,
    ],
    [
      'began before',
      { scan: [cut()], scan_running_list: [running(`scan/${NOW - 60}.1`)], scan_report_list: [saved()] },
      true,
      /in no list/,
    ],
    ['is at a server without lists', { scan: [cut()] }, true, /does not list/],
    [
      'is not saved at a server that cannot wait',
      { scan: [cut()], scan_running_list: [running(REF)], scan_report: [error(1901, 'x')] },
      false,
      /was not to be saved/,
    ],
    [
      'is not kept any more',
      { scan: [cut(REFERENCE)], scan_report: [error(5001, 'x')] },
      false,
      /not keep it any more/,
    ],
    [
      'is at a server that is gone',
      { scan: [cut(REFERENCE)], scan_report: [away] },
      false,
      /did not answer again in time; scan\//,
    ],
    [
      'is one of several',
      { scan: [{ headers: { 'openguard-reference': `${REF}, scan/1.2` }, body: '' }] },
      true,
      /goes on as/,
    ],
  ])('is told to be lost when it %s', async (_, answers, keep, why) => {
    const { came, scans } = await receive(answers, keep);
    expect(came).toMatchObject({ code: 'OG_JOB_LOST', message: expect.stringMatching(why) as string });
    expect(came).toMatchObject({
      message: expect.stringMatching(/not begun again.*openguard scans/) as string,
    });
    expect(scans).toBe(1);
  });

  it.each<readonly [string, FakeAnswer | Error, string]>([
    ['the server cannot be reached', away, 'OG_TRANSPORT_UNREACHABLE'],
    ['the server is gone', { status: 503 }, 'OG_TRANSPORT_STATUS'],
    [
      'the server stops and begins nothing',
      { status: 503, body: error(999, 'The server stops now and begins nothing new.') },
      'OG_API_REFUSED',
    ],
    ['the API refuses', error(5101, 'no'), 'OG_API_REFUSED'],
    ['the document is none', '<SCAN><x></SCAN>', 'OG_XML_NOT_WELL_FORMED'],
  ])('is not looked for when %s', async (_, answer, code) => {
    const { came, asked } = await receive({ scan: [answer] });
    expect(came).toMatchObject({ code });
    expect(asked).toHaveLength(1);
  });

  it('is not looked for without patience, nor once the caller has left', async () => {
    expect((await receive({ scan: [cut()] }, true, { patienceMs: 0 })).came).toMatchObject({
      code: 'OG_REPLY_TRUNCATED',
    });
    const leave = new AbortController();
    const { came, asked } = await receive({ scan: [cut(REFERENCE)], scan_report: [away] }, true, {
      signal: leave.signal,
      delayMs: (tries) => {
        if (tries === 3) leave.abort(new Error('left'));
        return 0;
      },
    });
    expect(came).toEqual(new Error('left'));
    expect(asked).toHaveLength(3);
  });

  it('is known also to whoever leaves before the server has answered', async () => {
    const leave = new AbortController();
    const told: (readonly string[])[] = [];
    const transport = fakeTransport(async () => {
      leave.abort(new Error('left'));
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { headers: REFERENCE, body: REPORT };
    });
    const client = createClient(transport);
    const came = receiveHeld(client, jobOf(true), whole, {
      signal: leave.signal,
      onReferences: (references) => told.push(references),
    });
    await expect(came).rejects.toThrow('left');
    expect(told).toEqual([[REF]]);
  });

  it('is given up by a server that beats and falls silent', async () => {
    const never = async function* () {
      yield '<!-- a beat -->';
      await new Promise((resolve) => setTimeout(resolve, 60));
      yield '<!-- too late -->';
    };
    const { came } = await receive(
      { scan: [{ headers: REFERENCE, body: never() }], scan_report: [{ headers: REFERENCE, body: REPORT }] },
      true,
      { silenceMs: 10 },
    );
    expect(came).toBe(REF);
  });
});

it('a held map is looked for among maps', async () => {
  const ref = `map/${NOW}.00009`;
  const transport = serverOf({
    map: [closed],
    scan_running_list: [NOTHING_RUNS],
    map_report_list: [
      `<MAP_REPORT_LIST user="ann" from="a" to="b"><MAP_REPORT ref="${ref}" date="20200101000000" domain="a.example"/></MAP_REPORT_LIST>`,
    ],
    map_report: [`<MAP value="${ref}"><HEADER><KEY value="STATUS">FINISHED</KEY></HEADER></MAP>`],
  });
  const request = map.decode([['domain', 'a.example']]);
  if (request._tag === 'Left') throw new TypeError('domain');
  const job = {
    type: 'map',
    endpoint: map,
    request: request.right,
    target: 'a.example',
    saved: true,
  } as const;
  expect(await receiveHeld(createClient(transport), job, whole, { delayMs: () => 0 })).toBe(ref);
});
