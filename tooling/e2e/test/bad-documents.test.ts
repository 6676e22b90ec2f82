import { closeSync, openSync, readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { openguard, type Caller } from '../src/commands.js';
import { expectComplaint, expectDone } from '../src/expectations.js';
import { answering, httpService } from '../src/fake-service.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';

vi.setConfig({ testTimeout: 90_000 });

const REF = 'scan/987659876.19876';
const HEADER = '<HEADER><KEY value="TARGET">192.0.2.1</KEY></HEADER>';
const HOST =
  '<IP value="192.0.2.1"><INFOS/><VULNS><CAT value="ftp"><VULN value="ftp_anonymous" severity="3"><TITLE>t</TITLE></VULN></CAT></VULNS></IP>';
const REPORT = `<SCAN value="${REF}">${HEADER}${HOST}${HOST.replaceAll('2.1', '2.2')}</SCAN>`;

/** A command that is to refuse, and the exit code and words of its refusal. */
type Refusal = readonly [number, RegExp];

const head = (...lines: readonly string[]): string =>
  ['HTTP/1.1 200 OK', 'Content-Type: text/xml', 'Connection: close', ...lines, '', ''].join('\r\n');

/** A chunk as HTTP/1.1 frames it. */
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;

const KEPT = 'a report of yesterday';

/** `report` refuses what a service answers, and replaces no report by it. */
const expectRefusedReply = async (box: Sandbox, service: Caller, [code, words]: Refusal): Promise<void> => {
  const args = ['report', REF, '-o', 'report.xml'];
  box.write('report.xml', KEPT);
  expectComplaint(await openguard(box, service, args), code, words);
  expect(box.read('report.xml')).toBe(KEPT);
};

const CUT = REPORT.slice(0, REPORT.indexOf('</VULN>') + 3);
const WHOLE_HOSTS = REPORT.slice(0, REPORT.lastIndexOf('</IP>') + 5);

describe.concurrent('a reply that is cut', () => {
  it.for<[string, string, Refusal, string]>([
    [
      'short of its length',
      head(`Content-Length: ${REPORT.length}`) + CUT,
      [5, /broke off after \d+ bytes.* is incomplete/],
      CUT,
    ],
    [
      'between its chunks',
      head('Transfer-Encoding: chunked') + chunk(CUT),
      [5, /broke off after \d+ bytes.* is incomplete/],
      CUT,
    ],
    [
      'in a chunk',
      head('Transfer-Encoding: chunked') + chunk(CUT).slice(0, -20),
      [5, /broke off after \d+ bytes.* is incomplete/],
      CUT.slice(0, -18),
    ],
    [
      'at the end of an element, by a farewell',
      head() + WHOLE_HOSTS,
      [5, new RegExp(`cut off at byte ${WHOLE_HOSTS.length}`)],
      WHOLE_HOSTS,
    ],
    [
      'at the end of an element, by chunks that end well',
      head('Transfer-Encoding: chunked') + chunk(WHOLE_HOSTS) + chunk(''),
      [5, new RegExp(`cut off at byte ${WHOLE_HOSTS.length}`)],
      WHOLE_HOSTS,
    ],
  ])('%s', async ([, reply, refusal, came], context) => {
    const box = sandbox(context);
    const service = await answering(box, reply);
    await expectRefusedReply(box, service, refusal);
    expect(box.read('report.xml.part')).toBe(came);
    const scored = await openguard(box, service, ['score', REF]);
    expectComplaint(scored, ...refusal);
    expect(scored.stdout).toBe('');
  });
});

const HTML = '<!DOCTYPE html><html><head><title>Hello</title></head><body>Please log in</body></html>';

const RETURN = '<GENERIC_RETURN><RETURN status="FAILED" number="2001">expired</RETURN></GENERIC_RETURN>';
const BUSY = RETURN.replace('2001', '999').replace('expired', 'too many log-ins');
const REFUSED_REPORT = REPORT.replace('</SCAN>', '<ERROR number="1905">too long</ERROR></SCAN>');

describe.concurrent('a reply that is no report', () => {
  it.for<[string, number, string, string, Refusal]>([
    ['HTML', 200, 'text/html', HTML, [5, /an? HTML page/]],
    ['HTML that says it is XML', 200, 'text/xml', HTML, [5, /an? HTML page/]],
    ['ACCESS DENIED', 200, 'text/plain', 'ACCESS DENIED\n', [3, /denies access; check the user name/]],
    ['other words', 200, 'text/plain', 'Sorry', [5, /not XML/]],
    ['nothing', 200, 'text/xml', '', [5, /empty/]],
    ['blanks', 200, 'text/xml', ' \n ', [5, /empty/]],
    ['401', 401, 'text/html', HTML, [3, /does not accept this user name and password/]],
    ['403', 403, 'text/html', HTML, [3, /does not accept this user name and password/]],
    ['404 without XML', 404, 'text/html', HTML, [4, /HTTP status 404.*check the address of the server/]],
    ['500 without XML', 500, 'text/html', HTML, [4, /HTTP status 500.*try again later/]],
    ['204', 204, 'text/xml', '', [4, /HTTP status 204/]],
    ['301 to nowhere', 301, 'text/xml', REPORT, [4, /HTTP status 301.*redirection cannot be followed/]],
    ['401 with a report', 401, 'text/xml', REPORT, [3, /does not accept this user name and password/]],
    ['404 with a report', 404, 'text/xml', REPORT, [4, /HTTP status 404/]],
    ['500 with a report', 500, 'text/xml', REPORT, [4, /HTTP status 500/]],
    ['500 with a report and a refusal', 500, 'text/xml', REFUSED_REPORT, [3, /error 1905\): too long/]],
    ['403 with a refusal', 403, 'text/xml', RETURN, [3, /error 2001\): expired/]],
    ['404 with a refusal that says it is HTML', 404, 'text/html', RETURN, [3, /error 2001\): expired/]],
    ['503 with a refusal of the service', 503, 'text/xml', BUSY, [3, /error 999\): too many log-ins/]],
    [
      'a refusal',
      200,
      'text/xml',
      '<SCAN value="None"><ERROR number="5001">x</ERROR></SCAN>',
      [3, /error 5001/],
    ],
    [
      '500 with XML',
      500,
      'text/xml',
      '<SCAN value="None"><ERROR number="999">x</ERROR></SCAN>',
      [6, /error 999/],
    ],
    ['another document', 200, 'text/xml', '<MAP value="map/1.1"/>', [5, /"MAP"/]],
    ['an entity', 200, 'text/xml', '<!DOCTYPE SCAN [<!ENTITY a "b">]><SCAN value="&a;"/>', [5, /refused/]],
  ])('%s', async ([, status, type, body, refusal], context) => {
    const box = sandbox(context);
    const service = await httpService(box, (_request, response) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    });
    await expectRefusedReply(box, service, refusal);
  });
});

describe.concurrent('get gives every byte of a reply, and says what is wrong with it:', () => {
  it.for<[string, number, Readonly<Record<string, string>>, string | Buffer, Refusal | undefined]>([
    ['404 without XML', 404, { 'content-type': 'text/html' }, HTML, [4, /HTTP status 404/]],
    ['404 without a type', 404, {}, 'nothing here', [4, /HTTP status 404/]],
    ['404 with a report', 404, { 'content-type': 'text/xml' }, REPORT, [4, /HTTP status 404/]],
    ['500 with JSON', 500, { 'content-type': 'application/json' }, '{"a":1}', [4, /HTTP status 500/]],
    ['500 with a refusal', 500, { 'content-type': 'text/xml' }, RETURN, [3, /error 2001\): expired/]],
    ['401', 401, { 'content-type': 'text/plain' }, 'ACCESS DENIED\n', [3, /does not accept/]],
    ['204', 204, {}, '', [4, /HTTP status 204/]],
    ['301 to nowhere', 301, { 'content-type': 'text/html' }, HTML, [4, /HTTP status 301/]],
    ['a cut report', 200, { 'content-type': 'text/xml' }, CUT, [5, /cut off at byte/]],
    ['bytes that are no text', 404, {}, Buffer.from([0, 255, 10, 13, 128]), [4, /HTTP status 404/]],
    [
      'brotli',
      200,
      { 'content-type': 'text/xml', 'content-encoding': 'br' },
      brotliCompressSync(REPORT),
      [5, /compressed its reply \(Content-Encoding: br\) although it was asked not to/],
    ],
    ['a report', 200, { 'content-type': 'text/xml' }, REPORT, undefined],
    ['JSON', 200, { 'content-type': 'application/json' }, '{"a":1}', undefined],
  ])('%s', async ([, status, headers, body, refusal], context) => {
    const box = sandbox(context);
    const service = await httpService(box, (_request, response) => {
      response.writeHead(status, headers).end(body);
    });
    const file = openSync(box.path('reply'), 'w');
    const told = await openguard(box, service, ['get', 'scan_report_list'], { stdout: file });
    closeSync(file);
    if (refusal === undefined) expectDone(told);
    else expectComplaint(told, ...refusal);
    expect(readFileSync(box.path('reply'))).toEqual(Buffer.from(body));
    const asJson = await openguard(box, service, ['get', 'scan_report_list', '--json']);
    expect([asJson.code, asJson.stderr.replace(/:\d+/, '')]).toEqual([
      told.code,
      told.stderr.replace(/:\d+/, ''),
    ]);
    const { status: known, body: text, bodyInBase64 } = JSON.parse(asJson.stdout) as Record<string, unknown>;
    expect(known).toBe(status);
    expect(Buffer.from(String(text ?? bodyInBase64), text === undefined ? 'base64' : 'utf8')).toEqual(
      Buffer.from(body),
    );
  });

  it.for(['deflate', 'br'])('%s, with every other command', async (encoding, context) => {
    const box = sandbox(context);
    const service = await httpService(box, (_request, response) => {
      response
        .writeHead(200, { 'content-type': 'text/xml', 'content-encoding': encoding })
        .end(brotliCompressSync(REPORT));
    });
    await expectRefusedReply(box, service, [5, new RegExp(`Content-Encoding: ${encoding}`)]);
  });

  it('gzip is undone, and a reply that is cut in it is refused', async (context) => {
    const box = sandbox(context);
    const zipped = gzipSync(REPORT);
    const bodies = [zipped, zipped, zipped.subarray(0, -4)];
    const service = await httpService(box, (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/xml', 'content-encoding': 'gzip' }).end(bodies.shift());
    });
    const got = await openguard(box, service, ['get', 'scan_report_list']);
    expect(got).toMatchObject({ code: 0, stdout: REPORT });
    const args = ['report', REF, '-o', 'report.xml'];
    expectDone(await openguard(box, service, args));
    expect(box.read('report.xml')).toBe(REPORT);
    expectComplaint(await openguard(box, service, ['report', REF]), 5, /gzip holds is cut off/);
  });
});

/** What txml accepts, or never returns from. */
const FAULTY: readonly (readonly [string, string, RegExp])[] = [
  ['a close tag that only ends alike', REPORT.replace('</IP>', '</SHIP>'), /SHIP/],
  ['a stray close tag at top level', `</SCAN>${REPORT}`, /SCAN|close|end tag/],
  ['a stray close tag after the root', `${REPORT}</SCAN>`, /SCAN|close|end tag/],
  ['a style that is never closed', `<SCAN value="${REF}">${HEADER}<style>`, /style/],
  ['a style that is never closed in a finding', REPORT.replace('<TITLE>', '<TITLE><style>'), /style/],
];

describe.concurrent('a document with', () => {
  it.for(FAULTY)('%s is refused at once, wherever it comes from', async ([, text, words], context) => {
    const box = sandbox(context);
    box.write('faulty.xml', text);
    const service = await httpService(box, (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/xml' }).end(text);
    });
    const began = Date.now();
    const decoded = await openguard(box, undefined, ['decode', 'faulty.xml']);
    expectComplaint(decoded, 5, words);
    expect(decoded.stderr).toMatch(/byte \d+/);
    expect(decoded.stdout).not.toContain('"kind":"end"');
    expectComplaint(await openguard(box, undefined, ['decode', '-'], { input: text }), 5, words);
    expectComplaint(await openguard(box, undefined, ['score', 'faulty.xml']), 5, words);
    await expectRefusedReply(box, service, [5, words]);
    // Five programs were started; one that does not return would take for ever.
    expect(Date.now() - began).toBeLessThan(30_000);
  });
});
