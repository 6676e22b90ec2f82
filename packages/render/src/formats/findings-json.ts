import type { Report } from '../report.js';
import { terminalJsonList } from '../terminal-json.js';

/** The findings of a report as one JSON array on one line, every field as the report has it. */
export function* findingsJson({ findings }: Pick<Report, 'findings'>): Generator<string, void, undefined> {
  const values = function* () {
    for (const { finding, verdict, evidence, reason, accepted } of findings) {
      const { ip, severity, id, title, cve, port, diagnosis, consequence, solution, result } = finding;
      const { protocol, fqdn, instance, status, pciFlag, virtualPatches } = finding;
      const isVulnerability = finding.section === 'vuln';
      yield {
        ...(verdict === undefined ? {} : { verdict, evidence, reason }),
        ...(isVulnerability ? {} : { section: finding.section }),
        ...{ ip, severity, id, title, cve, port, protocol, fqdn },
        ...{ diagnosis, consequence, solution, result },
        ...{ instance, status, pciFlag, virtualPatches },
        ...(accepted === undefined ? {} : { accepted }),
      };
    }
  };
  yield* terminalJsonList(values());
  yield '\n';
}
