import type { LinkEvidence } from '@openguard/model';
import type { Address } from '@openguard/targets';
import type { Route } from './route.js';

/** A router of a host, or `undefined` for one that does not show itself. */
export interface Upstream {
  readonly router: Address | undefined;
  readonly evidence: LinkEvidence;
}

const HIDDEN: readonly Upstream[] = [{ router: undefined, evidence: 'unknown' }];

/** How often each comes. */
const countsOf = <A>(items: readonly A[]): ReadonlyMap<A, number> => {
  const counts = new Map<A, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
};

/**
 * What stands before a host on the ways that were traced to it: the router that most of them show, or all that
 * are shown equally often. `place` counts from the host: 1 is the last router before it.
 *
 * A router that two traces show, or the only trace there is, is measured; one of several that differ is inferred.
 * When most traces show that something is there which does not answer, that is what is known.
 */
const upstreamAt = (routes: readonly Route[], place: number): readonly Upstream[] => {
  const counts = countsOf(routes.map((route) => route.at(-place)));
  const most = Math.max(...counts.values());
  const leading = [...counts].filter(([, count]) => count === most).map(([router]) => router);
  const shown = leading.filter((router) => router !== undefined).sort((a, b) => a - b);
  if (shown.length === 0) return HIDDEN;
  const evidence = most > 1 || routes.length === 1 ? 'measured' : 'inferred';
  return shown.map((router) => ({ router, evidence }));
};

/** What stands directly before a host. Nothing stands before one on our own network. */
export const upstreamOf = (routes: readonly Route[]): readonly Upstream[] => {
  if (routes.length === 0) return HIDDEN;
  const direct = routes.filter((route) => route.length === 0).length;
  if (direct * 2 > routes.length) return [];
  return upstreamAt(
    routes.filter((route) => route.length > 0),
    1,
  );
};

/** The routes to the routers on the way: each is reached as the host behind it is. */
export const routesToRouters = (routes: readonly Route[]): ReadonlyMap<Address, readonly Route[]> => {
  const ways = new Map<Address, Route[]>();
  for (const route of routes) {
    for (const [index, router] of route.entries()) {
      if (router === undefined) continue;
      const known = ways.get(router);
      const way = route.slice(0, index);
      if (known === undefined) ways.set(router, [way]);
      else known.push(way);
    }
  }
  return ways;
};
