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
      const forecasts = [
        { cve: 'CVE-2024-0001', likelihood: 0.000_01 },
        { cve: 'CVE-2024-0002', likelihood: 0.5 },
      ];
      await store.replaceForecasts(forecasts, 0);
      await store.putVulnerabilities(
        ['CVE-2024-0001', 'CVE-2024-0002', 'CVE-2024-0003', 'CVE-2024-0004'].map((cve) =>
          known(cve, 'a:x:one'),
        ),
      );
      const exploited = [
        { cve: 'CVE-2024-0003', since: '2024-01-01' },
        { cve: 'CVE-2024-0003', since: '2024-02-01' },
      ];
      await store.replaceExploited(exploited, 0);
      const found = await store.vulnerabilitiesOf(['a:x:one'], all);
      expect(found.map(({ cve, since, likelihood }) => [cve, since, likelihood])).toEqual([
        ['CVE-2024-0003', '2024-02-01', undefined],
        ['CVE-2024-0002', undefined, 0.5],
        ['CVE-2024-0001', undefined, 0.000_01],
        ['CVE-2024-0004', undefined, undefined],
      ]);
      await store.replaceForecasts([...forecasts, { cve: 'CVE-2024-0004', likelihood: 1 }], 0);
      expect(await namesOf('a:x:one')).toEqual([
        'CVE-2024-0003',
        'CVE-2024-0004',
        'CVE-2024-0002',
        'CVE-2024-0001',
      ]);
      expect(await store.countKnowledge()).toEqual({ vulnerabilities: 4, exploited: 1, forecasts: 3 });
    });

    it('are what was said last of them, in whatever order it comes', async () => {
      const { store } = fixture;
      const said = (modifiedAt: number, ...products: readonly string[]): KnownVulnerability => ({
        ...known('CVE-2024-0001', ...products),
        modifiedAt,
      });
      expect(await store.putVulnerabilities([said(2000, 'a:x:two')])).toBe(0);
      expect(await store.putVulnerabilities([said(1000, 'a:x:one')])).toBe(1);
      expect(await store.putVulnerabilities([known('CVE-2024-0001', 'a:x:undated')])).toBe(1);
      const found = await store.vulnerabilitiesOf(['a:x:one', 'a:x:two', 'a:x:undated'], all);
      expect(found).toEqual([said(2000, 'a:x:two')]);
      // The later one of a call counts, too, and what is said again in the same moment.
      const [oldest, later] = [said(1500, 'a:x:one'), said(3000, 'a:x:three')];
      expect(await store.putVulnerabilities([oldest, later, said(2500, 'a:x:two')])).toBe(2);
      expect(await store.putVulnerabilities([later])).toBe(0);
      expect(await namesOf('a:x:one', 'a:x:two')).toEqual([]);
      expect(await namesOf('a:x:three')).toEqual(['CVE-2024-0001']);
      // What was taken back stays so.
      expect(await store.putVulnerabilities([said(4000)])).toBe(0);
      expect(await store.putVulnerabilities([later])).toBe(1);
      expect(await namesOf('a:x:three')).toEqual([]);
      expect((await store.countKnowledge()).vulnerabilities).toBe(0);
    });

    it('are rated by whole tables, the latest of which stands', async () => {
      const { store } = fixture;
      const names = ['CVE-2024-0001', 'CVE-2024-0002', 'CVE-2024-0003'] as const;
      await store.putVulnerabilities(names.map((cve) => known(cve, 'a:x:one')));
      const rate = async (datedAt: number, ...rated: readonly string[]) => [
        await store.replaceExploited(
          rated.map((cve) => ({ cve, since: '2024-01-01' })),
          datedAt,
        ),
        await store.replaceForecasts(
          rated.map((cve) => ({ cve, likelihood: datedAt / 10_000 })),
          datedAt,
        ),
      ];
      const ratings = async () =>
        (await store.vulnerabilitiesOf(['a:x:one'], all)).flatMap(({ cve, since, likelihood }) =>
          since === undefined && likelihood === undefined ? [] : [`${cve} ${since} ${likelihood}`],
        );
      expect(await rate(2000, names[0], names[1])).toEqual([undefined, undefined]);
      expect(await rate(1000, names[2])).toEqual([2000, 2000]);
      expect(await ratings()).toEqual([`${names[0]} 2024-01-01 0.2`, `${names[1]} 2024-01-01 0.2`]);
      expect(await rate(3000, names[1])).toEqual([undefined, undefined]);
      expect(await rate(3000, names[1])).toEqual([undefined, undefined]);
      expect(await ratings()).toEqual([`${names[1]} 2024-01-01 0.3`]);
      expect(await store.countKnowledge()).toEqual({ vulnerabilities: 3, exploited: 1, forecasts: 1 });
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
