import * as t from 'io-ts';

/**
 * A risk that somebody has accepted: findings of a check, perhaps on some hosts or on a port alone. It hides nothing; a
 * finding under it does not fail a gate. Times are milliseconds since 1970, UTC.
 *
 * - `check`: the id of the check. `targets`: a target list; everywhere when left out. `port`: such as `tcp/443`.
 * - `owner`: who answers for it; `reason`: why it is accepted.
 * - `until`: from then on it counts no more; `withdrawnAt`: since when it does not, when somebody took it back.
 */
export const Acceptance = t.readonly(
  t.intersection([
    t.type({
      id: t.string,
      check: t.string,
      owner: t.string,
      reason: t.string,
      acceptedAt: t.number,
      until: t.number,
    }),
    t.partial({ targets: t.string, port: t.string, withdrawnAt: t.number, withdrawnBy: t.string }),
  ]),
  'Acceptance',
);
export type Acceptance = t.TypeOf<typeof Acceptance>;
