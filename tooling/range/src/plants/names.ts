import { says, tcpOnly, udp, type Plant } from '../plant.js';
import { bind } from '../services/bind.js';

const GOOD = bind({ transfer: false, recursion: false, version: false });

/** The plant whose weak name server resolves the names of the whole range. */
export const RESOLVER = 'dns-transfer';

/** Name servers. */
export const NAME_PLANTS: readonly Plant[] = [
  {
    name: RESOLVER,
    check: 'dns_zone_transfer',
    family: 'dns',
    spot: tcpOnly(53),
    weak: bind({ transfer: true, recursion: false, version: false }),
    fixed: GOOD,
    bare: [says('dns-zone-transfer', /SOA/)],
  },
  {
    name: 'dns-recursion',
    check: 'dns_recursion',
    family: 'dns',
    spot: udp(53),
    weak: bind({ transfer: false, recursion: true, version: false }),
    fixed: GOOD,
    bare: [says('dns-recursion', /enabled/)],
  },
  {
    name: 'dns-version',
    check: 'dns_version',
    family: 'dns',
    spot: udp(53),
    weak: bind({ transfer: false, recursion: false, version: true }),
    fixed: GOOD,
    bare: [says('dns-nsid', /bind\.version/)],
  },
];
