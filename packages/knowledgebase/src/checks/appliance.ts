import type { CheckText } from '../check-text.js';

/** Cisco ASA, management controllers and embedded systems. */
export const APPLIANCE_CHECKS: readonly CheckText[] = [
  {
    id: 'http-vuln-cve2014-2126',
    number: 7000099,
    kind: 'vuln',
    category: 'cisco',
    rule: 'cvss:8.5',
    cve: ['CVE-2014-2126'],
    title: 'Cisco ASA: ASDM Users Can Become Administrators',
    diagnosis:
      'The version that the appliance tells its VPN clients is below 8.2(5.47), 8.4(7.5), 8.7(1.11), 9.0(3.10) or ' +
      '9.1(3.4). It was compared, not tried.',
    consequence:
      'A user with the lowest privilege who may use ASDM can run commands as administrator of the firewall.',
    solution:
      'Install the release that Cisco names in advisory cisco-sa-20140409-asa. Until then limit ASDM to trusted ' +
      'addresses with the "http ADDRESS MASK INTERFACE" command.',
  },
  {
    id: 'http-vuln-cve2014-2127',
    number: 7000100,
    kind: 'vuln',
    category: 'cisco',
    rule: 'cvss:8.5',
    cve: ['CVE-2014-2127'],
    title: 'Cisco ASA: SSL VPN Users Can Gain Privileges',
    diagnosis:
      'The version that the appliance tells its VPN clients is below 8.2(5.48), 8.3(2.40), 8.4(7.9), 8.6(1.13), ' +
      '9.0(4.1) or 9.1(4.3). It was compared, not tried.',
    consequence:
      'A user of the clientless VPN portal can reach management functions by crafted addresses and take over the ' +
      'firewall.',
    solution:
      'Install the release that Cisco names in advisory cisco-sa-20140409-asa. If the clientless portal is not used, ' +
      'remove "enable outside" under "webvpn".',
  },
  {
    id: 'http-vuln-cve2014-2128',
    number: 7000101,
    kind: 'vuln',
    category: 'cisco',
    rule: 'cvss:5.0',
    cve: ['CVE-2014-2128'],
    title: 'Cisco ASA: SSL VPN Authentication Can Be Bypassed',
    diagnosis:
      'The version that the appliance tells its VPN clients is below 8.2(5.47), 8.3(2.40), 8.4(7.3), 8.6(1.13), ' +
      '9.0(3.8) or 9.1(3.2). It was compared, not tried.',
    consequence:
      'With a crafted cookie or address a stranger can get into the VPN portal and at what it offers inside.',
    solution:
      'Install the release that Cisco names in advisory cisco-sa-20140409-asa. Until then switch the portal off on ' +
      'outer interfaces ("no enable outside" under "webvpn").',
  },
  {
    id: 'http-vuln-cve2014-2129',
    number: 7000102,
    kind: 'vuln',
    category: 'cisco',
    rule: 'cvss:7.1',
    cve: ['CVE-2014-2129'],
    title: 'Cisco ASA: SIP Packets Can Stop the Firewall',
    diagnosis:
      'The version that the appliance tells its VPN clients is below 8.2(5.48), 8.4(6.5), 9.0(3.1) or 9.1(2.5). It ' +
      'was compared, not tried; only appliances that inspect SIP are affected.',
    consequence:
      'Crafted telephony packets exhaust the memory or restart the firewall, and the networks behind it are cut off.',
    solution:
      'Install the release that Cisco names in advisory cisco-sa-20140409-asa, or switch the inspection off: "no ' +
      'inspect sip" in the global policy.',
  },
  {
    id: 'ipmi-cipher-zero',
    number: 7000103,
    kind: 'vuln',
    category: 'ipmi',
    rule: 'cvss:10.0',
    cve: ['CVE-2013-4782', 'CVE-2013-4783', 'CVE-2013-4784'],
    title: 'Management Controller Accepts Any Password (Cipher Zero)',
    diagnosis: 'The IPMI controller opened a session with cipher suite 0, which checks no password at all.',
    consequence:
      'Whoever knows a user name, and "admin" or "ADMIN" mostly fits, controls power, console and virtual media of ' +
      'the server, and with them everything on it.',
    solution:
      'Disable the suite: "ipmitool lan set 1 cipher_privs XXXaXXXXXXXXXXX" leaves suite 3 alone. Update the firmware and keep ' +
      'UDP port 623 within a management network.',
  },
  {
    id: 'wdb-version',
    number: 7000104,
    kind: 'vuln',
    category: 'vxworks',
    rule: 'cvss:10.0',
    cve: ['CVE-2010-2965'],
    title: 'VxWorks Debug Service Is Reachable',
    diagnosis:
      'The WDB agent of the VxWorks operating system answers on UDP port 17185. It is a tool for development that ' +
      'was left in the product.',
    consequence: 'Without a log-in anyone can read and write memory, call functions and restart the device.',
    solution:
      'Install firmware of the maker without the agent (vulnerability note VU#362332), or block UDP port 17185 ' +
      'before the device.',
  },
];
