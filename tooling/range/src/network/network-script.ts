import type { Drawing, Host, Subnet } from '../drawing.js';
import { scannerOf } from './routers.js';

/** The namespace of a host: the first part of its name. */
export const namespaceOf = ({ name }: Host): string => name.split('.')[0] ?? name;

/** The namespace in which scans run. */
export const SCANNER = 'scanner';

const ROUTERS = ['near', 'far', 'firewall'] as const;

const namespace = (name: string): readonly string[] => [
  `ip netns add ${name}`,
  `ip -n ${name} link set lo up`,
  // Everyone may bind any port, and an unreachable port is told as often as it is asked.
  `ip netns exec ${name} sysctl -q -w net.ipv4.ip_unprivileged_port_start=0 net.ipv4.icmp_ratelimit=0 net.ipv4.icmp_ratemask=0`,
];

/** A cable between two namespaces, each end with a name and an address of its own. */
const cable = (
  a: { in: string; as: string; address: string },
  b: { in: string; as: string; address: string },
): readonly string[] => [
  `ip link add ${a.as} netns ${a.in} type veth peer name ${b.as} netns ${b.in}`,
  ...[a, b].flatMap((end) => [
    ...(end.address === '' ? [] : [`ip -n ${end.in} address add ${end.address} dev ${end.as}`]),
    `ip -n ${end.in} link set ${end.as} up`,
  ]),
];

const subnetScript = (prefix: string, { router, number }: Subnet): readonly string[] => [
  `ip -n ${router} link add net${number} type bridge`,
  `ip -n ${router} address add ${prefix}.${number}.1/24 dev net${number}`,
  `ip -n ${router} link set net${number} up`,
];

/** A host answers pings; that it does not tell its time is what its repaired kernel looks like. */
const hostScript = (prefix: string, host: Host): readonly string[] => {
  const name = namespaceOf(host);
  const { router, number } = host.subnet;
  return [
    ...namespace(name),
    ...cable({ in: name, as: 'eth0', address: `${host.address}/24` }, { in: router, as: name, address: '' }),
    `ip -n ${router} link set ${name} master net${number}`,
    `ip -n ${name} route add default via ${prefix}.${number}.1`,
    `ip netns exec ${name} nft 'add table inet range; add chain inet range input { type filter hook input priority 0; }; add rule inet range input icmp type timestamp-request drop'`,
  ];
};

/** What may pass to the hosts behind the firewall: pings, and their services. All else is dropped without a word. */
const firewallScript = ({ hosts }: Drawing): readonly string[] => {
  const open = hosts
    .filter(({ subnet }) => subnet.router === 'firewall')
    .flatMap(({ address, services }) =>
      services
        .filter(({ plant }) => plant.spot.protocol !== 'host')
        .flatMap(({ port }) =>
          ['tcp', 'udp'].map((protocol) => `ip daddr ${address} ${protocol} dport ${port} accept`),
        ),
    );
  const rules = [
    'add table inet range',
    'add chain inet range forward { type filter hook forward priority 0; policy drop; }',
    'add chain inet range input { type filter hook input priority 0; policy drop; }',
    'add chain inet range output { type filter hook output priority 0; }',
    'add rule inet range output icmp type { time-exceeded, destination-unreachable } drop',
    'add rule inet range forward iifname != "uplink" accept',
    'add rule inet range forward icmp type { echo-request, timestamp-request } accept',
    ...open.map((rule) => `add rule inet range forward ${rule}`),
  ];
  return rules.map((rule) => `ip netns exec firewall nft '${rule}'`);
};

/** Where only some of a network are there, the rest is silent: its router, too, drops what nobody would take. */
const silenceScript = ({ size, prefix, hosts }: Drawing): readonly string[] =>
  size !== 'sparse'
    ? []
    : [
        'add table inet range',
        'add chain inet range forward { type filter hook forward priority 0; }',
        `add rule inet range forward ip daddr ${prefix}.0.0/16 ip daddr != { ${hosts.map(({ address }) => address).join(', ')} } iifname "uplink" drop`,
      ].map((rule) => `ip netns exec far nft '${rule}'`);

/** The shell script that builds the network of a drawing out of namespaces, cables and bridges. */
export const networkScript = (drawing: Drawing): string => {
  const { prefix, subnets, hosts } = drawing;
  return [
    'set -eu',
    ...[SCANNER, ...ROUTERS].flatMap(namespace),
    ...ROUTERS.map((name) => `ip netns exec ${name} sysctl -q -w net.ipv4.ip_forward=1`),
    ...cable(
      { in: SCANNER, as: 'eth0', address: `${scannerOf(prefix)}/24` },
      { in: 'near', as: 'scan', address: `${prefix}.0.1/24` },
    ),
    ...cable(
      { in: 'near', as: 'far', address: `${prefix}.250.1/30` },
      { in: 'far', as: 'uplink', address: `${prefix}.250.2/30` },
    ),
    ...cable(
      { in: 'near', as: 'firewall', address: `${prefix}.251.1/30` },
      { in: 'firewall', as: 'uplink', address: `${prefix}.251.2/30` },
    ),
    `ip -n ${SCANNER} route add default via ${prefix}.0.1`,
    `ip -n far route add default via ${prefix}.250.1`,
    `ip -n firewall route add default via ${prefix}.251.1`,
    ...subnets.flatMap((subnet) => subnetScript(prefix, subnet)),
    ...subnets
      .filter(({ router }) => router !== 'near')
      .map(
        ({ router, number }) =>
          `ip -n near route add ${prefix}.${number}.0/24 via ${prefix}.${router === 'far' ? '250' : '251'}.2`,
      ),
    ...hosts.flatMap((host) => hostScript(prefix, host)),
    ...firewallScript(drawing),
    ...silenceScript(drawing),
    '',
  ].join('\n');
};
