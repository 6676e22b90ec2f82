import type { GradedFinding, HostReport } from '@openguard/model';

/** Whether a finding says something that Appendix A has no place for. */
export const isBeyond2001 = ({ section, severity, protocol = 'tcp', cve }: GradedFinding): boolean =>
  protocol !== 'tcp' ||
  ((section === 'info' || section === 'service') && cve.length > 0) ||
  (section === 'service' && severity === undefined);

/** The same hosts without what Appendix A has no place for. */
export const within2001 = (host: HostReport): HostReport => ({
  ...host,
  findings: host.findings.map((finding) => ({
    ...finding,
    ...(finding.section === 'service' && finding.severity === undefined ? { severity: 1 } : {}),
    protocol: 'tcp',
    cve: finding.section === 'info' || finding.section === 'service' ? [] : finding.cve,
  })),
});

/** The categories of information that are not on the list of Appendix B. */
export const unlisted = (hosts: readonly HostReport[]): ReadonlySet<string> =>
  new Set(
    hosts.flatMap(({ findings }) =>
      findings.flatMap(({ section, category }) =>
        section !== 'info' || category === 'route' || category === 'whois' ? [] : [category],
      ),
    ),
  );
