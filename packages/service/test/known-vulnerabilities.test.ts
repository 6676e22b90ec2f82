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
