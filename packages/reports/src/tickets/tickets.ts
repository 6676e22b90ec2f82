import {
  attribute,
  child,
  content,
  element,
  many,
  NumberFromText,
  one,
  optional,
  Text,
} from '@openguard/codec';
import { Refusal } from '../refusal.js';
import { BugtraqReferenceList, CveReferenceList, VendorReferenceList } from '../scan/details.js';
import { Result } from '../scan/finding.js';

const Assignee = element('ASSIGNEE', {
  name: optional(child('NAME', Text)),
  email: optional(child('EMAIL', Text)),
  login: optional(child('LOGIN', Text)),
});

/** DETECTION: where the finding is. */
const TicketDetection = element('DETECTION', {
  ip: optional(child('IP', Text)),
  dns: optional(child('DNSNAME', Text)),
  netbios: optional(child('NBHNAME', Text)),
  port: optional(child('PORT', Text)),
  service: optional(child('SERVICE', Text)),
  protocol: optional(child('PROTOCOL', Text)),
  fqdn: optional(child('FQDN', Text)),
  ssl: optional(child('SSL', Text)),
  instance: optional(child('INSTANCE', Text)),
});

const TicketStats = element('STATS', {
  firstFound: optional(child('FIRST_FOUND_DATETIME', Text)),
  lastFound: optional(child('LAST_FOUND_DATETIME', Text)),
  lastScan: optional(child('LAST_SCAN_DATETIME', Text)),
  timesFound: optional(child('TIMES_FOUND', Text)),
  timesNotFound: optional(child('TIMES_NOT_FOUND', Text)),
  lastOpen: optional(child('LAST_OPEN_DATETIME', Text)),
  lastResolved: optional(child('LAST_RESOLVED_DATETIME', Text)),
  lastClosed: optional(child('LAST_CLOSED_DATETIME', Text)),
  lastIgnored: optional(child('LAST_IGNORED_DATETIME', Text)),
});

const TicketState = element('STATE', {
  old: optional(child('OLD', Text)),
  new: optional(child('NEW', Text)),
});

const TicketScan = element('SCAN', {
  ref: optional(child('REF', Text)),
  at: optional(child('DATETIME', Text)),
});

export const TicketHistory = element('HISTORY', {
  at: optional(child('DATETIME', Text)),
  actor: optional(child('ACTOR', Text)),
  state: optional(one(TicketState)),
  added: optional(child('ADDED_ASSIGNEE', Text)),
  removed: optional(child('REMOVED_ASSIGNEE', Text)),
  scan: optional(one(TicketScan)),
  rule: optional(child('RULE', Text)),
  comment: optional(child('COMMENT', Text)),
});

const TicketHistories = element('HISTORY_LIST', { events: many(one(TicketHistory)) });

/** VULNINFO: what the finding is. */
const TicketVuln = element('VULNINFO', {
  title: optional(child('TITLE', Text)),
  type: optional(child('TYPE', Text)),
  id: optional(child('QID', Text)),
  severity: optional(child('SEVERITY', Text)),
  standardSeverity: optional(child('STANDARD_SEVERITY', Text)),
  cveReferences: optional(one(CveReferenceList)),
  bugtraqReferences: optional(one(BugtraqReferenceList)),
  vendorReferences: optional(one(VendorReferenceList)),
});

const TicketDetails = element('DETAILS', {
  diagnosis: optional(child('DIAGNOSIS', Text)),
  consequence: optional(child('CONSEQUENCE', Text)),
  solution: optional(child('SOLUTION', Text)),
  result: optional(one(Result)),
});

/** TICKET: a finding that somebody is to mend. */
export const Ticket = element('TICKET', {
  number: child('NUMBER', NumberFromText),
  created: optional(child('CREATION_DATETIME', Text)),
  due: optional(child('DUE_DATETIME', Text)),
  state: child('CURRENT_STATE', Text),
  status: optional(child('CURRENT_STATUS', Text)),
  invalid: optional(child('INVALID', Text)),
  assignee: optional(one(Assignee)),
  detection: optional(one(TicketDetection)),
  stats: optional(one(TicketStats)),
  history: optional(one(TicketHistories)),
  vuln: optional(one(TicketVuln)),
  details: optional(one(TicketDetails)),
});

const TicketList = element('TICKET_LIST', { tickets: many(one(Ticket)) });

/** HEADER; WHERE repeats the filters as elements of any name, which are noted. */
export const TicketHeader = element('HEADER', {
  user: optional(child('USER_LOGIN', Text)),
  company: optional(child('COMPANY', Text)),
  date: optional(child('DATETIME', Text)),
});

/** TRUNCATION: the list is cut after the ticket with the number `@last`. */
export const Truncation = element('TRUNCATION', {
  last: optional(attribute('last', NumberFromText)),
  text: content(Text),
});

/** REMEDIATION_TICKETS of ticket_list.php; get_tickets.php may tell tickets without a list around them. */
export const RemediationTickets = element('REMEDIATION_TICKETS', {
  error: optional(one(Refusal)),
  header: optional(one(TicketHeader)),
  list: many(one(TicketList)),
  tickets: many(one(Ticket)),
  truncation: optional(one(Truncation)),
});
