import { describe, expect, it } from 'vitest';
import type { KeptExplanation, KeptPosture } from '../src/index.js';
import type { Fixture } from './contract.js';
import { expectRefusal } from './refusal.js';
import { account, collect } from './samples.js';

const posture = (id: number, rest: Partial<KeptPosture> = {}): KeptPosture => ({
  ...{ id, host: 7, address: 0xc000_0201, control: 1001, status: 'Passed' },
  ...{ whole: `<INFO>${id} \u{1f600}</INFO>`, brief: `<INFO/>` },
  ...rest,
});

const explanation = (number: number): KeptExplanation => ({ list: 'HOST_LIST', number, written: '<HOST/>' });

const policy = (id: number, title = 'Mill') => ({ account: 'ann', id, title, postures: 2, importedAt: 1 });

const report = (id: number) => ({
  ...{ account: 'ann', id, title: 'Mill', root: 'COMPLIANCE_POLICY_REPORT', size: 70_001, importedAt: 1 },
});

type Part = KeptPosture | KeptExplanation;

async function* from<A>(...items: readonly A[]): AsyncGenerator<A> {
  for (const item of items) yield await Promise.resolve(item);
}

const parts = (...items: readonly Part[]): AsyncGenerator<Part> => from(...items);

/** What every store does with imported documents of compliance. */
export const complianceContract = (fixture: Fixture): void => {
  describe('documents of compliance', () => {
    it('keep the posture of a policy, all or none, until it is replaced', async () => {
      const { store, again } = fixture;
      await store.addAccount(account('ann'));
      const many = Array.from({ length: 300 }, (_, index) => posture(index, { modifiedAt: index }));
      await store.putPolicy(policy(12), parts(...many, explanation(5), explanation(2)));
      await store.putPolicy(policy(13), from(posture(1)));
      const other = await again();
      expect(await collect(other.postures('ann', 12, 0))).toEqual(many);
      expect((await collect(other.postures('ann', 12, 298))).map(({ id }) => id)).toEqual([298, 299]);
      expect(await collect(other.explanations('ann', 12))).toEqual([explanation(2), explanation(5)]);
      const broken = (async function* () {
        yield* from(posture(1));
        throw new Error('the file is gone');
      })();
      await expect(store.putPolicy(policy(12, 'New'), broken)).rejects.toThrow('the file is gone');
      expect(await store.policies('ann')).toEqual([policy(12), policy(13)]);
      await store.putPolicy(policy(12, 'New'), from(posture(1)));
      expect(await collect(store.postures('ann', 12, 0))).toEqual([posture(1)]);
      expect([await store.removePolicy('ann', 12), await store.removePolicy('ann', 12)]).toEqual([
        true,
        false,
      ]);
      expect(await store.policies('ann')).toEqual([policy(13)]);
      expect(await collect(store.postures('bob', 13, 0))).toEqual([]);
    });

    it('keep reports to the byte, for their account', async () => {
      const { store } = fixture;
      await store.addAccount(account('ann'));
      const bytes = Buffer.from(Array.from({ length: 70_001 }, (_, index) => index % 251));
      await store.putReport(
        report(3),
        from(bytes.subarray(0, 1), bytes.subarray(1, 40_000), bytes.subarray(40_000)),
      );
      expect(Buffer.concat(await collect(store.reportBytes('ann', 3)))).toEqual(bytes);
      expect(await store.reports('ann')).toEqual([report(3)]);
      expect([await store.reports('bob'), await collect(store.reportBytes('bob', 3))]).toEqual([[], []]);
      await expectRefusal(store.putReport(report(3), from(bytes)), 'OG_STORE_FAILED');
      expect([await store.removeReport('ann', 3), await store.removeReport('ann', 3)]).toEqual([true, false]);
      expect(await collect(store.reportBytes('ann', 3))).toEqual([]);
    });
  });
};

/** Something of all that is imported. */
export const fillCompliance = async (store: Fixture['store'], name: string): Promise<void> => {
  const own = { account: name };
  await store.putPolicy(
    { ...policy(12), ...own },
    parts(posture(1), posture(2, { modifiedAt: 5 }), explanation(1)),
  );
  await store.putReport({ ...report(90), ...own }, from(Buffer.alloc(40_000, 7)));
};
