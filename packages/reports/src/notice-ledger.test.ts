import type { Notice } from '@openguard/model';
import { describe, expect, it } from 'vitest';
import { itemsOf } from '../test/read-items.js';
import { NoticeLedger } from './notice-ledger.js';

const numbered = (count: number, path = '/A/@x', from = 0): readonly Notice[] =>
  Array.from({ length: count }, (_, index) => ({ path, text: String(from + index) }));

describe('NoticeLedger', () => {
  it('gives each notice to the next item once, and all of them to the end', () => {
    const ledger = new NoticeLedger();
    expect(ledger.take()).toEqual({});
    ledger.add(numbered(2));
    expect(ledger.take()).toEqual({ notices: numbered(2) });
    expect(ledger.take()).toEqual({});
    ledger.add(numbered(1, '/A/B'));
    expect(ledger.all()).toEqual([...numbered(2), ...numbered(1, '/A/B')]);
  });

  it('counts by path at the end what items have told beyond the first 1000', () => {
    const ledger = new NoticeLedger();
    for (let item = 0; item < 5; item += 1) {
      ledger.add([...numbered(299, '/A/@x', 299 * item), { path: '/A/B', text: 'b' }]);
      expect(ledger.take().notices).toHaveLength(300);
    }
    const all = ledger.all();
    expect(all.slice(0, 1000).every(({ text, count }) => text !== undefined && count === undefined)).toBe(
      true,
    );
    expect(all.slice(1000)).toEqual([
      { path: '/A/@x', count: 498 },
      { path: '/A/B', count: 2 },
    ]);
  });

  it('keeps the texts that no item has told, however many came before', () => {
    const ledger = new NoticeLedger();
    ledger.add(numbered(1000));
    ledger.take();
    ledger.add([{ path: '/A', text: 'the last word' }]);
    expect(ledger.all()).toEqual([...numbered(1000), { path: '/A', text: 'the last word' }]);
  });

  it('counts what exceeds 1000 between two items', () => {
    const ledger = new NoticeLedger();
    ledger.add(numbered(1200));
    expect(ledger.take()).toEqual({ notices: numbered(1000) });
    expect(ledger.all()).toEqual([...numbered(1000), { path: '/A/@x', count: 200 }]);
  });

  it('counts paths beyond the first 1000 together', () => {
    const ledger = new NoticeLedger();
    for (let path = 0; path < 3000; path += 1) {
      ledger.add([{ path: `/A/B${path}`, text: '' }]);
      ledger.take();
    }
    const all = ledger.all();
    expect(all).toHaveLength(2001);
    expect(all.at(-1)).toEqual({ path: 'other paths', count: 1000 });
  });
});

it('a report with more unknown things than are kept still tells each with its finding', async () => {
  const vulns = Array.from(
    { length: 1500 },
    (_, index) => `<VULN value="v" severity="1" odd="odd-${index}"><TITLE>t</TITLE></VULN>`,
  );
  const items = await itemsOf(
    `<SCAN value="scan/1.2"><IP value="192.0.2.1"><VULNS><CAT value="c">${vulns.join('')}</CAT></VULNS></IP>last</SCAN>`,
  );
  const path = '/SCAN/IP/VULNS/CAT/VULN/@odd';
  const told = items.flatMap((item) => (item.kind === 'finding' ? (item.notices ?? []) : []));
  expect(told).toEqual(vulns.map((_, index) => ({ path, text: `odd-${index}` })));
  expect(items.at(-1)).toEqual({
    kind: 'end',
    hosts: 1,
    findings: 1500,
    ref: 'scan/1.2',
    notices: [...told.slice(0, 1000), { path: '/SCAN', text: 'last' }, { path, count: 500 }],
  });
});

it('keeps few large texts for the end, and counts the others', () => {
  const ledger = new NoticeLedger();
  for (let i = 0; i < 100; i += 1) {
    ledger.add([{ path: '/X', text: 'x'.repeat(100_000) }]);
    expect(ledger.take().notices).toHaveLength(1);
  }
  expect(JSON.stringify(ledger.all()).length).toBeLessThan(1_000_000);
  expect(ledger.all().at(-1)).toEqual({ path: '/X', count: 97 });
});
