import type { Finding } from '@openguard/model';
import type { XmlElement } from '@openguard/xml';
import { Info, Practice, Service, Vuln } from './finding.js';

const present = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: V });

// Several CVE identifiers stand as a comma list, as later releases write them: the attribute is the only
// place that a program of 2001 looks at.
const common = (finding: Finding) => ({
  value: finding.id,
  ...(finding.cve.length === 0 ? {} : { cveid: finding.cve.join(',') }),
  title: finding.title,
  ...present('diagnosis', finding.diagnosis),
  ...present('consequence', finding.consequence),
  ...present('solution', finding.solution),
  ...(finding.result === undefined
    ? {}
    : { result: { text: finding.result, ...present('format', finding.resultFormat) } }),
});

/** A finding as its element, in the 2001 form. A weakness has a severity; without one it is none. */
export const findingElement = (finding: Finding): XmlElement => {
  const { section, severity } = finding;
  if (section === 'vuln' || section === 'practice') {
    if (severity === undefined) throw new TypeError(`${finding.id} is a weakness without a severity`);
    const weakness = { ...common(finding), severity, ...present('esoid', finding.esoid) };
    return section === 'vuln' ? Vuln.encode(weakness) : Practice.encode(weakness);
  }
  const fact = { ...common(finding), ...(severity === undefined ? {} : { severity: String(severity) }) };
  return section === 'service' ? Service.encode(fact) : Info.encode(fact);
};
