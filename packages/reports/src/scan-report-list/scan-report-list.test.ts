import { documentBytes, type DocumentName } from '@openguard/fixtures';
import { formatCompactDate, type DocumentItem } from '@openguard/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hardText } from '../../test/arbitrary-element.js';
import { arbitraryScan } from '../../test/arbitrary-scan.js';
import { judgeOf } from '../../test/judge.js';
import { itemsOf, readItems } from '../../test/read-items.js';
import { SEED_SCAN_REPORT_LIST_DTD } from '../../test/seed-dtd.js';
import {
  describeDocumentFault,
  SCAN_REPORT_LIST_DTD,
  writeScanReportList,
  writeScanReportListRefusal,
} from '../index.js';

const END = { kind: 'end', hosts: 0, findings: 0, notices: [] };

describe('reading', () => {
  it.each<[DocumentName, readonly object[]]>([
    [
      'list-several',
      [
        { kind: 'report', ref: 'scan/1004529600.10442', date: '20011031120000', target: '192.0.2.17' },
        {
          kind: 'report',
          ref: 'scan/1003147200.10397',
          date: '20011015120000',
          target: '192.0.2.1-192.0.2.9,192.0.2.17',
        },
        { kind: 'report', ref: 'scan/1001837700.10021', date: '20010930081500', target: '198.51.100.20' },
        { ...END, reports: 3, list: { user: 'harbour_ops', from: '20010930081500', to: '20011031120000' } },
      ],
    ],
    [
      'list-empty',
      [{ ...END, reports: 0, list: { user: 'harbour_ops', from: '20011101000000', to: '20011101000000' } }],
    ],
    [
      'list-with-target',
      [
        {
          kind: 'report',
          ref: 'scan/1278412200.30871',
          date: '2010-07-06T10:30:00Z',
          target: '192.0.2.40-192.0.2.41',
          status: 'FINISHED',
        },
        {
          ...END,
          reports: 1,
          list: {
            user: 'mill_1',
            from: '2010-07-06T10:30:00Z',
            to: '2010-07-06T10:30:00Z',
            withTarget: '192.0.2.41',
          },
        },
      ],
    ],
    [
      'list-refused',
      [
        { kind: 'refused', number: 5000, text: "Invalid value for 'target' : quay (Invalid IP or range.)" },
        { ...END, reports: 0, list: {} },
      ],
    ],
  ])('%s', async (name, items) => {
    expect(await itemsOf(documentBytes(name))).toStrictEqual(items);
  });

  const REPORT = '<SCAN_REPORT ref="scan/1.2" date="20011031120000" target="t"';
  it.each([
    [`<SCAN_REPORT_LIST zone="z">${REPORT}/></SCAN_REPORT_LIST>`, '/SCAN_REPORT_LIST/@zone', 'z', 0],
    [`<SCAN_REPORT_LIST>stray${REPORT}/></SCAN_REPORT_LIST>`, '/SCAN_REPORT_LIST', 'stray', 0],
    [`<SCAN_REPORT_LIST><NEW>n</NEW>${REPORT}/></SCAN_REPORT_LIST>`, '/SCAN_REPORT_LIST/NEW', 'n', 0],
    [
      `<SCAN_REPORT_LIST>${REPORT} size="9"/></SCAN_REPORT_LIST>`,
      '/SCAN_REPORT_LIST/SCAN_REPORT/@size',
      '9',
      0,
    ],
    [
      `<SCAN_REPORT_LIST>${REPORT}><A>a</A></SCAN_REPORT></SCAN_REPORT_LIST>`,
      '/SCAN_REPORT_LIST/SCAN_REPORT/A',
      'a',
      0,
    ],
    [`<SCAN_REPORT_LIST>${REPORT}/><NEW>n</NEW></SCAN_REPORT_LIST>`, '/SCAN_REPORT_LIST/NEW', 'n', 1],
  ])('notes what it does not know: %s', async (document, path, text, on) => {
    const items: readonly DocumentItem[] = await itemsOf(document);
    expect(items.map(({ kind }) => kind)).toEqual(['report', 'end']);
    expect(items.map(({ notices }) => notices ?? [])).toEqual(
      on === 0 ? [[{ path, text }], [{ path, text }]] : [[], [{ path, text }]],
    );
  });

  it.each(['ref', 'date', 'target'])('refuses a report without its %s', async (name) => {
    const document = `<SCAN_REPORT_LIST>${REPORT}/>${REPORT.replace(`${name}=`, 'x=')}/></SCAN_REPORT_LIST>`;
    const { items, fault } = await readItems(document);
    expect(items).toHaveLength(1);
    expect(fault).toMatchObject({
      tag: 'Invalid',
      offset: document.lastIndexOf('<SCAN_REPORT '),
      missing: true,
    });
    expect(fault === undefined ? '' : describeDocumentFault(fault)).toContain(
      `in /SCAN_REPORT_LIST cannot be read: SCAN_REPORT/${name} is missing`,
    );
  });
});

describe('writing', () => {
  const judge = judgeOf(SCAN_REPORT_LIST_DTD);
  const seedJudge = judgeOf(SEED_SCAN_REPORT_LIST_DTD);
  const request = fc.record(
    {
      user: hardText,
      withTarget: fc.ipV4(),
      now: fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000),
    },
    { requiredKeys: ['user', 'now'] },
  );

  it('is valid in both DTDs and reads back as the same reports', async () => {
    const scansNewestFirst = fc
      .array(arbitraryScan, { maxLength: 4 })
      .map((scans) => scans.toSorted((a, b) => b.startedAt - a.startedAt));
    await fc.assert(
      fc.asyncProperty(request, scansNewestFirst, async ({ user, withTarget, now }, scans) => {
        const document = writeScanReportList(
          { user, now, ...(withTarget === undefined ? {} : { withTarget }) },
          scans,
        );
        expect(judge(document)).toBeUndefined();
        expect(seedJudge(document)).toBeUndefined();
        expect(await itemsOf(document)).toStrictEqual([
          ...scans.map(({ ref, startedAt, target }) => ({
            kind: 'report',
            ref,
            date: formatCompactDate(startedAt),
            target,
          })),
          {
            ...END,
            reports: scans.length,
            list: {
              user,
              from: formatCompactDate(
                Math.min(...scans.map(({ startedAt }) => startedAt), scans.length === 0 ? now : Infinity),
              ),
              to: formatCompactDate(
                Math.max(...scans.map(({ startedAt }) => startedAt), scans.length === 0 ? now : -Infinity),
              ),
              ...(withTarget === undefined ? {} : { withTarget }),
            },
          },
        ]);
      }),
    );
  });

  it('refuses in a form that only our DTD knows', async () => {
    const document = writeScanReportListRefusal(5101, 'Not yours: <192.0.2.9>');
    expect(judge(document)).toBeUndefined();
    expect(seedJudge(document)).toBeDefined();
    expect(await itemsOf(document)).toEqual([
      { kind: 'refused', number: 5101, text: 'Not yours: <192.0.2.9>' },
      { ...END, reports: 0, list: {} },
    ]);
  });
});
