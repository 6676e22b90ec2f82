import { documentBytes } from '@openguard/fixtures';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hardText } from '../../test/arbitrary-element.js';
import { judgeOf } from '../../test/judge.js';
import { itemsOf } from '../../test/read-items.js';
import { SCAN_RUNNING_LIST_DTD, writeScanRunningList, writeScanRunningListRefusal } from '../index.js';

const END = { kind: 'end', hosts: 0, findings: 0, notices: [] };

describe('reading', () => {
  it('tells scans and maps', async () => {
    const scanned = '192.0.2.40-192.0.2.41';
    expect(await itemsOf(documentBytes('running'))).toStrictEqual([
      {
        kind: 'running',
        type: 'scan',
        ref: 'scan/1318321800.20115',
        date: '2011-10-11T08:30:00Z',
        target: scanned,
        status: 'Running',
        keys: { startdate: '2011-10-11T08:30:00Z', target: scanned, status: 'Running' },
        optionProfile: { title: 'First options', default: '1' },
        assetGroups: ['Mill & weir'],
      },
      {
        kind: 'running',
        type: 'map',
        ref: 'map/1318321860.20116',
        date: '2011-10-11T08:31:00Z',
        target: 'mill.example',
        status: 'Queued',
        keys: { startdate: '2011-10-11T08:31:00Z', target: 'mill.example', status: 'Queued' },
      },
      { ...END, running: 2 },
    ]);
  });

  it('tells that nothing runs as the service does, which is by an ERROR', async () => {
    expect(await itemsOf(documentBytes('running-none'))).toStrictEqual([
      { kind: 'refused', text: 'Nothing of yours runs now.' },
      { ...END, running: 0 },
    ]);
  });

  it.each([
    ['<SCAN_RUNNING_LIST zone="z"><SCAN/></SCAN_RUNNING_LIST>', '/SCAN_RUNNING_LIST/@zone', 'z'],
    ['<SCAN_RUNNING_LIST><SCAN at="1"/></SCAN_RUNNING_LIST>', '/SCAN_RUNNING_LIST/SCAN/@at', '1'],
    ['<SCAN_RUNNING_LIST><MAP><A>a</A></MAP></SCAN_RUNNING_LIST>', '/SCAN_RUNNING_LIST/MAP/A', 'a'],
    ['<SCAN_RUNNING_LIST><MAP><KEY>k</KEY></MAP></SCAN_RUNNING_LIST>', '/SCAN_RUNNING_LIST/MAP/KEY', 'k'],
    [
      '<SCAN_RUNNING_LIST><SCAN><KEY value="a">1</KEY><KEY value="a">2</KEY></SCAN></SCAN_RUNNING_LIST>',
      '/SCAN_RUNNING_LIST/SCAN/KEY[@value="a"]',
      '2',
    ],
  ])('notes what it does not know: %s', async (document, path, text) => {
    const notice = { path, text };
    expect(await itemsOf(document)).toMatchObject([
      { kind: 'running', notices: [notice] },
      { kind: 'end', notices: [notice] },
    ]);
  });
});

describe('writing', () => {
  const judge = judgeOf(SCAN_RUNNING_LIST_DTD);
  const running = fc.record({
    type: fc.constantFrom('scan' as const, 'map' as const),
    ref: hardText,
    startedAt: fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000),
    target: hardText,
    status: hardText,
  });

  it('is valid and reads back as the same, scans first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(running, { maxLength: 4 }), async (all) => {
        const document = writeScanRunningList(all);
        expect(judge(document)).toBeUndefined();
        const inOrder = [
          ...all.filter(({ type }) => type === 'scan'),
          ...all.filter(({ type }) => type === 'map'),
        ];
        expect(await itemsOf(document)).toMatchObject([
          ...inOrder.map(({ startedAt, ...one }) => ({
            kind: 'running',
            ...one,
            date: new Date(startedAt).toISOString().replace('.000Z', 'Z'),
          })),
          { ...END, running: all.length },
        ]);
      }),
    );
  });

  it('refuses', async () => {
    const document = writeScanRunningListRefusal(999, 'broken & gone');
    expect(judge(document)).toBeUndefined();
    expect(await itemsOf(document)).toEqual([
      { kind: 'refused', number: 999, text: 'broken & gone' },
      { ...END, running: 0 },
    ]);
  });
});
