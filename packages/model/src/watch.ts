import * as t from 'io-ts';

/**
 * Somebody who is told what scans of an account find that is new, reopened or worsened.
 *
 * - `to`: an e-mail address, or the address of a webhook (https, or http on loopback). `sealed`: of a webhook, the secret
 *   that signs what is posted, encrypted. `severity`: of vulnerabilities from this on, 1 to 5.
 * - `createdAt`: milliseconds since 1970, UTC. Of scans that were taken into the history before, nothing is told.
 */
export const Watch = t.readonly(
  t.intersection([
    t.type({ id: t.string, account: t.string, to: t.string, severity: t.number, createdAt: t.number }),
    t.partial({ sealed: t.string }),
  ]),
  'Watch',
);
export type Watch = t.TypeOf<typeof Watch>;
