import { generateEpssFeed, generateKevFeed, generateNvdFeed } from '@openguard/fixtures';
import { readFeed } from '@openguard/knowledgebase';
import { expect, it } from 'vitest';
import { importFeed } from '../src/index.js';
import { knownLookup } from '../src/known-vulnerabilities.js';
import { freshStore } from './house.js';

const bytes = async function* (texts: Iterable<string>) {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
};

const SIZE = { records: 2500, seed: 3 };

it('feeds come into the store, and versions are found in them, the most urgent first', async () => {
  const store = await freshStore();
  expect(await knownLookup(store)).toBeUndefined();
  for (const feed of [
    generateEpssFeed(SIZE),
    generateNvdFeed(SIZE),
    generateKevFeed(SIZE),
    generateNvdFeed(SIZE),
  ])
    expect((await importFeed(store, readFeed(bytes(feed)))).fault).toBeUndefined();
  expect(await store.countKnowledge()).toEqual({ vulnerabilities: 2500, exploited: 25, forecasts: 2500 });
  const lookUp = await knownLookup(store);
  if (lookUp === undefined) throw new Error('nothing is known');
  const versions = Array.from({ length: 12 }, (_, major) => `${major}.0`);
  const all = await Promise.all(
    Array.from({ length: 40 }, (_, product) =>
      lookUp(versions.map((version) => `cpe:/a:vendor${product}:product${product}:${version}`)),
    ),
  );
  const found = all.flat();
  expect(found.length).toBeGreaterThan(10);
  for (const matches of all) {
    const urgency = matches.map(({ vulnerability }) => [
      vulnerability.since !== undefined,
      vulnerability.likelihood ?? 0,
    ]);
    expect(urgency).toEqual(
      [...urgency].sort((a, b) => Number(b[0]) - Number(a[0]) || Number(b[1]) - Number(a[1])),
    );
  }
  expect(await lookUp(['cpe:/a:vendor1:product1', 'cpe:/a:nobody:nothing:1', 'garbage'])).toEqual([]);
});

it('what came before a fault is kept and counted', async () => {
  const store = await freshStore();
  const cut = [...generateNvdFeed({ records: 3, seed: 1 })].slice(0, -1);
  const { vulnerabilities, fault } = await importFeed(store, readFeed(bytes(cut)));
  expect({ vulnerabilities, fault }).toEqual({ vulnerabilities: 3, fault: { tag: 'Truncated' } });
  expect((await store.countKnowledge()).vulnerabilities).toBe(3);
});

it('a cut table leaves the one that there is', async () => {
  const store = await freshStore();
  const epss = [...generateEpssFeed({ records: 3, seed: 1 })].join('');
  await importFeed(store, readFeed(bytes([epss])));
  const cut = epss.replace('2026-11-22', '2026-11-23').slice(0, -2);
  const { forecasts, fault } = await importFeed(store, readFeed(bytes([cut])));
  expect({ forecasts, fault }).toEqual({ forecasts: 0, fault: { tag: 'Truncated' } });
  expect((await store.countKnowledge()).forecasts).toBe(3);
});

it('the newest of a feed counts, in whatever order feeds come, and what is left out is counted', async () => {
  const feed = (records: readonly (readonly string[])[]) =>
    bytes([
      JSON.stringify({
        version: '2.0',
        vulnerabilities: records.map(([id, lastModified, criteria]) => ({
          cve: {
            ...{ id, lastModified, descriptions: [] },
            configurations: [{ nodes: [{ cpeMatch: [{ vulnerable: true, criteria }] }] }],
          },
        })),
      }),
    ]);
  const httpd = (version: string) => `cpe:2.3:a:apache:http_server:${version}:*:*:*:*:*:*:*`;
  const [cve, other] = ['CVE-2021-41773', 'CVE-2021-41774'];
  const [older, newer] = ['2022-01-01T00:00:00.000', '2026-01-01T00:00:00.000'];
  const whole = { vulnerabilities: 1, older: 0, productless: 0, unreadable: 0, exploited: 0, forecasts: 0 };
  const store = await freshStore();
  const take = async (...records: readonly (readonly string[])[]) =>
    importFeed(store, readFeed(feed(records)));
  expect(await take([cve, newer, httpd('2.4.49')])).toEqual(whole);
  expect(await take([cve, older, httpd('2.4.1')])).toEqual({ ...whole, older: 1 });
  expect(await take([other, newer, httpd('2.4.49')], [other, older, httpd('2.4.1')])).toEqual({
    ...whole,
    ...{ vulnerabilities: 2, older: 1 },
  });
  expect(await take(['CVE-2021-0001', newer, 'garbage'])).toEqual({
    ...whole,
    productless: 1,
    unreadable: 1,
  });
  const lookUp = await knownLookup(store);
  const found = async (version: string) =>
    (await lookUp?.([`cpe:/a:apache:http_server:${version}`]))?.map(({ vulnerability }) => vulnerability.cve);
  expect(await found('2.4.49')).toEqual([cve, other]);
  expect(await found('2.4.1')).toEqual([]);
});

it('an older table than the one that there is changes nothing, and tells which stays', async () => {
  const store = await freshStore();
  const all = [...generateEpssFeed({ records: 3, seed: 1 })].join('');
  const kev = [...generateKevFeed({ records: 200, seed: 1 })].join('');
  const counted = async (text: string) => {
    const { exploited, forecasts, keptTable } = await importFeed(store, readFeed(bytes([text])));
    return [exploited, forecasts, keptTable];
  };
  const at = Date.UTC(2026, 10, 22);
  expect([await counted(all), await counted(kev)]).toEqual([
    [0, 3, undefined],
    [2, 0, undefined],
  ]);
  expect(await counted(all.replace('2026-11-22', '2020-01-01'))).toEqual([0, 0, at]);
  expect(await counted(kev.replace('2026-11-22', '2020-01-01'))).toEqual([0, 0, at]);
  // A newer one lacks what was withdrawn.
  const fewer = [...generateKevFeed({ records: 100, seed: 1 })].join('').replace('2026-11-22', '2026-11-23');
  expect(await counted(fewer)).toEqual([1, 0, undefined]);
  expect(await store.countKnowledge()).toMatchObject({ exploited: 1, forecasts: 3 });
});
