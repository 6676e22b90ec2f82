import { CHECKS, type CheckEntry } from '@openguard/knowledgebase';
import { LATER_ENDPOINTS, REFUSALS } from '@openguard/protocol';
import { writeKnowledgeBase, writeKnowledgeBaseRefusal, type KnownVulnValues } from '@openguard/reports';
import { declared, type ApiFunction } from './api-function.js';
import { baseScoreOf, pciFlagOf, referenceLists } from './check-values.js';

const { knowledgeBase } = LATER_ENDPOINTS;

/** A confirmed finding of such a check stands among vulnerabilities, a doubted one among potential ones. */
const TYPES = {
  vuln: 'Vulnerability or Potential Vulnerability',
  practice: 'Potential Vulnerability',
  service: 'Information Gathered',
  info: 'Information Gathered',
} as const;

const vulnOf = (entry: CheckEntry, withPci: boolean): KnownVulnValues => {
  const base = baseScoreOf(entry);
  return {
    id: String(entry.number),
    type: TYPES[entry.kind],
    severity: String(entry.severity),
    title: entry.title,
    category: entry.category,
    ...referenceLists(entry),
    diagnosis: entry.diagnosis,
    consequence: entry.consequence,
    solution: entry.solution,
    ...(base === undefined ? {} : { cvssBase: base }),
    ...(withPci ? { pciFlag: pciFlagOf(entry) } : {}),
  };
};

const BY_NUMBER = [...CHECKS].sort((a, b) => a.number - b.number);

const invalid = (name: string, reason: string): string =>
  writeKnowledgeBaseRefusal(REFUSALS.invalidValue, `Invalid value for '${name}' : ${reason}.`);

/** knowledgebase_download.php: the checks of this server, or one of them. */
export const knowledgeFunction: ApiFunction = declared(
  knowledgeBase,
  ({ number, text }) => writeKnowledgeBaseRefusal(number, text),
  (_account, { check, pci = false, patchable }) => {
    // What nobody knows must not read as "none has".
    if (patchable !== undefined)
      return Promise.resolve(
        invalid('is_patchable', 'the knowledge base does not say for which checks there are patches'),
      );
    const found = check === undefined ? BY_NUMBER : BY_NUMBER.filter(({ number }) => number === check);
    return Promise.resolve(
      found.length === 0
        ? invalid('vuln_id', 'there is no check with that number')
        : writeKnowledgeBase(found.map((entry) => vulnOf(entry, pci))),
    );
  },
);
