import { HOST, says, tcpOnly, udp, type Plant } from '../plant.js';
import { hostRule } from '../services/host.js';
import { ntpd } from '../services/ntpd.js';
import { snmpd } from '../services/snmpd.js';
import { smallTcp, smallUdp, xinetd } from '../services/xinetd.js';

/** The clock, management, and services that have outlived their use. */
export const OLD_SERVICE_PLANTS: readonly Plant[] = [
  {
    name: 'snmp-public',
    check: 'snmp_default_community',
    family: 'snmp',
    spot: udp(161),
    weak: snmpd('rocommunity public'),
    fixed: snmpd('rocommunity k8Rw2vTq9'),
    bare: [says('snmp-brute', /Valid credentials/)],
  },
  {
    name: 'snmp-private',
    check: 'snmp_default_community',
    family: 'snmp',
    spot: udp(161),
    weak: snmpd('rwcommunity private'),
    fixed: snmpd('rocommunity k8Rw2vTq9'),
  },
  {
    name: 'ntp-information',
    check: 'ntp_control_queries',
    family: 'time',
    spot: udp(123),
    weak: ntpd('nomodify'),
    fixed: ntpd('nomodify noquery'),
    bare: [says('ntp-info', /version/)],
  },
  {
    name: 'udp-small-services',
    check: 'udp_small_services',
    family: 'time',
    spot: { ...udp(7), ofHost: true },
    weak: xinetd(smallUdp('echo', 7), smallUdp('daytime', 13), smallUdp('chargen', 19)),
    fixed: hostRule(),
  },
  {
    name: 'tcp-daytime',
    check: 'tcp_small_services',
    family: 'time',
    spot: tcpOnly(13),
    weak: xinetd(smallTcp('daytime', 13)),
    fixed: hostRule(),
  },
  {
    name: 'icmp-timestamp',
    check: 'icmp_time',
    family: 'time',
    spot: HOST,
    weak: hostRule('flush chain inet range input'),
    fixed: hostRule(),
  },
];
