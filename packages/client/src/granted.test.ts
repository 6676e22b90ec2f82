import { expect, it } from 'vitest';
import { createClient, granted } from './index.js';
import { fakeTransport } from './testing.js';

const kindsOf = async (body: string): Promise<readonly string[]> => {
  const reply = await createClient(fakeTransport(() => body)).scanReportList();
  const kinds: string[] = [];
  for await (const { kind } of granted(reply.items())) kinds.push(kind);
  return kinds;
};

const list = (inner: string): string =>
  `<SCAN_REPORT_LIST user="ann" from="a" to="b">${inner}</SCAN_REPORT_LIST>`;
const returned = (status: string): string =>
  `<GENERIC_RETURN><RETURN status="${status}" number="2001">it\u0085expired</RETURN></GENERIC_RETURN>`;

it('hands on what was asked for', async () => {
  const report = '<SCAN_REPORT ref="scan/1.2" date="20200102030405" target="192.0.2.1"/>';
  expect(await kindsOf(list(report))).toEqual(['report', 'end']);
  expect(await kindsOf(returned('SUCCESS'))).toEqual(['return', 'end']);
});

it.each([
  [list('<ERROR number="2001">it\u0085expired</ERROR>'), 'the server refuses (error 2001): it expired'],
  [list('<ERROR>no</ERROR>'), 'the server refuses: no'],
  [returned('FAILED'), 'the server refuses (error 2001): it expired'],
  [returned('WARNING'), 'the server refuses (error 2001): it expired'],
])('rejects at the refusal in %s', async (body, message) => {
  await expect(kindsOf(body)).rejects.toMatchObject({ code: 'OG_API_REFUSED', message });
});
