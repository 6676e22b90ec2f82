import type { KeptReport } from '@openguard/model';
import {
  CODES,
  inRanges,
  numberRanges,
  type LATER_ENDPOINTS,
  type Refused,
  type RequestOf,
} from '@openguard/protocol';
import { PLAIN_LISTS } from '@openguard/reports';
import type { KeptExplanation, KeptPosture, Store } from '@openguard/storage';
import { contains, describeTargetFault, parseTargetList } from '@openguard/targets';

/** What compliance answers from. */
export interface ComplianceOptions {
  readonly store: Pick<Store, 'policies' | 'postures' | 'explanations' | 'reports' | 'reportBytes'>;
}

/** Postures as they are written, and what explains them. */
export interface PosturePage {
  readonly infos: AsyncIterable<string>;
  readonly explanations: AsyncIterable<KeptExplanation>;
  /** The number of the next one and how many came before it, where the list is cut; to be asked when all were read. */
  readonly next: () => { readonly from: number; readonly after: number } | undefined;
}

type PostureQuery = RequestOf<typeof LATER_ENDPOINTS.postureInfo>;
type ReportQuery = RequestOf<typeof LATER_ENDPOINTS.reportList>;
type Test = (posture: KeptPosture) => boolean;

const DEFAULT_LIMIT = 5000;

const invalid = (name: string, reason: string): Refused => ({
  number: CODES.invalidValue,
  text: `parameter ${name} has invalid value: ${reason}`,
});

const among = (list: string | undefined, of: (posture: KeptPosture) => number): Test => {
  if (list === undefined) return () => true;
  const ranges = numberRanges(list);
  return (posture) => inRanges(ranges, of(posture));
};

const testOf = (query: PostureQuery): Refused | Test => {
  const { ips, idMax = Number.MAX_SAFE_INTEGER, status, changedSince } = query;
  const targets = ips === undefined ? undefined : parseTargetList(ips);
  if (targets?._tag === 'Left') return invalid('ips', describeTargetFault(targets.left));
  const since = changedSince === undefined ? undefined : Date.parse(changedSince);
  const tests: readonly Test[] = [
    among(query.ids, ({ id }) => id),
    among(query.hosts, ({ host }) => host),
    among(query.controls, ({ control }) => control),
    ({ id }) => id <= idMax,
    (posture) => status === undefined || posture.status === status,
    ({ address }) => targets === undefined || contains(targets.right.addresses, address),
    // Of one that does not say when it changed nobody can say that it did not.
    ({ modifiedAt }) => since === undefined || modifiedAt === undefined || modifiedAt >= since,
  ];
  return (posture) => tests.every((test) => test(posture));
};

async function* none<A>(): AsyncGenerator<A, void, undefined> {
  // Nothing to tell.
}

/** Imported documents of compliance. Nothing is evaluated here: what nobody imported is not there. */
export const createCompliance = ({ store }: ComplianceOptions) => {
  async function* explained(
    account: string,
    policy: number,
    all: boolean,
  ): AsyncGenerator<KeptExplanation, void, undefined> {
    for await (const each of store.explanations(account, policy))
      if (all || PLAIN_LISTS.has(each.list)) yield each;
  }

  return {
    /**
     * How hosts keep to the controls of a policy, cut after `truncationLimit`, 5000 unless told, 0 for never. Evidence and
     * what explains it come with `details=All`, what explains the rest unless `None` is asked for.
     */
    postures: async (account: string, query: PostureQuery): Promise<Refused | PosturePage> => {
      const { policy, details = 'Basic', idMin = 0, truncationLimit: limit = DEFAULT_LIMIT } = query;
      const test = testOf(query);
      if (typeof test !== 'function') return test;
      if (!(await store.policies(account)).some(({ id }) => id === policy))
        return invalid('policy_id', 'this account has no such policy');
      let next: ReturnType<PosturePage['next']>;
      const infos = async function* (): AsyncGenerator<string, void, undefined> {
        let told = 0;
        for await (const posture of store.postures(account, policy, idMin)) {
          if (!test(posture)) continue;
          if (limit > 0 && told === limit) {
            next = { from: posture.id, after: limit };
            return;
          }
          told += 1;
          yield details === 'All' ? posture.whole : posture.brief;
        }
      };
      return {
        infos: infos(),
        next: () => next,
        explanations: details === 'None' ? none() : explained(account, policy, details === 'All'),
      };
    },
    /** The reports of an account that lie here; all of them are whole. */
    reports: async (account: string, { id, state, user }: ReportQuery): Promise<readonly KeptReport[]> =>
      (await store.reports(account)).filter(
        (report) =>
          (id === undefined || report.id === id) &&
          (state === undefined || state.toLowerCase() === 'finished') &&
          (user === undefined || user === account),
      ),
    /** The bytes of a report; refused with 7001 when there is none. */
    fetch: async (account: string, id: number): Promise<Refused | AsyncIterable<Uint8Array>> =>
      (await store.reports(account)).some((report) => report.id === id)
        ? store.reportBytes(account, id)
        : { number: CODES.reportUnfinished, text: 'Report cannot be fetched.' },
  };
};

/** What {@link createCompliance} gives. */
export type Compliance = ReturnType<typeof createCompliance>;
