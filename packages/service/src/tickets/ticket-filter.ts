import { entryOf } from '@openguard/knowledgebase';
import {
  inRanges,
  numberRanges,
  REFUSALS,
  type LATER_ENDPOINTS,
  type NumberRange,
  type Refused,
  type RequestOf,
} from '@openguard/protocol';
import { contains, describeTargetFault, parseTargetList } from '@openguard/targets';
import { given } from '../given.js';
import type { Ticket } from './ticket.js';

/** Which tickets ticket_list.php is asked for. */
export type TicketQuery = RequestOf<typeof LATER_ENDPOINTS.ticketList>;

/** Which number a check has in documents that name checks by number. */
export type NumberOfCheck = (id: string) => number | undefined;

type Test = (ticket: Ticket) => boolean;

const invalid = (name: string, reason: string): Refused => ({
  number: REFUSALS.invalidValue,
  text: `Invalid value for '${name}' : ${reason}.`,
});

const STATES: Readonly<Record<string, Ticket['state'] | undefined>> = { OPEN: 'open', CLOSED: 'closed' };
/** States that nothing here brings a ticket to. */
const NEVER = ['RESOLVED', 'IGNORED'];
const MOST_CHECKS = 10;

const inText = (text: string | undefined, part: string): boolean =>
  text !== undefined && text.toLowerCase().includes(part.toLowerCase());

const statesTest = (list: string): Test | Refused => {
  const words = list.split(',').map((word) => word.trim().toUpperCase());
  const wrong = words.find((word) => STATES[word] === undefined && !NEVER.includes(word));
  if (wrong !== undefined) return invalid('states', 'write OPEN, RESOLVED, CLOSED or IGNORED');
  return ({ state }) => words.some((word) => STATES[word] === state);
};

const ipsTest = (list: string): Test | Refused => {
  const parsed = parseTargetList(list);
  if (parsed._tag === 'Left') return invalid('ips', describeTargetFault(parsed.left));
  return ({ finding: { ip } }) => {
    const host = parseTargetList(ip);
    return (
      host._tag === 'Right' &&
      host.right.addresses.every(({ first }) => contains(parsed.right.addresses, first))
    );
  };
};

/** Severities of confirmed and of potential vulnerabilities; either alone leaves the others out. */
const severitiesTest = (
  confirmed: readonly NumberRange[] | undefined,
  potential: readonly NumberRange[] | undefined,
): Test => {
  if (confirmed === undefined && potential === undefined) return () => true;
  return ({ finding: { section, severity } }) =>
    inRanges((section === 'vuln' ? confirmed : potential) ?? [], severity);
};

const checksTest = (list: string, numberOf: NumberOfCheck): Test | Refused => {
  const ranges = numberRanges(list);
  if (ranges.length > MOST_CHECKS) return invalid('qids', `at most ${MOST_CHECKS} are read`);
  return ({ finding: { id } }) => {
    const number = numberOf(id);
    return number !== undefined && inRanges(ranges, number);
  };
};

/** Every text holds the empty one, so that looking for it is looking for nothing. */
const full = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

const withoutEmpty = ({
  dns,
  netbios,
  title,
  details,
  vendorReference,
  ...others
}: TicketQuery): TicketQuery => ({
  ...others,
  ...given({
    ...{ dns: full(dns), netbios: full(netbios), title: full(title) },
    ...{ details: full(details), vendorReference: full(vendorReference) },
  }),
});

/** What of tickets is wanted, as one test, or why it cannot be had. */
export const ticketTest = (
  asked: TicketQuery,
  account: string,
  now: number,
  numberOf: NumberOfCheck,
): Test | Refused => {
  const query = withoutEmpty(asked);
  if (Object.keys(query).every((key) => key === 'findings'))
    return { number: REFUSALS.missingParameter, text: 'At least one filter is needed, such as states=OPEN.' };
  if (query.groups !== undefined)
    return invalid('asset_groups', 'this server has no asset groups; name IPs with ips');
  if (query.since !== undefined && query.until !== undefined && query.until < query.since)
    return invalid('until_ticket_number', `at least since_ticket_number, ${query.since}, is needed`);
  const tests: (Test | Refused)[] = [];
  const when = <A>(value: A | undefined, make: (value: A) => Test | Refused): void => {
    if (value !== undefined) tests.push(make(value));
  };
  when(query.numbers, (list) => {
    const ranges = numberRanges(list);
    return ({ number }) => inRanges(ranges, number);
  });
  when(query.assignee, (login) => () => login === account);
  when(
    query.overdue,
    (wanted) =>
      ({ state, dueAt }) =>
        (state === 'open' && dueAt < now) === wanted,
  );
  // A ticket is invalid where its owner no longer has the host; there is no other owner here.
  when(query.invalid, (wanted) => () => !wanted);
  when(query.states, statesTest);
  when(
    query.modifiedSince,
    (date) =>
      ({ modifiedAt }) =>
        modifiedAt >= Date.parse(date),
  );
  when(
    query.unmodifiedSince,
    (date) =>
      ({ modifiedAt }) =>
        modifiedAt < Date.parse(date),
  );
  when(query.ips, ipsTest);
  when(
    query.dns,
    (part) =>
      ({ name }) =>
        inText(name, part),
  );
  // Names of NetBIOS are not kept.
  when(query.netbios, () => () => false);
  when(query.checks, (list) => checksTest(list, numberOf));
  when(
    query.title,
    (part) =>
      ({ finding: { title } }) =>
        inText(title, part),
  );
  when(query.details, (part) => ({ finding: { id, result } }) => {
    const { diagnosis, consequence, solution } = entryOf(id) ?? {};
    return [diagnosis, consequence, solution, result].some((text) => inText(text, part));
  });
  when(
    query.vendorReference,
    (part) =>
      ({ finding: { id } }) =>
        (entryOf(id)?.references ?? []).some((reference) => inText(reference.id, part)),
  );
  const severities = [query.severities, query.potentialSeverities].map((list) =>
    list === undefined ? undefined : numberRanges(list),
  );
  tests.push(severitiesTest(severities[0], severities[1]));
  const refused = tests.find((test) => 'number' in test);
  if (refused !== undefined && 'number' in refused) return refused;
  return (ticket) => tests.every((test) => typeof test === 'function' && test(ticket));
};
