import { ENDPOINTS } from '@openguard/protocol';
import { expect, it, vi } from 'vitest';
import { askAsAnn, postAsAnn } from '../src/http.js';
import { dtdOf, faultOf, judge } from '../src/judge.js';
import { QUESTIONS, REFUSED } from '../src/questions.js';
import { sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';

vi.setConfig({ testTimeout: 90_000 });

it('every function that is declared is asked here', () => {
  expect(Object.keys(QUESTIONS).sort()).toEqual(Object.keys(ENDPOINTS).sort());
});

/** What is asked, and what makes the reply to it break its DTD. */
const WRONGS = [
  ['/msp/scan.php?ip=127.0.0.1', '</HEADER>', '</HEADER><ERROR/>'],
  ['/msp/scan.php?ip=127.0.0.1', '<TITLE>What was tested</TITLE>', ''],
  ['/msp/scan.php?ip=192.0.2.1', ' value="None"', ''],
  ['/msp/scan_report_list.php', ' user="ann"', ' owner="ann"'],
  ['/msp/about.php', '<ABOUT>', '<ABOUT><NEWS/>'],
  ['/msp/about.php?colour=red', '<RETURN ', '<RETURN colour="red" '],
  ['/msp/map.php?domain=company.example', '</MAP>', '<ERROR/></MAP>'],
  ['/msp/map-2.php?domain=company.example', '</MAP>', '</MAP><IP value="127.0.0.1"/>'],
  ['/msp/map_report_list.php', 'MAP_REPORT ref=', 'MAP_REPORT key='],
  ['/msp/scan_running_list.php', 'SCAN_RUNNING_LIST />', 'SCAN_RUNNING_LIST kind="x" />'],
  ['/msp/enrollment.php', '<SUMMARY>', '<FIELD/><SUMMARY>'],
] as const;

it('every reply, granted or refused, obeys the DTD that the server gives for it', async (context) => {
  const server = await startServer(sandbox(context));
  const roots = new Set<string | undefined>();
  for (const [name, questions] of Object.entries(QUESTIONS)) {
    const { path } = ENDPOINTS[name as keyof typeof ENDPOINTS];
    for (const [query, holds] of questions) {
      for (const ask of [() => askAsAnn(server, `${path}?${query}`), () => postAsAnn(server, path, query)]) {
        const { status, headers, body } = await ask();
        const asked = `${path}?${query}`;
        expect([asked, status, headers['content-type']]).toEqual([asked, 200, 'text/xml; charset=UTF-8']);
        expect([asked, body]).toEqual([asked, expect.stringMatching(holds)]);
        expect([asked, await faultOf(server, body)]).toEqual([asked, undefined]);
        roots.add(/<!DOCTYPE ([A-Z_-]+)/.exec(body)?.[1]);
      }
    }
  }
  expect(roots).toEqual(new Set(Object.values(ENDPOINTS).flatMap((endpoint) => endpoint.roots)));
  for (const [what, path, request, status, number] of REFUSED) {
    const reply = await askAsAnn(server, path, request);
    const type = reply.headers['content-type'];
    expect([what, reply.status, type]).toEqual([what, status, 'text/xml; charset=UTF-8']);
    expect(reply.body).toContain(`<RETURN status="FAILED" number="${number}">`);
    expect([what, await faultOf(server, reply.body)]).toEqual([what, undefined]);
  }

  // The judge itself: it refuses what the DTDs do not allow.
  for (const [path, from, to] of WRONGS) {
    const { body } = await askAsAnn(server, path);
    const dtd = await dtdOf(server, body);
    expect(body).toContain(from);
    expect([path, judge(body, dtd)]).toEqual([path, undefined]);
    expect([path, judge(body.replace(from, to), dtd)]).toEqual([path, expect.any(String)]);
  }
});

it('a body in another form and an address that is none are refused in words that say what to do', async (context) => {
  const server = await startServer(sandbox(context));
  const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
  const refused = await askAsAnn(server, '/msp/scan.php', json);
  expect(refused.status).toBe(415);
  expect(refused.body).toMatch(
    /The body is sent as (?:"|&quot;)application\/json(?:"|&quot;); send parameters as application\/x-www-form-urlencoded/,
  );
  const wrong = await askAsAnn(server, '/msp/%zz.php');
  expect([wrong.status, wrong.body]).toEqual([400, expect.stringContaining('no two hexadecimal digits')]);
});
