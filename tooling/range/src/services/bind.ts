import type { Place, Service } from '../plant.js';

/** The domain of the range, and one beside it whose contents are kept. */
export const OPEN_DOMAIN = 'range.example';
const CLOSED_DOMAIN = 'closed.example';

const head = (domain: string): string => `$TTL 300
@ IN SOA ns.${domain}. hostmaster.${domain}. 1 3600 600 86400 300
@ IN NS ns.${domain}.
`;

const label = (name: string): string => name.split('.')[0] ?? name;

const forward = (domain: string, { names, resolver }: Place): string =>
  [
    head(domain),
    `ns IN A ${resolver}`,
    ...names.map((host) => `${label(host.name)} IN A ${host.address}`),
    '',
  ].join('\n');

const backward = ({ names }: Place): string =>
  [
    head(OPEN_DOMAIN),
    ...names.map(({ name, address }) => `${address.split('.').slice(2).reverse().join('.')} IN PTR ${name}.`),
    '',
  ].join('\n');

/** What a name server lets others do. */
export interface NameService {
  /** Whether everyone may copy the zone of the range. */
  readonly transfer: boolean;
  /** Whether it asks on behalf of everyone. */
  readonly recursion: boolean;
  /** Whether it tells its version. */
  readonly version: boolean;
}

const may = (allowed: boolean): string => (allowed ? '{ any; }' : '{ none; }');

/** BIND with both zones and the reverse one of the range. */
export const bind =
  ({ transfer, recursion, version }: NameService): Service =>
  (place) => {
    const reverse = place.network.split('.').slice(0, 2).reverse().join('.');
    return {
      files: {
        'named.conf': `options {
  directory "${place.folder}";
  listen-on port ${place.port} { ${place.address}; };
  listen-on-v6 { none; };
  pid-file none;
  session-keyfile none;
  dnssec-validation no;
  recursion ${recursion ? 'yes' : 'no'};
  allow-recursion ${may(recursion)};
  ${place.resolver === place.address ? '' : `forward only; forwarders { ${place.resolver}; };`}
  allow-transfer { none; };
  ${version ? '' : 'version none; hostname none; server-id none;'}
};
controls { };
zone "${OPEN_DOMAIN}" { type master; file "open.zone"; allow-transfer ${may(transfer)}; };
zone "${CLOSED_DOMAIN}" { type master; file "closed.zone"; };
zone "${reverse}.in-addr.arpa" { type master; file "reverse.zone"; };
`,
        'open.zone': forward(OPEN_DOMAIN, place),
        'closed.zone': forward(CLOSED_DOMAIN, place),
        'reverse.zone': backward(place),
      },
      script: 'exec named -g -n 1 -c named.conf',
    };
  };
