import type { AddressSet } from '@openguard/targets';

/** How the agents of some hosts are asked by SNMP: with what their owner gave for that. */
export interface SnmpAccess {
  readonly addresses: AddressSet;
  readonly version: 'v1' | 'v2c';
  /** Secret: they stand in no report, no message and no list of processes. */
  readonly communities: readonly string[];
  /** What reports call it: the number of the record. */
  readonly record: number;
}

/** Every check that an access can give. */
export const SNMP_ACCESS_CHECKS = [
  'snmp_system',
  'snmp_interfaces',
  'snmp_processes',
  'snmp_connections',
  'snmp_software',
  'snmp_users',
] as const;
