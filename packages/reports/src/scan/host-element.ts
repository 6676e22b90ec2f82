import { coverageToFindings, type Finding, type HostReport, type Section } from '@openguard/model';
import type { XmlElement } from '@openguard/xml';
import { findingElement } from './finding-element.js';
import { CategoryStart, HostStart } from './scan.js';

const SECTIONS: readonly (readonly [Section, string])[] = [
  ['info', 'INFOS'],
  ['service', 'SERVICES'],
  ['vuln', 'VULNS'],
  ['practice', 'PRACTICES'],
];

// The DTD of 2001 has no protocol; it is written only where it is not the usual one.
const categoryStart = ({ category, port, protocol, fqdn, ssl }: Finding): XmlElement =>
  CategoryStart.encode({
    value: category,
    ...(fqdn === undefined ? {} : { fqdn }),
    ...(port === undefined ? {} : { port: String(port) }),
    ...(protocol === undefined || protocol === 'tcp' ? {} : { protocol }),
    ...(ssl === true ? { misc: 'over ssl' } : {}),
  });

const categories = (findings: readonly Finding[]): readonly XmlElement[] => {
  const groups = new Map<string, { readonly start: XmlElement; readonly findings: XmlElement[] }>();
  for (const finding of findings) {
    const start = categoryStart(finding);
    const key = JSON.stringify(start.attributes);
    const group = groups.get(key) ?? { start, findings: [] };
    group.findings.push(findingElement(finding));
    groups.set(key, group);
  }
  return [...groups.values()].map(({ start, findings: children }) => ({ ...start, children }));
};

/** A host as its IP element, in the 2001 form, with its coverage under INFOS. */
export const hostElement = (host: HostReport): XmlElement => {
  const findings: readonly Finding[] = [...coverageToFindings(host.coverage), ...host.findings];
  const children = SECTIONS.flatMap(([section, tagName]): XmlElement[] => {
    const inside = categories(findings.filter((finding) => finding.section === section));
    return inside.length === 0 ? [] : [{ tagName, attributes: {}, children: inside }];
  });
  const start = HostStart.encode({ value: host.ip, ...(host.name === undefined ? {} : { name: host.name }) });
  return { ...start, children };
};
