import type { CoverageGap } from '@openguard/model';
import type { SnmpAccess } from '@openguard/scan-engine';
import type { Store } from '@openguard/storage';
import { contains, parseAddress, type AddressSet } from '@openguard/targets';
import type { Sealing } from '../sealing.js';
import { addressesOf } from './login-addresses.js';
import { describeUnopened, openLogin } from './sealed-login.js';

/** Records that a scan uses, and for which hosts others are left aside. */
export interface SnmpAccesses {
  readonly snmp: readonly SnmpAccess[];
  /** What a report says of a host because of records that are not used for it. */
  readonly gapsOf: (ip: string) => readonly CoverageGap[];
}

interface Unused {
  readonly addresses: AddressSet;
  readonly gap: CoverageGap;
}

const FINDER = async (): Promise<undefined> => Promise.resolve(undefined);

/** How the hosts of an account are asked by SNMP: by its records of version v1 and v2c, their secrets opened. */
export const snmpAccesses = async (
  store: Pick<Store, 'loginsOf'>,
  account: string,
  findSealing: () => Promise<Sealing | undefined> = FINDER,
): Promise<SnmpAccesses> => {
  const records = (await store.loginsOf(account)).filter(
    ({ kind, version, sealed }) => kind === 'snmp' && version !== 'v3' && sealed !== undefined,
  );
  const sealing = records.length === 0 ? undefined : await findSealing();
  const snmp: SnmpAccess[] = [];
  const unused: Unused[] = [];
  for (const record of records) {
    const addresses = addressesOf(record.ips);
    const opened = openLogin(sealing, record);
    if (opened.tag === 'opened') {
      const { communityStrings: communities = [] } = opened.secrets;
      const version = record.version === 'v2c' ? 'v2c' : 'v1';
      if (communities.length > 0) snmp.push({ addresses, version, communities, record: record.id });
      continue;
    }
    const reason = `The secrets of the authentication record ${record.id} cannot be opened: ${describeUnopened(opened)}.`;
    unused.push({ addresses, gap: { subject: 'snmp_system', reason } });
  }
  return {
    snmp,
    gapsOf: (ip) => {
      const address = parseAddress(ip);
      if (address._tag === 'Left') return [];
      return unused.flatMap(({ addresses, gap }) => (contains(addresses, address.right) ? [gap] : []));
    },
  };
};
