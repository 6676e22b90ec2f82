import type { CheckText } from '../check-text.js';

/** Services and habits of the network stack that nobody needs any more. */
export const SMALL_SERVICE_CHECKS: readonly CheckText[] = [
  {
    id: 'udp_small_services',
    number: 7000026,
    kind: 'vuln',
    category: 'UDP',
    rule: 'own:amplifier',
    cve: ['CVE-1999-0103'],
    title: 'UDP Test Services Are Running',
    diagnosis:
      'At least one of the small UDP services for testing answers: echo (7), discard (9), daytime (13), quote of the ' +
      'day (17), chargen (19) or time (37). The result lists their ports.',
    consequence:
      'The sender of a UDP packet can be forged. One packet that claims to come from another such service starts a ' +
      'loop between both, and chargen multiplies floods against third parties.',
    solution:
      'Set "disable = yes" in the files of these services below /etc/xinetd.d, or put # before their lines in ' +
      '/etc/inetd.conf, and reload the daemon. Cisco IOS: "no service udp-small-servers". Windows: remove the feature ' +
      'Simple TCP/IP Services.',
  },
  {
    id: 'tcp_small_services',
    number: 7000027,
    kind: 'vuln',
    category: 'tcp',
    rule: 'own:relic',
    title: 'TCP Test Service Is Running',
    diagnosis:
      'One of the small TCP services for testing answers on this port: echo, daytime, quote of the day, chargen or ' +
      'time. The result names it.',
    consequence:
      'Connections to such services cost the host work and nobody else; chargen fills any link. They also betray ' +
      'hosts that were never hardened, and the clock, which weak random numbers are made of.',
    solution:
      'Remove the service from /etc/inetd.conf or set "disable = yes" in its file below /etc/xinetd.d, then reload the ' +
      'daemon. Cisco IOS: "no service tcp-small-servers". Windows: remove the feature Simple TCP/IP Services.',
  },
  {
    id: 'icmp_time',
    number: 7000028,
    kind: 'vuln',
    category: 'icmp',
    rule: 'own:trace',
    cve: ['CVE-1999-0524'],
    references: [{ id: 'RFC 792', url: 'https://www.rfc-editor.org/rfc/rfc792' }],
    title: 'ICMP Timestamp Requests Are Answered',
    diagnosis:
      'The host answered an ICMP timestamp request (type 13) with the milliseconds since midnight of its clock.',
    consequence:
      'The exact clock of a host helps to attack programs that make keys or session ids from the time. Hosts also ' +
      'show up that hide from ordinary pings.',
    solution:
      'Drop types 13 and 14 in the host firewall: "nft add rule inet filter input icmp type timestamp-request drop", ' +
      'with the chain that your rules have; Windows: "netsh advfirewall firewall add rule name=ts protocol=icmpv4:13,any ' +
      'dir=in action=block". Let echo and fragmentation-needed pass.',
  },
  {
    id: 'ip_id_pred',
    number: 7000029,
    kind: 'vuln',
    category: 'tcp',
    rule: 'own:trace',
    references: [{ id: 'RFC 7739', url: 'https://www.rfc-editor.org/rfc/rfc7739' }],
    title: 'Identifiers of IP Packets Can Be Predicted',
    diagnosis:
      'The identification field of the packets that the host sends counts up by one, whoever receives them.',
    consequence:
      'By asking twice, others learn how many packets the host sent in between. That reveals its load, and lets ' +
      'them scan a third party in its name without sending that party anything.',
    solution:
      'Update the system: Linux, OpenBSD, current Windows and most devices use random or per-peer values. Where a ' +
      'device has no correction, let a firewall before it rewrite the field (pf: "scrub out random-id").',
  },
  {
    id: 'rservices_cleartext',
    number: 7000030,
    kind: 'vuln',
    category: 'rservices',
    rule: 'own:cleartext-login',
    cve: ['CVE-1999-0651'],
    title: 'Remote Shell Service Without Encryption',
    diagnosis:
      'A server for rlogin, rsh or rexec answers on this port. These protocols send everything readable and trust the ' +
      'address and user name that the client claims.',
    consequence:
      'Anyone on the path reads the session; anyone who can forge an address that .rhosts or hosts.equiv trusts ' +
      'gets a shell without a password.',
    solution:
      'Remove the package (rsh-server, rsh-redone-server, inetutils-inetd entries "shell", "login", "exec") and delete ' +
      '.rhosts and /etc/hosts.equiv. Use SSH with keys instead.',
    extension: true,
  },
  {
    id: 'tftp_open',
    number: 7000031,
    kind: 'vuln',
    category: 'tftp',
    rule: 'own:cleartext-login',
    cve: ['CVE-1999-0498'],
    references: [{ id: 'RFC 1350', url: 'https://www.rfc-editor.org/rfc/rfc1350' }],
    title: 'TFTP Server Answers Anyone',
    diagnosis:
      'A server for the Trivial File Transfer Protocol answers on this port. The protocol has no log-in at all: ' +
      'whoever guesses the name of a file gets it.',
    consequence:
      'TFTP servers usually hold boot images and the configurations of routers, switches and telephones, with the ' +
      'passwords in them. Where writing is allowed, they can be replaced.',
    solution:
      'Stop it when nothing boots from it ("systemctl disable --now tftpd-hpa"). Otherwise serve one directory ' +
      'read-only ("--secure", without "--create"), keep configurations out of it, and admit the management network only.',
  },
];
