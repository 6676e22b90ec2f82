import type { FindingState, KnownFinding, Section } from '@openguard/model';
import type { KnownHost, Store } from '@openguard/storage';

/** A host, and those of its findings that are wanted. */
export interface HostFindings {
  readonly host: KnownHost;
  readonly findings: readonly KnownFinding[];
}

/** Which findings of hosts are wanted. */
export interface FindingChoice {
  readonly states: readonly FindingState[];
  readonly sections: readonly Section[];
  readonly wants?: (finding: KnownFinding) => boolean;
  /** Whether hosts of which nothing is wanted are told, too. */
  readonly isBareWanted?: boolean;
}

/** Hosts whose findings are read at a time: twice as many save no time that can be told, and take some more MB. */
const BATCH = 16;

/** The findings of some hosts, host by host in their order; one of which nothing is wanted is left out unless told. */
export async function* findingsOnHosts(
  store: Pick<Store, 'findingsOf'>,
  account: string,
  hosts: AsyncIterable<KnownHost>,
  { wants = () => true, isBareWanted = false, ...which }: FindingChoice,
): AsyncGenerator<HostFindings, void, undefined> {
  const read = async function* (batch: readonly KnownHost[]): AsyncGenerator<HostFindings> {
    const addresses = batch.map(({ address }) => address);
    const found = await store.findingsOf({ account, addresses, ...which });
    for (const host of batch) {
      const findings = (found.get(host.address) ?? []).filter(wants);
      if (isBareWanted || findings.length > 0) yield { host, findings };
    }
  };
  let batch: KnownHost[] = [];
  for await (const host of hosts) {
    batch.push(host);
    if (batch.length < BATCH) continue;
    yield* read(batch);
    batch = [];
  }
  if (batch.length > 0) yield* read(batch);
}
