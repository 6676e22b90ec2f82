import { action, endpoint, posted } from './endpoint.js';
import { required, text } from './parameter.js';
import {
  addressList,
  bit,
  date,
  echo,
  numberList,
  oneOf,
  port,
  secret,
  severityList,
  wholeNumber,
} from './value-parameters.js';

/** Begins a session: the cookie of the reply then says who asks, under /api alone. */
const sessionLogin = action({
  name: 'session_login',
  path: '/api/2.0/fo/session/',
  action: 'login',
  repeatable: false,
  roots: ['SIMPLE_RETURN'],
  parameters: { echo, username: required(text('username')), password: required(secret('password')) },
});

/** Ends a session. */
const sessionLogout = action({
  name: 'session_logout',
  path: '/api/2.0/fo/session/',
  action: 'logout',
  repeatable: false,
  roots: ['SIMPLE_RETURN'],
  parameters: { echo },
});

/** How hosts keep to the controls of a policy. */
const postureInfo = action({
  name: 'posture_info',
  path: '/api/2.0/fo/compliance/posture/info/',
  action: 'list',
  repeatable: true,
  roots: ['POSTURE_INFO_LIST_OUTPUT'],
  parameters: {
    echo,
    policy: required(wholeNumber('policy_id')),
    details: oneOf('details', ['Basic', 'All', 'None']),
    ids: numberList('ids'),
    idMin: wholeNumber('id_min'),
    idMax: wholeNumber('id_max'),
    ips: addressList('ips'),
    hosts: numberList('host_ids'),
    controls: numberList('control_ids'),
    status: oneOf('status', ['Passed', 'Failed', 'Error']),
    changedSince: date('status_changes_since'),
    truncationLimit: wholeNumber('truncation_limit'),
  },
});

/** The reports that were made on the service. */
const reportList = action({
  name: 'report_list',
  path: '/api/2.0/fo/report/',
  action: 'list',
  repeatable: true,
  roots: ['REPORT_LIST_OUTPUT'],
  parameters: { echo, id: wholeNumber('id'), state: text('state'), user: text('user_login') },
});

/** A report that was made on the service; one that is unfinished, or unknown, is refused with 7001. */
const reportFetch = action({
  name: 'report_fetch',
  path: '/api/2.0/fo/report/',
  action: 'fetch',
  repeatable: true,
  roots: ['ASSET_DATA_REPORT', 'COMPLIANCE_POLICY_REPORT', 'SCAN', 'MAP'],
  parameters: { echo, id: required(wholeNumber('id')) },
});

/** asset_data_report.php: the findings of hosts by a template, with a glossary at the end. */
const assetDataReport = posted(
  endpoint({
    name: 'asset_data_report',
    path: '/msp/asset_data_report.php',
    repeatable: true,
    roots: ['ASSET_DATA_REPORT'],
    parameters: {
      template: required(wholeNumber('template_id')),
      ips: addressList('ips'),
      groups: text('asset_groups'),
    },
  }),
);

const whichAssets = { ips: addressList('target_ips'), groups: text('target_asset_groups') };

/** asset_range_info.php: what is known of the hosts of a range. */
const assetRangeInfo = posted(
  endpoint({
    name: 'asset_range_info',
    path: '/msp/asset_range_info.php',
    repeatable: true,
    roots: ['ASSET_RANGE_INFO'],
    parameters: whichAssets,
  }),
);

/** asset_search.php: hosts by their names, systems, services and findings. */
const assetSearch = posted(
  endpoint({
    name: 'asset_search',
    path: '/msp/asset_search.php',
    repeatable: true,
    roots: ['ASSET_SEARCH_REPORT'],
    parameters: {
      ...whichAssets,
      dns: text('dns'),
      netbios: text('netbios'),
      os: text('os'),
      check: wholeNumber('vuln_qid'),
      port: port('vuln_port'),
      service: text('vuln_service'),
      trackingMethod: text('tracking_method'),
      lastScan: text('last_scan'),
    },
  }),
);

/** get_host_info.php: all that is known of one host. */
const hostInfo = endpoint({
  name: 'get_host_info',
  path: '/msp/get_host_info.php',
  repeatable: true,
  roots: ['HOST'],
  parameters: {
    ip: text('host_ip'),
    dns: text('host_dns'),
    netbios: text('host_netbios'),
    general: bit('general_info'),
    findings: bit('vuln_details'),
    tickets: bit('ticket_details'),
  },
});

/** ticket_list.php: remediation tickets, at least by one filter. */
const ticketList = posted(
  endpoint({
    name: 'ticket_list',
    path: '/msp/ticket_list.php',
    repeatable: true,
    roots: ['REMEDIATION_TICKETS'],
    parameters: {
      numbers: numberList('ticket_numbers'),
      since: wholeNumber('since_ticket_number'),
      until: wholeNumber('until_ticket_number'),
      assignee: text('ticket_assignee'),
      overdue: bit('overdue'),
      invalid: bit('invalid'),
      states: text('states'),
      modifiedSince: date('modified_since_datetime'),
      unmodifiedSince: date('unmodified_since_datetime'),
      ips: addressList('ips'),
      groups: text('asset_groups'),
      dns: text('dns_contains'),
      netbios: text('netbios_contains'),
      severities: severityList('vuln_severities'),
      potentialSeverities: severityList('potential_vuln_severities'),
      checks: numberList('qids'),
      title: text('vuln_title_contains'),
      details: text('vuln_details_contains'),
      vendorReference: text('vendor_ref_contains'),
      findings: bit('show_vuln_details'),
    },
  }),
);

/** get_tickets.php: tickets by their numbers, or those that changed since a date. */
const getTickets = posted(
  endpoint({
    name: 'get_tickets',
    path: '/msp/get_tickets.php',
    repeatable: true,
    roots: ['REMEDIATION_TICKETS'],
    parameters: {
      numbers: numberList('ticket_numbers'),
      since: date('since'),
      state: text('state'),
      findings: bit('vuln_details'),
    },
  }),
);

/** knowledgebase_download.php: one check, or all of them. */
const knowledgeBase = posted(
  endpoint({
    name: 'knowledgebase_download',
    path: '/msp/knowledgebase_download.php',
    repeatable: true,
    roots: ['VULNS'],
    parameters: {
      check: wholeNumber('vuln_id'),
      submetrics: bit('show_cvss_submetrics'),
      pci: bit('show_pci_flag'),
      patchable: bit('is_patchable'),
    },
  }),
);

/** The functions for sessions, reports, tickets and the knowledge base. */
export const REPORT_ENDPOINTS = {
  sessionLogin,
  sessionLogout,
  postureInfo,
  reportList,
  reportFetch,
  assetDataReport,
  assetRangeInfo,
  assetSearch,
  hostInfo,
  ticketList,
  getTickets,
  knowledgeBase,
} as const;
