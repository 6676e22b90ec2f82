import { attribute, child, content, element, many, one, optional, Text } from '@openguard/codec';

/** CVSS_BASE with where the figure comes from. */
export const CvssBase = element('CVSS_BASE', {
  source: optional(attribute('source', Text)),
  text: content(Text),
});

const referenceFields = { id: optional(child('ID', Text)), url: optional(child('URL', Text)) };

export const VendorReference = element('VENDOR_REFERENCE', referenceFields);
export const CveReference = element('CVE_ID', referenceFields);
export const BugtraqReference = element('BUGTRAQ_ID', referenceFields);

export const VendorReferenceList = element('VENDOR_REFERENCE_LIST', { items: many(one(VendorReference)) });
export const CveReferenceList = element('CVE_ID_LIST', { items: many(one(CveReference)) });
export const BugtraqReferenceList = element('BUGTRAQ_ID_LIST', { items: many(one(BugtraqReference)) });

export const ComplianceInfo = element('COMPLIANCE_INFO', {
  type: optional(child('COMPLIANCE_TYPE', Text)),
  section: optional(child('COMPLIANCE_SECTION', Text)),
  description: optional(child('COMPLIANCE_DESCRIPTION', Text)),
});

export const Compliance = element('COMPLIANCE', { items: many(one(ComplianceInfo)) });

export const ExploitEntry = element('EXPLT', {
  reference: optional(child('REF', Text)),
  description: optional(child('DESC', Text)),
  link: optional(child('LINK', Text)),
});

export const ExploitList = element('EXPLT_LIST', { items: many(one(ExploitEntry)) });

export const ExploitSource = element('EXPLT_SRC', {
  name: child('SRC_NAME', Text),
  list: optional(one(ExploitList)),
});

export const Exploitability = element('EXPLOITABILITY', { sources: many(one(ExploitSource)) });

export const MalwareInfo = element('MW_INFO', {
  id: optional(child('MW_ID', Text)),
  type: optional(child('MW_TYPE', Text)),
  platform: optional(child('MW_PLATFORM', Text)),
  alias: optional(child('MW_ALIAS', Text)),
  rating: optional(child('MW_RATING', Text)),
  link: optional(child('MW_LINK', Text)),
});

export const MalwareList = element('MW_LIST', { items: many(one(MalwareInfo)) });

export const MalwareSource = element('MW_SRC', {
  name: child('SRC_NAME', Text),
  list: optional(one(MalwareList)),
});

export const MalwareSection = element('MALWARE', { sources: many(one(MalwareSource)) });

/** CORRELATION: public exploits and malware that use a weakness (2010 and later). */
export const Correlation = element('CORRELATION', {
  exploitability: optional(one(Exploitability)),
  malware: optional(one(MalwareSection)),
});
