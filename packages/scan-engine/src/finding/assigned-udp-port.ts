import type { AssignedPort } from './assigned-port.js';

// Port, registered name and description, for the UDP ports that are met most often.
const ASSIGNED = `
7 echo Echo
9 discard Discard
13 daytime Daytime
17 qotd Quote of the Day
19 chargen Character Generator
37 time Time
53 domain Domain Name Server
67 bootps Bootstrap Protocol Server
68 bootpc Bootstrap Protocol Client
69 tftp Trivial File Transfer
88 kerberos Kerberos
111 sunrpc SUN Remote Procedure Call
123 ntp Network Time Protocol
137 netbios-ns NETBIOS Name Service
138 netbios-dgm NETBIOS Datagram Service
161 snmp SNMP
162 snmptrap SNMPTRAP
177 xdmcp X Display Manager Control Protocol
389 ldap Lightweight Directory Access Protocol
427 svrloc Server Location
443 https http protocol over TLS/SSL
500 isakmp isakmp
514 syslog Syslog
520 router local routing process
623 asf-rmcp ASF Remote Management and Control Protocol
1194 openvpn OpenVPN
1434 ms-sql-m Microsoft SQL Monitor
1812 radius RADIUS
1900 ssdp SSDP
2049 nfs Network File System
3478 stun Session Traversal Utilities for NAT
4500 ipsec-nat-t IPsec NAT-Traversal
5060 sip SIP
5353 mdns Multicast DNS
11211 memcache Memory cache service
17185 soundsvirtual Sounds Virtual
47808 bacnet Building Automation and Control Networks
`;

const table: ReadonlyMap<number, AssignedPort> = new Map(
  ASSIGNED.trim()
    .split('\n')
    .map((line) => {
      const [port = '', name = '', ...words] = line.split(' ');
      return [Number(port), { name, description: words.join(' ') }];
    }),
);

/** What a UDP port is registered for; `undefined` for ports that are not in the table. */
export const assignedUdpPort = (port: number): AssignedPort | undefined => table.get(port);
