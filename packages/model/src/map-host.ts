import * as t from 'io-ts';

/**
 * One address of a map (MAP/IP, Appendix G).
 *
 * - `router`: whether `@type` says so.
 * - `ports`: open ports that the map looked at.
 * - `links`: of a router, the hosts that it serves; of any other host, its routers. Empty text is a router that
 *   does not show itself.
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
    }),
  ]),
  'MapHost',
);
export type MapHost = t.TypeOf<typeof MapHost>;
