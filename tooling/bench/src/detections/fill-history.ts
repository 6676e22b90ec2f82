import { CHECKS } from '@openguard/knowledgebase';
import type { FindingStanding, TakenReport } from '@openguard/model';
import type { HostVisit, Judge, SeenFinding, Store } from '@openguard/storage';

/** Findings of each host. */
export const FINDINGS = 20;
const FIRST = 10 * 2 ** 24;
const AT = Date.UTC(2026, 0, 5);
const CHUNK = 200;

const WEAKNESSES = CHECKS.filter(({ kind }) => kind === 'vuln').slice(0, FINDINGS);

const seen: readonly SeenFinding[] = WEAKNESSES.map(({ id, severity, title, cve, category }, index) => ({
  ...{ key: JSON.stringify([id, index]), id, section: 'vuln', severity, port: 1000 + index, protocol: 'tcp' },
  facts: { title, cve, category, result: `Port\tAnswer\n${1000 + index}\t<220> welcome & ${'x'.repeat(60)}` },
}));

/** Everything was found for the first time. */
const judge: Judge = ({ visits: [visit] }) => ({
  tellers: new Map(),
  events: [],
  standings: (visit?.seen ?? []).flatMap(({ key, section, severity }): readonly FindingStanding[] => {
    const site = seen.find((each) => each.key === key);
    return site === undefined
      ? []
      : [
          {
            ...{ key, id: site.id, section, severity, state: 'new' },
            ...{ firstSeen: AT, lastSeen: AT, lastTested: AT, timesFound: 1, openedAt: AT },
            ...(site.port === undefined ? {} : { port: site.port }),
            ...(site.protocol === undefined ? {} : { protocol: site.protocol }),
          },
        ];
  }),
});

/** Puts hosts into the history of an account. */
export const fillHistory = async (store: Store, account: string, hosts: number): Promise<void> => {
  const report: TakenReport = {
    ...{ digest: 'a scan', ref: 'scan/1.1', at: AT, origin: 'scan', target: '10.0.0.0/8' },
    ...{ notAlive: '', notScanned: '', takenAt: AT },
  };
  await store.beginTaking(account, report);
  for (let from = 0; from < hosts; from += CHUNK) {
    const visits = Array.from({ length: Math.min(CHUNK, hosts - from) }, (_, index): HostVisit => ({
      address: FIRST + from + index,
      tested: { listed: ['tcp'], reached: [], status: 'FINISHED' },
      seen,
      name: `host${from + index}.company.example`,
      os: index % 3 === 0 ? 'Windows Server 2016' : 'Linux 5.15',
    }));
    await store.takeVisits(account, report.digest, visits, judge);
  }
  await store.endTaking(account, { ...report, hosts });
};
