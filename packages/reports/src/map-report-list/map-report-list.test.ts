import { documentBytes } from '@openguard/fixtures';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hardText } from '../../test/arbitrary-element.js';
import { judgeOf } from '../../test/judge.js';
import { itemsOf, readItems } from '../../test/read-items.js';
import {
  describeDocumentFault,
  MAP_REPORT_LIST_DTD,
  writeMapReportList,
  writeMapReportListRefusal,
} from '../index.js';

const END = { kind: 'end', hosts: 0, findings: 0, notices: [] };

it('reads saved maps of before and after release 6.18: no title, an empty one, and one', async () => {
  const map = { kind: 'map', domain: 'mill.example' };
  expect(await itemsOf(documentBytes('map-list'))).toStrictEqual([
    {
      ...map,
      ref: 'map/1318321800.20112',
      date: '2011-10-11T08:30:00Z',
      status: 'FINISHED',
      title: 'The mill, from outside & in',
      optionProfile: { title: 'First options', default: '1' },
      assetGroups: ['Mill'],
    },
    {
      ...map,
      ref: 'map/1302337800.20007',
      date: '2011-04-09T08:30:00Z',
      status: 'CANCELED',
      title: '',
    },
    { ...map, ref: 'map/1294561800.19833', date: '2011-01-09T08:30:00Z' },
    {
      ...END,
      reports: 3,
      list: {
        user: 'mill_1',
        from: '2011-01-09T08:30:00Z',
        to: '2011-10-11T08:30:00Z',
        withDomain: 'mill.example',
      },
    },
  ]);
});

const REPORT = '<MAP_REPORT ref="map/1.2" date="20011031120000" domain="d"';

it.each([
  [' zone="z">', '/>', '', '/MAP_REPORT_LIST/@zone', 'z', 'map'],
  ['>stray', '/>', '', '/MAP_REPORT_LIST', 'stray', 'map'],
  ['>', ' size="9"/>', '', '/MAP_REPORT_LIST/MAP_REPORT/@size', '9', 'map'],
  ['>', '><A>a</A></MAP_REPORT>', '', '/MAP_REPORT_LIST/MAP_REPORT/A', 'a', 'map'],
  ['>', '/>', '<NEW>n</NEW>', '/MAP_REPORT_LIST/NEW', 'n', 'end'],
])('notes what it does not know: %s %s %s', async (start, report, after, path, text, on) => {
  const items = await itemsOf(`<MAP_REPORT_LIST${start}${REPORT}${report}${after}</MAP_REPORT_LIST>`);
  expect(items.map(({ kind }) => kind)).toEqual(['map', 'end']);
  expect(items.map(({ notices = [] }) => notices)).toEqual([
    on === 'map' ? [{ path, text }] : [],
    [{ path, text }],
  ]);
});

it.each(['ref', 'date', 'domain'])('refuses a map without its %s', async (name) => {
  const document = `<MAP_REPORT_LIST>${REPORT.replace(`${name}=`, 'x=')}/></MAP_REPORT_LIST>`;
  const { fault } = await readItems(document);
  expect(fault === undefined ? '' : describeDocumentFault(fault)).toContain(
    `in /MAP_REPORT_LIST cannot be read: MAP_REPORT/${name} is missing`,
  );
});

describe('writing', () => {
  const judge = judgeOf(MAP_REPORT_LIST_DTD);
  const time = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000);
  const iso = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');
  const saved = fc.record(
    { ref: hardText, startedAt: time, domain: hardText, status: hardText, title: hardText },
    { requiredKeys: ['ref', 'startedAt', 'domain'] },
  );

  it('is valid and reads back as the same maps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(saved, { maxLength: 4 }), hardText, time, async (all, user, now) => {
        const maps = all.toSorted((a, b) => b.startedAt - a.startedAt);
        const document = writeMapReportList({ user, now, withDomain: user }, maps);
        expect(judge(document)).toBeUndefined();
        expect(await itemsOf(document)).toEqual([
          ...maps.map(({ startedAt, ...map }) => ({ kind: 'map', ...map, date: iso(startedAt) })),
          {
            ...END,
            reports: maps.length,
            list: {
              user,
              from: iso(maps.at(-1)?.startedAt ?? now),
              to: iso(maps[0]?.startedAt ?? now),
              withDomain: user,
            },
          },
        ]);
      }),
    );
  });

  it('refuses', async () => {
    const document = writeMapReportListRefusal(1905, 'no <domain>');
    expect(judge(document)).toBeUndefined();
    expect(await itemsOf(document)).toEqual([
      { kind: 'refused', number: 1905, text: 'no <domain>' },
      { ...END, reports: 0, list: {} },
    ]);
  });
});
