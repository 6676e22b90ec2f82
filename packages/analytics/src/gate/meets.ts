import type { Acceptance, FindingItem } from '@openguard/model';
import { contains, parseAddress } from '@openguard/targets';
import type { CheckNamesOf } from '../identity.js';
import type { Condition, Operator, TextField } from './condition.js';

/**
 * What a condition looks at: a finding, what became of it where two reports were compared, how the older of them holds
 * it, and under what its risk is accepted, if it is.
 */
export interface GateSubject {
  readonly finding: Pick<
    FindingItem,
    | 'section'
    | 'ip'
    | 'id'
    | 'title'
    | 'cve'
    | 'category'
    | 'severity'
    | 'port'
    | 'protocol'
    | 'fqdn'
    | 'status'
    | 'instance'
  >;
  readonly verdict?: string;
  readonly before?: Pick<FindingItem, 'section' | 'severity'>;
  readonly accepted?: Pick<Acceptance, 'until'>;
}

const compareNumbers = (one: number, operator: Operator, other: number): boolean => {
  switch (operator) {
    case '=':
      return one === other;
    case '!=':
      return one !== other;
    case '<':
      return one < other;
    case '<=':
      return one <= other;
    case '>':
      return one > other;
    case '>=':
      return one >= other;
  }
};

/** Whether a text is these parts with anything between them. */
const matches = (text: string, parts: readonly string[]): boolean => {
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return text === first;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
};

const textsOf = (
  finding: GateSubject['finding'],
  field: TextField,
  namesOf: CheckNamesOf,
): readonly string[] => {
  switch (field) {
    case 'id':
      return namesOf(finding);
    case 'cve':
      return finding.cve;
    case 'name':
      return [finding.fqdn ?? ''];
    case 'status':
      return [finding.status ?? ''];
    case 'protocol':
      return [finding.protocol ?? 'tcp'];
    default:
      return [finding[field]];
  }
};

const standsIn = (condition: Extract<Condition, { kind: 'host' }>, ip: string): boolean => {
  const address = parseAddress(ip.trim());
  return address._tag === 'Right' && contains(condition.addresses, address.right);
};

const hasWorsened = ({ finding, verdict, before }: GateSubject): boolean => {
  if (verdict !== 'changed' || before === undefined) return false;
  const confirmed = before.section === 'practice' && finding.section === 'vuln';
  return confirmed || (finding.severity ?? 0) > (before.severity ?? 0);
};

/** Whether a finding is as a condition says. */
export const meets = (condition: Condition, subject: GateSubject, namesOf: CheckNamesOf): boolean => {
  const { finding, verdict } = subject;
  switch (condition.kind) {
    case 'or':
      return condition.of.some((each) => meets(each, subject, namesOf));
    case 'and':
      return condition.of.every((each) => meets(each, subject, namesOf));
    case 'not':
      return !meets(condition.of, subject, namesOf);
    case 'verdict':
      return verdict?.replace(' ', '-') === condition.verdict;
    case 'worsened':
      return hasWorsened(subject);
    case 'section':
      return finding.section === condition.section;
    case 'has-cve':
      return finding.cve.length > 0;
    case 'accepted':
      return subject.accepted !== undefined;
    case 'number': {
      const value = finding[condition.field];
      return value !== undefined && compareNumbers(value, condition.operator, condition.value);
    }
    case 'text': {
      const texts = textsOf(finding, condition.field, namesOf);
      return texts.some((text) => matches(text.trim().toLowerCase(), condition.parts)) === condition.equal;
    }
    case 'host':
      return standsIn(condition, finding.ip) === condition.equal;
  }
};
