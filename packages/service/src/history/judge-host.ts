import { knownHost, Silence, unreadPortIn, type Evidence } from '@openguard/analytics';
import type { FindingStanding } from '@openguard/model';
import { formatAddress } from '@openguard/targets';
import type { HostOutcome, HostPast, PastVisit } from '@openguard/storage';
import { foldVisits } from './fold-visits.js';

/** What absences from a visit rest on, as a comparison judges them. */
const silenceOf = (ip: string, { tested }: PastVisit): ((finding: FindingStanding) => Evidence) => {
  const { status, host: answer, listed, reached, coverage, naming } = tested;
  const head = { status, notAlive: '', notScanned: '', ...(naming === undefined ? {} : { naming }) };
  const silence = new Silence(head);
  const host = knownHost([
    {
      ...{ ip, ports: [], listed, reached },
      ...(answer === undefined ? {} : { status: answer }),
      ...(coverage === undefined ? {} : { coverage }),
    },
  ]);
  return ({ key, id, port, protocol }) => {
    const unreadPort = port === undefined ? unreadPortIn(key) : undefined;
    return silence.ofFinding(host, {
      ...{ section: 'vuln', ip, id, title: '', cve: [], category: '' },
      ...(port === undefined ? {} : { port }),
      ...(protocol === undefined ? {} : { protocol }),
      ...(unreadPort === undefined ? {} : { unreadPort }),
    });
  };
};

/** How the findings of a host stand after its visits, with the evidence that a comparison goes by. */
export const judgeHost = (past: HostPast): HostOutcome => {
  const ip = formatAddress(past.address);
  const silences = new Map<PastVisit, (finding: FindingStanding) => Evidence>();
  return foldVisits(past, (visit, finding) => {
    const silence = silences.get(visit) ?? silenceOf(ip, visit);
    silences.set(visit, silence);
    return silence(finding);
  });
};
