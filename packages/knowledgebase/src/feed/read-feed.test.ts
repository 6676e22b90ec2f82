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

describe('readFeed', () => {
  it.each([
    ['the NVD', NVD, 'vulnerability', 25],
    ['CISA', KEV, 'exploited', 1],
    ['EPSS', EPSS, 'forecast', 25],
  ])('reads a feed of %s, in whatever pieces it comes', async (_, text, kind, count) => {
    const whole = await read(text);
    expect(whole.map((item) => item.kind)).toEqual(Array.from({ length: count }, () => kind));
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
