import { MapHost, type MapReference } from '@openguard/model';
import { formatAddress, parseAddress, type Address } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import type { Store } from '../store.js';
import type { Connection } from './connection.js';
import { storeFailed } from './failure.js';
import { readRecord, writeRecord } from './record.js';

type MapHostCalls = Pick<Store, 'putMapHost' | 'mapHostsOf'>;

/** The first host of a map from an address on; one row at a time, as for scans (see hosts.ts). */
export const NEXT_MAP_HOST = `
  SELECT map_host.address, map_host.record FROM map
  LEFT JOIN map_host ON map_host.map = map.id AND map_host.address >= $from
  WHERE map.ref = $ref ORDER BY map_host.address LIMIT 1`;

/** The calls of a store that are about the hosts of a map. */
export const mapHostCalls = ({ database, path, call }: Connection): MapHostCalls => {
  const put = database.prepare(
    `INSERT INTO map_host (map, address, record) SELECT id, $address, $record FROM map WHERE ref = $ref
     ON CONFLICT (map, address) DO UPDATE SET record = excluded.record`,
  );
  const next = database.prepare(NEXT_MAP_HOST);

  const nextHost = (ref: MapReference, from: Address) => {
    const row = next.get({ ref, from });
    if (row === undefined)
      throw storeFailed(path, `read the hosts of ${ref}`, 'the map is not there, or no longer');
    if (row['address'] === null) return undefined;
    const address = Number(row['address']);
    const what = `host ${formatAddress(address)} of ${ref}`;
    return { address, host: readRecord(MapHost, row['record'], { path, what }) };
  };

  return {
    putMapHost: (ref, host) => {
      const what = `host ${host.ip} of ${ref}`;
      return call(`keep ${what}`, () => {
        const address = parseAddress(host.ip);
        if (E.isLeft(address)) throw storeFailed(path, `keep ${what}`, 'that is no IPv4 address');
        const record = writeRecord(MapHost, host, { path, what });
        if (put.run({ ref, address: address.right, record }).changes > 0) return;
        throw storeFailed(path, `keep ${what}`, 'the map is not there, or no longer');
      });
    },
    mapHostsOf: async function* (ref) {
      let from = 0;
      for (;;) {
        const found = await call(`read the hosts of ${ref}`, () => nextHost(ref, from));
        if (found === undefined) return;
        yield found.host;
        from = found.address + 1;
      }
    },
  };
};
