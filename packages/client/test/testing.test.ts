import { createClient } from '@openguard/client';
import { fakeTransport } from '@openguard/client/testing';
import { expect, it } from 'vitest';

it('the fake transport is to be had under its own name, for the tests of others', async () => {
  const transport = fakeTransport(() => '<SCAN_REPORT_LIST user="ann" from="2020" to="2021"/>');
  const reply = await createClient(transport).scanReportList({ last: true });
  const items = [];
  for await (const item of reply.items()) items.push(item.kind);
  expect([items, transport.requests]).toMatchObject([['end'], [{ path: '/msp/scan_report_list.php' }]]);
});
