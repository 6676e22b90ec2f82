import { entryOf, gradeOf, type Certainty } from '@openguard/knowledgebase';
import type { GradedFinding } from '@openguard/model';
import { replaceForbidden } from '@openguard/xml';
import { KNOWN_CHECK } from './known-finding.js';

/** What an engine saw: which check, where, how sure, and the evidence. */
export interface Observation {
  /** An id of the knowledge base. */
  readonly check: string;
  readonly certainty?: Certainty;
  readonly port?: number;
  /** The protocol of the port; TCP unless told. */
  readonly protocol?: 'tcp' | 'udp';
  readonly ssl?: boolean;
  /** In place of the category of the entry, for services that have none of their own. */
  readonly category?: string;
  /** In place of the identifiers of the entry, when the evidence narrows them down. */
  readonly cve?: readonly string[];
  readonly result?: string;
  /** Whether `result` is a table of tab columns. */
  readonly table?: boolean;
}

/** Whether an id is in the knowledge base. */
export const isCheck = (id: string): boolean => entryOf(id) !== undefined;

/** The finding that a report shows: texts and grade of the knowledge base, evidence of the observation. */
export const findingOf = (seen: Observation): GradedFinding => {
  const entry = entryOf(seen.check);
  if (entry === undefined) throw new TypeError(`${seen.check} is not in the knowledge base`);
  const { title, diagnosis, consequence, solution } = entry;
  return {
    ...gradeOf(entry, seen.certainty),
    id: entry.id,
    title,
    cve: seen.cve ?? entry.cve,
    category: seen.category ?? entry.category,
    diagnosis,
    consequence,
    solution,
    ...(seen.port === undefined ? {} : { port: seen.port, protocol: seen.protocol ?? 'tcp' }),
    ...(seen.ssl === true ? { ssl: true } : {}),
    ...(seen.result === undefined ? {} : { result: replaceForbidden(seen.result) }),
    ...(seen.table === true ? { resultFormat: 'table' } : {}),
  };
};

const SECTIONS = { vuln: 0, practice: 1, service: 2, info: 3 } as const;

const compareText = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

// Findings by version come in the order of their urgency.
const checkOf = (id: string): string => (id.startsWith(`${KNOWN_CHECK}:`) ? KNOWN_CHECK : id);

const evidenceOf = ({ id, result }: GradedFinding): string =>
  checkOf(id) === KNOWN_CHECK ? '' : (result ?? '');

/** Confirmed weaknesses first, then by port (none first), id and evidence: the same whatever came first. */
export const inOrder = (findings: readonly GradedFinding[]): readonly GradedFinding[] =>
  [...findings].sort(
    (a, b) =>
      SECTIONS[a.section] - SECTIONS[b.section] ||
      (a.port ?? 0) - (b.port ?? 0) ||
      compareText(a.protocol ?? '', b.protocol ?? '') ||
      compareText(checkOf(a.id), checkOf(b.id)) ||
      compareText(evidenceOf(a), evidenceOf(b)),
  );
