import type { CheckText } from '../check-text.js';

/** What an agent tells whoever has its community: facts that the account's own authentication record opened. */
export const SNMP_CHECKS: readonly CheckText[] = [
  {
    id: 'snmp_system',
    number: 7000125,
    kind: 'info',
    category: 'snmp',
    rule: 'info:fact',
    title: 'System Description Read by SNMP',
    diagnosis:
      'The agent took a community string of an authentication record of this account, and describes its system so: ' +
      'maker, model, operating system and version, as far as it says.',
    consequence:
      'Whoever learns the community reads the same. Versions 1 and 2c of SNMP send it in clear with every request, so ' +
      'that anyone on the way can note it down.',
    solution:
      'Compare the version with what its maker still supports. Where the device can do it, use SNMP version 3 with ' +
      'authentication and encryption, and switch the older versions off.',
    extension: true,
  },
  {
    id: 'snmp_interfaces',
    number: 7000126,
    kind: 'info',
    category: 'snmp',
    rule: 'info:fact',
    title: 'Network Interfaces Read by SNMP',
    diagnosis:
      'The interfaces of the host with their addresses, as the agent lists them to the community string of this ' +
      'account. Counters of traffic are left out, since they differ in every scan.',
    consequence:
      'An interface that nobody knows of may lead to another network past its firewall, and its address says which ' +
      'network that is.',
    solution:
      'Look for interfaces and addresses that should not be there. Take what is unused out of service, and let the agent ' +
      'answer on the network of its management station alone.',
    extension: true,
  },
  {
    id: 'snmp_processes',
    number: 7000127,
    kind: 'info',
    category: 'snmp',
    rule: 'info:fact',
    title: 'Running Programs Read by SNMP',
    diagnosis:
      'The names of the programs that ran on the host during the scan, each once, as the agent lists them to the ' +
      'community string of this account.',
    consequence:
      'Programs for remote control, sharing of files or mining that nobody installed on purpose show that somebody else ' +
      'uses the host.',
    solution:
      'Look for programs that do not belong on this host, and find out who started them. A view of the agent can hide ' +
      'the table of processes (net-snmp: "view all excluded .1.3.6.1.2.1.25.4").',
    extension: true,
  },
  {
    id: 'snmp_connections',
    number: 7000128,
    kind: 'info',
    category: 'snmp',
    rule: 'info:fact',
    title: 'Listening Ports Read by SNMP',
    diagnosis:
      'The ports on which the host itself says that something listens, read with the community string of this account: ' +
      'also those that a packet filter keeps from the scanner.',
    consequence:
      'A service behind a packet filter is one rule away from the network, and open already to whoever is on the same ' +
      'host.',
    solution:
      'Compare the list with the open ports of this report. Stop what nobody uses, and bind what is for the host alone ' +
      'to 127.0.0.1.',
    extension: true,
  },
  {
    id: 'snmp_software',
    number: 7000129,
    kind: 'info',
    category: 'snmp',
    rule: 'info:fact',
    title: 'Installed Software Read by SNMP',
    diagnosis:
      'The software that the agent lists as installed, with the time of its installation where it says so, read with ' +
      'the community string of this account.',
    consequence:
      'Software that is no longer maintained keeps its weaknesses, also where no port shows that it is there.',
    solution:
      'Remove what is not needed, and bring the rest to a version that its maker still mends. Compare the list with what ' +
      'you meant to install.',
    extension: true,
  },
  {
    id: 'snmp_users',
    number: 7000130,
    kind: 'info',
    category: 'snmp',
    rule: 'info:fact',
    title: 'Local Accounts Read by SNMP',
    diagnosis:
      'The names of local accounts that the agent of a Windows system gives to the community string of this account. ' +
      'Passwords are not among what it tells.',
    consequence:
      'Names of accounts are half of what a guesser of passwords needs. Accounts of people who have left are seldom ' +
      'watched.',
    solution:
      'Disable accounts that nobody uses, rename the built-in administrator, and take the LAN Manager branch out of the ' +
      'view of the agent.',
    extension: true,
  },
];
