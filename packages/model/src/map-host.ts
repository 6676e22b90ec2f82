import * as t from 'io-ts';

/**
 * What a link of a map rests on.
 *
 * - `measured`: the way to the host was traced, and the router answered directly before it.
 * - `inferred`: the router answered in one of several traces that differ.
 * - `unknown`: what stands before the host does not show itself.
 */
export const LinkEvidence = t.keyof({ measured: null, inferred: null, unknown: null }, 'LinkEvidence');
export type LinkEvidence = t.TypeOf<typeof LinkEvidence>;

/**
 * One address of a map (MAP/IP, Appendix G).
 *
 * - `router`: whether `@type` says so.
 * - `ports`: open ports that the map looked at.
 * - `links`: of a router, the hosts that it serves; of any other host, its routers. Empty text is a router that
 *   does not show itself.
 * - `evidence`: what each of the links rests on, in their order; kept with a map that was made here, and no part
 *   of its document.
 * - `account`, `netbios`, `discovery` (how the host was found): later than 2001.
 */
export const MapHost = t.readonly(
  t.intersection([
    t.type({
      ip: t.string,
      router: t.boolean,
      ports: t.readonlyArray(t.number),
      links: t.readonlyArray(t.string),
    }),
    t.partial({
      name: t.string,
      os: t.string,
      account: t.string,
      netbios: t.string,
      discovery: t.readonlyArray(t.string),
      evidence: t.readonlyArray(LinkEvidence),
    }),
  ]),
  'MapHost',
);
export type MapHost = t.TypeOf<typeof MapHost>;
