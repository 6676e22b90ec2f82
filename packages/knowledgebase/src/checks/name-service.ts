import type { CheckText } from '../check-text.js';

/** Name servers, network management and time. */
export const NAME_SERVICE_CHECKS: readonly CheckText[] = [
  {
    id: 'dns_version',
    number: 7000037,
    kind: 'service',
    category: 'dns',
    rule: 'service:banner',
    title: 'DNS Server Version',
    diagnosis:
      'The name server told its software when it was asked for the name version.bind of class CHAOS.',
    consequence:
      'An attacker who knows the product and version of a name server looks up its flaws, which in name servers often ' +
      'reach everyone who relies on their answers.',
    solution:
      'Give it a text without meaning. BIND: "version none;" in the options; Unbound: "hide-version: yes"; PowerDNS: ' +
      '"version-string=anonymous"; dnsmasq needs a rule in the firewall.',
    extension: true,
  },
  {
    id: 'dns_recursion',
    number: 7000038,
    kind: 'vuln',
    category: 'dns',
    rule: 'own:amplifier-large',
    cve: ['CVE-1999-0024'],
    references: [{ id: 'RFC 5358', url: 'https://www.rfc-editor.org/rfc/rfc5358' }],
    title: 'DNS Server Resolves for Strangers',
    diagnosis:
      'The server says in its answer that it would ask other servers for the scanner (recursion available).',
    consequence:
      'Small questions with a forged sender become large answers that flood third parties. Strangers can also make the ' +
      'server ask for names of theirs, which is the first step to false answers in its cache.',
    solution:
      'Let only your own networks use it. BIND: "allow-recursion { localnets; };" or "recursion no;" on servers that ' +
      'only hold zones; Unbound: "access-control:"; dnsmasq: "interface=" and "bind-interfaces"; Windows: untick ' +
      'recursion in the advanced properties.',
    extension: true,
  },
  {
    id: 'dns_zone_transfer',
    number: 7000039,
    kind: 'vuln',
    category: 'dns',
    rule: 'own:names-told',
    cve: ['CVE-1999-0532'],
    references: [{ id: 'RFC 5936', url: 'https://www.rfc-editor.org/rfc/rfc5936' }],
    title: 'DNS Server Hands Out Whole Zones',
    diagnosis:
      'The server gave the scanner, which is no secondary server of yours, a copy of the zones that the result names ' +
      '(AXFR).',
    consequence:
      'The whole plan of the network is told in one answer: hosts for tests, administration pages and internal names ' +
      'that nobody would guess.',
    solution:
      'Allow transfers to your secondary servers only, by key. BIND: "allow-transfer { key NAME; };" in the zone or ' +
      '"allow-transfer { none; };" in the options; PowerDNS: "allow-axfr-ips="; Windows: the tab Zone Transfers.',
    extension: true,
  },
  {
    id: 'snmp_default_community',
    number: 7000040,
    kind: 'vuln',
    category: 'snmp',
    rule: 'own:default-secret',
    cve: ['CVE-1999-0517'],
    references: [{ id: 'RFC 3414', url: 'https://www.rfc-editor.org/rfc/rfc3414' }],
    title: 'SNMP Community That Everybody Knows',
    diagnosis:
      'The agent answered a request with the community "public" or "private", with which devices are delivered. The ' +
      'result names the community, and the system as the agent described it.',
    consequence:
      'Anyone reads interfaces, routes, processes, users and software of the host; with a community that may write, ' +
      'also its configuration, passwords included. Answers are far larger than questions, too: floods use that.',
    solution:
      'Use SNMP version 3 with authentication and encryption, or at least a community that cannot be guessed, for the ' +
      'management station alone (net-snmp: "rocommunity SECRET 192.0.2.10"). Remove "public" and "private", and stop ' +
      'the agent where nobody asks it.',
    extension: true,
  },
  {
    id: 'ntp_control_queries',
    number: 7000041,
    kind: 'vuln',
    category: 'ntp',
    rule: 'own:amplifier',
    cve: ['CVE-2014-5209'],
    references: [{ id: 'RFC 9327', url: 'https://www.rfc-editor.org/rfc/rfc9327' }],
    title: 'NTP Server Answers Control Queries',
    diagnosis:
      'The time server answered a query for its variables (mode 6) from the scanner: version, system and peers.',
    consequence:
      'The answers name software and operating system exactly. They are larger than the question, whose sender can be ' +
      'forged, so that the server helps to flood others.',
    solution:
      'Refuse them: "restrict default kod nomodify notrap nopeer noquery" and "restrict 127.0.0.1" in ntp.conf, then ' +
      'restart. chrony answers no such queries from the network; Cisco IOS: "ntp allow mode control 3" or an access group.',
    extension: true,
  },
  {
    id: 'finger_users',
    number: 7000042,
    kind: 'vuln',
    category: 'finger',
    rule: 'own:names-told',
    cve: ['CVE-1999-0612'],
    title: 'Finger Tells Who Is Logged In',
    diagnosis: 'A finger server answered an empty request, which asks for all users who are logged in.',
    consequence:
      'Strangers learn user names, real names, idle times and where people log in from: half of a log-in, and good ' +
      'material for a telephone call.',
    solution:
      'Remove the server (Debian packages fingerd, efingerd, cfingerd) and its line in /etc/inetd.conf or its file below ' +
      '/etc/xinetd.d. Cisco IOS: "no ip finger".',
    extension: true,
  },
];
