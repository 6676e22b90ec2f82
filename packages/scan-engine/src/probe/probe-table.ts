import { dnsProbe, zoneProbe } from './dns-probe.js';
import { anonymousFtpProbe, ftpProbe } from './ftp-probe.js';
import { imapProbe, pop3Probe } from './mailbox-probe.js';
import { postgresProbe } from './postgres-probe.js';
import type { Probe } from './probe.js';
import { rsyncProbe } from './rsync-probe.js';
import { smbProbe } from './smb-probe.js';
import { smtpProbe } from './smtp-probe.js';
import { snmpProbe } from './snmp-probe.js';
import { vncFarewell, vncProbe } from './vnc-probe.js';
import { webProbe } from './web-probe.js';

/** Every dialogue that is held. */
export const PROBES: readonly Probe[] = [
  ftpProbe,
  anonymousFtpProbe,
  smtpProbe,
  pop3Probe,
  imapProbe,
  dnsProbe,
  zoneProbe,
  snmpProbe,
  smbProbe,
  postgresProbe,
  rsyncProbe,
  vncProbe,
  vncFarewell,
  webProbe,
];

/** Every check that a probe can give. */
export const PROBE_CHECKS: readonly string[] = PROBES.flatMap(({ checks }) => checks);
