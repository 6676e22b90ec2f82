import { formatAddress, parseAddress } from '@openguard/targets';
import type { FindingItem } from '@openguard/model';
import type { CheckNaming } from './report-record.js';

/**
 * What of a finding takes part in its identity. `cve` and `instance` only for those that a table of numbers needs to tell
 * apart.
 */
export type IdentifiedFinding = Pick<
  FindingItem,
  'ip' | 'section' | 'id' | 'port' | 'unreadPort' | 'protocol' | 'fqdn' | 'cve' | 'instance'
>;

/**
 * The check that a finding is of, by the name that both sides of a comparison use: for documents that name checks by
 * number, a table gives the name. `textIdOf` of `@openguard/knowledgebase` is the one of our own numbers.
 */
export type CheckIdOf = (finding: Pick<FindingItem, 'id' | 'cve' | 'instance'>) => string;

/**
 * The kind of a finding, for documents that do not tell services and other information apart: a table of numbers does.
 * `sectionOf` of `@openguard/knowledgebase` is the one of our own numbers.
 */
export type SectionOf = (finding: Pick<FindingItem, 'id' | 'section'>) => FindingItem['section'];

/**
 * All names by which people may call the check of a finding, in conditions and acceptances. `namesOfCheck` of
 * `@openguard/knowledgebase` knows our own.
 */
export type CheckNamesOf = (finding: Parameters<CheckIdOf>[0]) => readonly string[];

/** Takes the id as the document holds it for the only name. */
export const namedAsWritten: CheckNamesOf = ({ id }) => [id.trim()];

/** Takes ids as the documents hold them. */
export const asWritten: CheckIdOf = ({ id }) => id;

/** Whether a check is named by a number that no table knows, or by a text. */
export const namingOf = (check: string): CheckNaming => (/^[0-9]+$/.test(check.trim()) ? 'number' : 'text');

/** An address in the one way of writing it; text that is none without blanks around it. */
const hostOf = (ip: string): string => {
  const text = ip.trim();
  const parsed = parseAddress(text);
  return parsed._tag === 'Right' ? formatAddress(parsed.right) : text;
};

/** DNS names compare without regard to case, and a dot at their end changes nothing. */
const virtualHostOf = (fqdn: string | undefined): string =>
  fqdn === undefined ? '' : fqdn.trim().replace(/\.$/, '').toLowerCase();

/** The protocol of a finding; tcp where the document does not say, as in all of 2001. */
export const protocolOf = ({ protocol }: Pick<FindingItem, 'protocol'>): string => {
  const text = protocol?.trim().toLowerCase() ?? '';
  return text === '' ? 'tcp' : text;
};

/** What places begin with that nobody can tell: what a document has in the place of a port stands behind it. */
const UNREAD = '?';

/**
 * Where a finding stands, such as `tcp/21`; empty for one of the whole host, and such as `?http` where the document has
 * something else in the place of a port.
 */
export const placeOf = (finding: Pick<FindingItem, 'port' | 'unreadPort' | 'protocol'>): string => {
  if (finding.port !== undefined) return `${protocolOf(finding)}/${finding.port}`;
  return finding.unreadPort === undefined ? '' : `${UNREAD}${finding.unreadPort}`;
};

/** The text that the identities of a host's findings begin with, and no others. */
export const hostKeyOf = (ip: string): string => `[${JSON.stringify(hostOf(ip))},`;

/** Tells a {@link hostKeyOf} from an identity. */
export const isHostKey = (key: string): boolean => key.endsWith(',');

/**
 * What makes two findings of two reports the same: a stable text, a JSON array of host, kind, check, place and virtual
 * host, such as `["192.0.2.1","vuln","ftp_anonymous","tcp/21",""]`. The rules stand in docs/identity.md.
 *
 * Names of hosts, titles, severities and results take no part. A practice and a vulnerability of one check are one
 * weakness, doubted or confirmed.
 */
export const identityOf = (finding: IdentifiedFinding, checkIdOf: CheckIdOf = asWritten): string => {
  const { ip, section, fqdn } = finding;
  return JSON.stringify([
    hostOf(ip),
    section === 'practice' ? 'vuln' : section,
    checkIdOf(finding).trim(),
    placeOf(finding),
    virtualHostOf(fqdn),
  ]);
};

/** What stands in the place of the port of a finding, if that is none, by the identity of the finding. */
export const unreadPortIn = (identity: string): string | undefined => {
  if (!identity.includes(`"${UNREAD}`)) return undefined;
  const parts: unknown = JSON.parse(identity);
  const place: unknown = Array.isArray(parts) ? parts[3] : undefined;
  return typeof place === 'string' && place.startsWith(UNREAD) ? place.slice(UNREAD.length) : undefined;
};
