import type { Service } from '../plant.js';

/** The agent of Net-SNMP. */
export const snmpd =
  (settings: string): Service =>
  ({ address, port }) => ({
    files: { 'snmpd.conf': `sysLocation range\nsysContact nobody\n${settings}\n` },
    script: `export SNMP_PERSISTENT_DIR=/run/snmp
exec snmpd -f -Lo -C -c snmpd.conf udp:${address}:${port}`,
  });
