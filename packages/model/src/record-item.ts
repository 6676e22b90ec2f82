import type { Noticed } from './notice.js';

/**
 * An authentication record: how hosts are logged in to when they are scanned. It never holds a secret of theirs but
 * for SNMP community strings, where a service tells them.
 */
export interface RecordItem extends Noticed {
  readonly kind: 'record';
  readonly type: 'unix' | 'cisco' | 'snmp' | 'other';
  readonly id: number;
  readonly title: string;
  /** `SUB_TYPE` as it stands, of a Unix record that is for something else. */
  readonly subType?: string;
  /** Of SNMP: `v1`, `v2c` or `v3`; `v1` where a record has none, since it is older than 6.18. */
  readonly version?: string;
  readonly username?: string;
  readonly skipPassword?: string;
  readonly cleartextPassword?: string;
  readonly port?: string;
  readonly communityStrings?: readonly string[];
  readonly authAlgorithm?: string;
  readonly privacyAlgorithm?: string;
  readonly securityEngineId?: string;
  readonly contextEngineId?: string;
  readonly context?: string;
  readonly networkId?: string;
  /** Addresses and ranges, as they stand. */
  readonly ips: readonly string[];
  readonly created?: string;
  readonly createdBy?: string;
  readonly modified?: string;
  readonly comments?: string;
}
