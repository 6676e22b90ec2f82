import { generateEpssFeed, generateKevFeed, generateNvdFeed } from '@openguard/fixtures';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeFeedFault, readFeed, type FeedItem } from '../index.js';

const inPieces = async function* (text: string, size: number) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
};

const read = async (text: string, size = 1 << 16): Promise<readonly FeedItem[]> => {
  const items: FeedItem[] = [];
  for await (const item of readFeed(inPieces(text, size))) items.push(item);
  return items;
};

const SIZE = { records: 25, seed: 7 };
const NVD = [...generateNvdFeed(SIZE)].join('');
const KEV = [...generateKevFeed(SIZE)].join('');
const EPSS = [...generateEpssFeed(SIZE)].join('');

const RELEASED = Date.UTC(2026, 10, 22);

describe('readFeed', () => {
  it.each([
    ['the NVD', NVD, 'vulnerability', 25, []],
    ['CISA', KEV, 'exploited', 1, [RELEASED]],
    ['EPSS', EPSS, 'forecast', 25, [RELEASED]],
  ])('reads a feed of %s, in whatever pieces it comes', async (_, text, kind, count, dates) => {
    const whole = await read(text);
    const [dated, others] = [
      whole.filter((item) => item.kind === 'dated'),
      whole.filter((item) => item.kind !== 'dated'),
    ];
    expect(others.map((item) => item.kind)).toEqual(Array.from({ length: count }, () => kind));
    expect(dated.map(({ value }) => value)).toEqual(dates);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5000 }), async (size) => {
        expect(await read(text, size)).toEqual(whole);
      }),
      { numRuns: 15 },
    );
  });

  it.each([
    ['{}', 'NoList'],
    ['{"vulnerabilities": {}}', 'NoList'],
    ['{"other": [], "a": {"vulnerabilities": []}}', 'NoList'],
    ['{"x": "vulnerabilities", "vulnerabilities_": [1]}', 'NoList'],
    ['{"totalResults": 0, "vulnerabilities" : []}', undefined],
  ])('takes an empty list for a feed, and no list for none: %s', async (text, tag) => {
    for (const size of [3, 1000]) {
      const items = await read(text, size);
      expect(items).toMatchObject(tag === undefined ? [] : [{ kind: 'fault', value: { tag } }]);
      expect(items).toHaveLength(tag === undefined ? 0 : 1);
    }
  });

  it.each([
    ['something behind its end', `${NVD} x`, 'MoreBehind'],
    ['another feed behind its end', NVD + NVD, 'MoreBehind'],
    ['nothing in the place of a record', '{"vulnerabilities": [null]}', 'BadRecord'],
    ['a text in the place of a record', '{"vulnerabilities": ["CVE-2020-0001"]}', 'BadRecord'],
    ['fewer records than it says', '{"count": 5, "vulnerabilities": []}', 'WrongCount'],
    ['more records than it says', NVD.replace('"resultsPerPage":25', '"resultsPerPage":24'), 'WrongCount'],
    ['no list but another', NVD.replace('"vulnerabilities"', '"other"'), 'NoList'],
    ['another version', NVD.replace('"version":"2.0"', '"version":"1.1"'), 'OtherVersion'],
    ['another version behind the list', '{"vulnerabilities": [], "version": 1.1}', 'OtherVersion'],
    ['a release on a day that no calendar has', KEV.replace('2026-11-22T', '2026-11-31T'), 'BadDate'],
    ['forecasts of no day', EPSS.replace('score_date:2026-11-22T', 'score_date:soon'), 'BadDate'],
    ['a change on no day', NVD.replace(/"lastModified":"[^"]*"/, '"lastModified":"soon"'), 'BadRecord'],
    ['a likelihood above one', EPSS.replace(/,[01]\.\d+,/, ',1.7,'), 'BadRecord'],
    ['a date that is none', KEV.replace(/"dateAdded": ?"[^"]*"/, '"dateAdded":"<b>soon"'), 'BadRecord'],
    [
      'a day that no calendar has',
      KEV.replace(/"dateAdded": ?"[^"]*"/, '"dateAdded":"2026-02-30"'),
      'BadRecord',
    ],
    ['a score beyond CVSS', NVD.replace(/"baseScore": ?[0-9.]+/, '"baseScore":99'), 'BadRecord'],
  ])('refuses a feed with %s, in whatever pieces it comes', async (_, text, tag) => {
    for (const size of [7, 1 << 16]) {
      const items = await read(text, size);
      expect(items.at(-1)).toMatchObject({ kind: 'fault', value: { tag } });
      const fault = items.at(-1);
      if (fault?.kind === 'fault') expect(describeFeedFault(fault.value)).toMatch(/^(?:it|its|something) /);
    }
  });

  it.each([
    ['2026-11-22T00:00:00.000', RELEASED],
    ['2026-11-22T00:00:00.25', RELEASED + 250],
    ['2026-11-22T00:00:00.0000Z', RELEASED],
    ['2026-11-22T02:30:00+0230', RELEASED],
    ['2026-11-21T23:00:00-01:00', RELEASED],
    ['2026-11-22', RELEASED],
  ])('reads the date %s', async (date, value) => {
    const catalogue = { vulnerabilities: [], dateReleased: date };
    expect(await read(JSON.stringify(catalogue))).toEqual([{ kind: 'dated', value }]);
    const table = `#model_version:v1,score_date:${date}\ncve,epss,percentile\nCVE-2020-0001,0.5,0.5\n`;
    expect((await read(table))[0]).toEqual({ kind: 'dated', value });
    const [record] = await read(NVD.replace(/"lastModified":"[^"]*"/, `"lastModified":"${date}"`));
    expect(record).toMatchObject({ value: { modifiedAt: value } });
  });

  it('reads of the outermost object alone what it says of itself', async () => {
    const text = `{"a": {"version": "1.1"}, "b": [{"version": "1.1"}], "c": "version", "vulnerabilities": []}`;
    expect(await read(text)).toEqual([]);
  });

  it('counts names of products that it cannot read, where they would say what is vulnerable', async () => {
    const cve = (vulnStatus: string, ...criteria: readonly string[]) => ({
      id: 'CVE-2023-0001',
      vulnStatus,
      descriptions: [],
      configurations: [
        {
          nodes: [
            {
              cpeMatch: [
                ...criteria.map((name) => ({ vulnerable: true, criteria: name })),
                { vulnerable: false, criteria: 'garbage' },
              ],
            },
          ],
        },
      ],
    });
    const counted = async (...[status, ...criteria]: Parameters<typeof cve>) => {
      const [item] = await read(JSON.stringify({ vulnerabilities: [{ cve: cve(status, ...criteria) }] }));
      return item?.kind === 'vulnerability' ? [item.value.affected.length, item.unreadable] : item;
    };
    const readable = 'cpe:2.3:a:o:ssh:1:*:*:*:*:*:*:*';
    expect(await counted('Analyzed', 'garbage', readable, 'cpe:2.3:a:o', 'cpe:2.3:q:o:ssh:1')).toEqual([
      1, 3,
    ]);
    // No version is a version that can be read.
    expect(await counted('Analyzed', 'cpe:2.3:o:linux:linux_kernel:-:*:*:*:*:*:*:*')).toEqual([0, undefined]);
    expect(await counted('Rejected', 'garbage')).toEqual([0, undefined]);
  });

  it('takes records out of the list alone', async () => {
    const text = `{"other": [{"cveID": "CVE-2020-0001", "dateAdded": "2020-01-01"}], "vulnerabilities": []}`;
    expect(await read(text)).toEqual([]);
  });

  it('reads what matters of a record', async () => {
    const cve = {
      id: 'CVE-2023-38408',
      descriptions: [
        { lang: 'es', value: 'No' },
        { lang: 'en', value: 'Ünïcode } ] " \\ text' },
      ],
      metrics: {
        cvssMetricV2: [{ type: 'Primary', cvssData: { baseScore: 5 } }],
        cvssMetricV31: [
          { type: 'Secondary', cvssData: { baseScore: 1, vectorString: 'S' } },
          { type: 'Primary', cvssData: { baseScore: 9.8, vectorString: 'P' } },
        ],
      },
      configurations: [
        {
          nodes: [
            {
              cpeMatch: [
                { vulnerable: true, criteria: 'cpe:2.3:a:o:ssh:*:*:*:*:*:*:*:*', versionEndExcluding: '9.3' },
                { vulnerable: true, criteria: 'cpe:2.3:a:o:ssh:*:*:*:*:*:*:*:*', versionEndExcluding: '9.3' },
                { vulnerable: true, criteria: 'cpe:2.3:a:o:ssh:9.3:p1:*:*:*:*:*:*' },
                { vulnerable: false, criteria: 'cpe:2.3:o:linux:linux_kernel:-:*:*:*:*:*:*:*' },
              ],
            },
          ],
        },
      ],
    };
    const feed = (more: object) =>
      JSON.stringify({ a: [1, [{}]], vulnerabilities: [{ cve: { ...cve, ...more } }] });
    const value = {
      cve: 'CVE-2023-38408',
      summary: 'Ünïcode } ] " \\ text',
      affected: [
        { product: 'a:o:ssh', before: '9.3' },
        { product: 'a:o:ssh', version: '9.3p1' },
      ],
      score: 9.8,
      vector: 'P',
    };
    expect(await read(feed({}), 7)).toEqual([{ kind: 'vulnerability', value }]);
    expect(await read(feed({ vulnStatus: 'Rejected' }))).toMatchObject([{ value: { affected: [] } }]);
    expect(await read(feed({ metrics: {} }))).toMatchObject([{ value: { cve: 'CVE-2023-38408' } }]);
  });

  it.each([
    ['', 'NotAFeed'],
    ['<html>', 'NotAFeed'],
    ['[{}]', 'NotAFeed'],
    ['a,b\n1,2\n', 'NotAFeed'],
    [NVD.slice(0, -3), 'Truncated'],
    [NVD.slice(0, 4000), 'Truncated'],
    [EPSS.slice(0, -4), 'Truncated'],
    [EPSS.replace(/\n$/, '\nCVE-1,x,y\n'), 'BadRecord'],
    ['{"vulnerabilities":[{"other":1}]}', 'BadRecord'],
    ['{"vulnerabilities":[{"cveID":"CVE-2020-0001" "dateAdded":1}]}', 'BadRecord'],
  ])('refuses %.60s', async (text, tag) => {
    const last = (await read(text, 3000)).at(-1);
    expect(last).toMatchObject({ kind: 'fault', value: { tag } });
    if (last?.kind === 'fault') expect(describeFeedFault(last.value)).toMatch(/\w/);
  });
});
