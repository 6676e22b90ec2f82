import type { CheckText } from '../check-text.js';

/** What is told about a host as a whole. */
export const HOST_CHECKS: readonly CheckText[] = [
  {
    id: 'traceroute',
    number: 7000001,
    kind: 'info',
    category: 'route',
    rule: 'info:fact',
    title: 'Traceroute',
    diagnosis:
      'The routers that packets crossed from the scanner to this host, one line each: distance, address and ' +
      'round-trip time. A star stands for a router that did not answer.',
    consequence:
      'The path shows how the network is laid out and which devices stand before the host. Anyone who may ' +
      'send packets to the host can learn it.',
    solution:
      'Nothing needs to be done. To hide inner routers, drop outgoing ICMP time-exceeded messages at the ' +
      'border, and keep ICMP fragmentation-needed, which connections depend on.',
  },
  {
    id: 'whois_network',
    number: 7000002,
    kind: 'info',
    category: 'whois',
    rule: 'info:fact',
    title: 'Target Network Information',
    diagnosis:
      'What the registry of addresses says about the network that this address belongs to: its range, name and ' +
      'country. A server of the registry was asked for it.',
    consequence:
      'The registration tells everyone who uses the address range. Wrong entries send complaints and warnings of ' +
      'attacks to somebody else.',
    solution:
      'Compare it with the ranges that you mean to own, and let your provider or registry correct what is out of date, ' +
      'the contact for abuse first.',
  },
  {
    id: 'whois_isp',
    number: 7000003,
    kind: 'info',
    category: 'whois',
    rule: 'info:fact',
    title: 'Internet Service Provider',
    diagnosis:
      'The organisation to which the registry has given the address range, usually the provider of the network. A ' +
      'server of the registry was asked for it.',
    consequence: 'Anyone can look up whose network this is. It helps callers to pose as your provider.',
    solution:
      'Nothing needs to be done unless the entry is wrong; then the provider or the registry corrects it.',
  },
  {
    id: 'scan_tcp',
    number: 7000004,
    kind: 'service',
    category: 'PortScan',
    rule: 'service:list',
    title: 'Open TCP Services List',
    diagnosis:
      'These TCP ports accept connections from the scanner. The table gives the name and use that IANA ' +
      'registered for each port, and the service that was recognised by its answers, which may be another one.',
    consequence:
      'Each open port is a program that strangers can talk to, and its flaws are theirs to try. Ports that ' +
      'nobody remembers opening tend to be the ones that nobody patches.',
    solution:
      'Find the program behind each port on the host: "ss -ltnp" on Linux, "lsof -iTCP -sTCP:LISTEN" on macOS, ' +
      '"netstat -abno" on Windows. Stop what is not needed, bind what only local programs need to 127.0.0.1, ' +
      'and limit the rest to known networks with the host firewall.',
  },
  {
    id: 'scan_udp',
    number: 7000005,
    kind: 'service',
    category: 'PortScan',
    rule: 'service:list',
    title: 'Open UDP Services List',
    diagnosis:
      'These UDP ports answered. The table gives the service that was recognised, or the one that IANA registered for ' +
      'the port. Ports that stayed silent are not in it: they may be open or filtered, and the coverage names them.',
    consequence:
      'UDP services are easily forgotten and often answer whoever asks. Since the sender of a packet can be forged, ' +
      'several of them are misused to flood third parties.',
    solution:
      'Find the program behind each port on the host: "ss -lnup" on Linux, "netstat -abno" on Windows. Stop what is ' +
      'not needed, bind what only local programs need to 127.0.0.1, and limit the rest in the host firewall.',
  },
  {
    id: 'proto_disco',
    number: 7000006,
    kind: 'service',
    category: 'Protocols',
    rule: 'service:list',
    title: 'Open Protocol List',
    diagnosis:
      'These protocols above IP are spoken by the host: it answered them, or did not refuse them by ICMP while it ' +
      'refused others. Only protocols that are in common use were asked.',
    consequence:
      'Tunnels (4, 41, 47) and routing protocols (89, 112) on a host that needs none are ways around the rules that look ' +
      'at TCP and UDP alone.',
    solution:
      'Let the firewall drop every protocol but ICMP, TCP, UDP and what the host is there for, such as ESP (50) on a VPN ' +
      'gateway. Remove tunnel interfaces that nobody uses ("ip -d link" lists them on Linux).',
  },
  {
    id: 'os',
    number: 7000007,
    kind: 'service',
    category: 'os',
    rule: 'service:banner',
    title: 'Operating System',
    diagnosis:
      'The way in which the host answers unusual packets matches these operating systems, best match first ' +
      'with its accuracy. Below 85 % the match is marked as uncertain: middleboxes and virtual machines blur it.',
    consequence:
      'An attacker picks exploits by operating system and version instead of trying all of them. A system that ' +
      'its maker no longer supports gets no corrections any more.',
    solution:
      'Check that the release is still supported by its maker and install pending updates. Where the host should ' +
      'not be recognised, let a stateful firewall drop packets that belong to no connection.',
  },
  {
    id: 'mac_address',
    number: 7000008,
    kind: 'service',
    category: 'netbios',
    rule: 'service:list',
    title: 'MAC Address',
    diagnosis:
      'The hardware address of the network card, seen on the local network or told by the NetBIOS service. Its ' +
      'first half names the maker of the card, which often names the kind of device.',
    consequence:
      'On the local network the address can be imitated to pass filters that trust it. Beyond it, the maker ' +
      'helps to guess what the device is.',
    solution:
      'Do not grant access by hardware address alone; use 802.1X on switches and access points. If NetBIOS told ' +
      'the address, close UDP port 137 towards networks that do not need it.',
  },
  {
    id: 'nbtstat',
    number: 7000009,
    kind: 'service',
    category: 'netbios',
    rule: 'service:list',
    title: 'NetBIOS Names',
    diagnosis:
      'The NetBIOS name service listed the names of this computer: its own, its domain or workgroup, and ' +
      'sometimes the user who is logged in.',
    consequence:
      'Computer, domain and user names spare an attacker half of a log-in, and the name service itself can be ' +
      'spoofed to collect password hashes on the local network.',
    solution:
      'Turn NetBIOS over TCP/IP off where no old client needs it: on Windows in the WINS tab of the adapter or by ' +
      'DHCP option 001; in Samba set "disable netbios = yes" and stop nmbd.',
  },
  {
    id: 'rpcinfo',
    number: 7000010,
    kind: 'service',
    category: 'rpc',
    rule: 'service:list',
    title: 'RPC Programs',
    diagnosis:
      'The port mapper listed the RPC programs of this host with their versions and ports. NFS and its helpers ' +
      'are the usual ones.',
    consequence:
      'The list leads straight to services on high ports that a port filter may have forgotten. Port mappers that ' +
      'answer over UDP are also misused to flood third parties.',
    solution:
      'Stop rpcbind where NFS version 3 is not used: "systemctl disable --now rpcbind.service rpcbind.socket". ' +
      'Otherwise let the firewall admit ports 111 and those of the listed programs only from the NFS clients.',
  },
  {
    id: 'scan_rpc',
    number: 7000011,
    kind: 'service',
    category: 'rpc',
    rule: 'service:list',
    title: 'RPC Services Answer on Their Ports',
    diagnosis:
      'These programs of ONC RPC answered on the ports that they listen at, and a port mapper that leads to them ' +
      'answered as well. The table gives port, program and versions.',
    consequence:
      'RPC programs such as mountd and statd have a long record of flaws that give control of the host, and most of ' +
      'them trust what the client says about its user.',
    solution:
      'Stop programs that nothing uses: "rpcinfo -p" on the host names them, "systemctl disable --now rpc-statd ' +
      'nfs-server" stops the usual ones. Give the others fixed ports and admit only their clients in the firewall.',
  },
  {
    id: 'scan_hidden_rpc',
    number: 7000012,
    kind: 'service',
    category: 'rpc',
    rule: 'service:list',
    title: 'RPC Services Without a Port Mapper',
    diagnosis:
      'Programs of ONC RPC answered on their ports although no port mapper could be reached that would have listed ' +
      'them. They were found by calling the programs that are known.',
    consequence:
      'A filter that blocks port 111 alone protects nothing: whoever tries the high ports finds the same programs.',
    solution:
      'Let the firewall refuse everything that is not allowed, not only port 111, or bind the programs to addresses ' +
      'of the inner network. Fixed ports make the rules short (mountd: "port=" in /etc/nfs.conf).',
  },
  {
    id: 'scan_smb',
    number: 7000013,
    kind: 'service',
    category: 'smb',
    rule: 'service:list',
    title: 'Windows File Sharing Is Open',
    diagnosis:
      'The host accepts connections to its file and printer sharing service (SMB), on TCP port 445 or through ' +
      'NetBIOS on port 139.',
    consequence:
      'The service gives log-ins to guess at and has carried several worms. It is rarely meant to be reached ' +
      'from outside of an office network.',
    solution:
      'Block ports 139 and 445 at the border and between networks that share no files. On a workstation that ' +
      'shares nothing, disable the inbound "File and Printer Sharing" rules of the host firewall.',
  },
];
