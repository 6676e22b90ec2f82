import type { KnownVulnerability } from '@openguard/model';
import { describe, expect, it } from 'vitest';
import type { Fixture } from './contract.js';

const known = (cve: string, ...products: readonly string[]): KnownVulnerability => ({
  cve,
  summary: `About ${cve}: \u0000 and ünïcode.`,
  score: 7.5,
  affected: products.map((product) => ({ product, before: '2.0' })),
});

const all = () => true;

/** What every store does with known vulnerabilities. */
export const knowledgeContract = (fixture: Fixture): void => {
  describe('known vulnerabilities', () => {
    const namesOf = async (...products: readonly string[]) =>
      (await fixture.store.vulnerabilitiesOf(products, all)).map(({ cve }) => cve);

    it('are found by product, each once', async () => {
      const { store } = fixture;
      const both = known('CVE-2024-0001', 'a:x:one', 'a:x:two', 'a:x:one');
      await store.putVulnerabilities([both, known('CVE-2024-0002', 'a:x:two')]);
      expect(await store.vulnerabilitiesOf(['a:x:one', 'a:x:one'], all)).toEqual([both]);
      expect(await namesOf('a:x:one', 'a:x:two')).toEqual(['CVE-2024-0001', 'CVE-2024-0002']);
      expect(await namesOf('a:x', 'a:x:three')).toEqual([]);
      expect(await namesOf()).toEqual([]);
    });

    it('are asked for by what they say of a product', async () => {
      const { store } = fixture;
      const two: KnownVulnerability = {
        ...known('CVE-2024-0001'),
        affected: [
          { product: 'a:x:one', from: '1.0', before: '1.2' },
          { product: 'a:x:two', version: '2.0' },
          { product: 'a:x:one', after: '2.0', to: '2.4' },
        ],
      };
      await store.putVulnerabilities([two, known('CVE-2024-0002', 'a:x:one')]);
      const asked: unknown[] = [];
      const found = await store.vulnerabilitiesOf(['a:x:two', 'a:x:one'], (product, versions) => {
        asked.push([product, versions]);
        return versions.length === 2;
      });
      expect(found).toEqual([two]);
      expect(asked).toHaveLength(3);
      expect(asked).toContainEqual(['a:x:two', [{ version: '2.0' }]]);
      expect(asked).toContainEqual(['a:x:one', [{ before: '2.0' }]]);
      const bounds = [
        { from: '1.0', before: '1.2' },
        { after: '2.0', to: '2.4' },
      ];
      expect(asked).toContainEqual(['a:x:one', bounds]);
    });

    it('are replaced by what is known later, also within one call, and forgotten when they affect nothing', async () => {
      const { store } = fixture;
      await store.putVulnerabilities([known('CVE-2024-0001', 'a:x:one'), known('CVE-2024-0002', 'a:x:one')]);
      await store.putVulnerabilities([known('CVE-2024-0001', 'a:x:no'), known('CVE-2024-0001', 'a:x:two')]);
      await store.putVulnerabilities([known('CVE-2024-0002')]);
      expect(await namesOf('a:x:one', 'a:x:no')).toEqual([]);
      expect(await namesOf('a:x:two')).toEqual(['CVE-2024-0001']);
      expect(await store.countKnowledge()).toEqual({ vulnerabilities: 1, exploited: 0, forecasts: 0 });
    });

    it('come by urgency: exploited ones first, then the likeliest; ratings may come before or after', async () => {
      const { store } = fixture;
      await store.putForecasts([
        { cve: 'CVE-2024-0001', likelihood: 0.000_01 },
        { cve: 'CVE-2024-0002', likelihood: 0.5 },
      ]);
      await store.putVulnerabilities(
        ['CVE-2024-0001', 'CVE-2024-0002', 'CVE-2024-0003', 'CVE-2024-0004'].map((cve) =>
          known(cve, 'a:x:one'),
        ),
      );
      await store.putExploited([
        { cve: 'CVE-2024-0003', since: '2024-01-01' },
        { cve: 'CVE-2024-0003', since: '2024-02-01' },
      ]);
      const found = await store.vulnerabilitiesOf(['a:x:one'], all);
      expect(found.map(({ cve, since, likelihood }) => [cve, since, likelihood])).toEqual([
        ['CVE-2024-0003', '2024-02-01', undefined],
        ['CVE-2024-0002', undefined, 0.5],
        ['CVE-2024-0001', undefined, 0.000_01],
        ['CVE-2024-0004', undefined, undefined],
      ]);
      await store.putForecasts([{ cve: 'CVE-2024-0004', likelihood: 1 }]);
      expect(await namesOf('a:x:one')).toEqual([
        'CVE-2024-0003',
        'CVE-2024-0004',
        'CVE-2024-0002',
        'CVE-2024-0001',
      ]);
      expect(await store.countKnowledge()).toEqual({ vulnerabilities: 4, exploited: 1, forecasts: 3 });
    });

    it('are taken by the thousand', async () => {
      const { store } = fixture;
      const many = Array.from({ length: 1234 }, (_, index) =>
        known(`CVE-2024-${10_000 + index}`, 'a:x:one', 'a:x:two'),
      );
      await store.putVulnerabilities(many);
      await store.putVulnerabilities(many);
      expect(await namesOf('a:x:two')).toHaveLength(1234);
    });
  });
};
