import { action } from './endpoint.js';
import { text } from './parameter.js';
import {
  addressList,
  bit,
  date,
  echo,
  numberList,
  oneOf,
  osPattern,
  severityList,
  wholeNumber,
} from './value-parameters.js';

/** Which hosts: addresses, numbers, asset groups, and when they were scanned. */
const whichHosts = {
  ips: addressList('ips'),
  ids: numberList('ids'),
  idMin: wholeNumber('id_min'),
  idMax: wholeNumber('id_max'),
  groupIds: numberList('ag_ids'),
  groupTitles: text('ag_titles'),
  osPattern,
  complianceEnabled: bit('compliance_enabled'),
  notScannedSince: date('no_vm_scan_since'),
  scannedSince: date('vm_scan_since'),
};

/** The list of the hosts of an account, sorted by their numbers. `osPattern` came with 6.17. */
const hostList = action({
  name: 'host_list',
  path: '/api/2.0/fo/asset/host/',
  action: 'list',
  repeatable: true,
  roots: ['HOST_LIST_OUTPUT'],
  parameters: {
    echo,
    details: oneOf('details', ['Basic', 'Basic/AGs', 'All', 'All/AGs', 'None']),
    ...whichHosts,
    notCheckedSince: date('no_compliance_scan_since'),
    checkedSince: date('compliance_scan_since'),
    truncationLimit: wholeNumber('truncation_limit'),
  },
});

/** Forgets what is known of hosts. At least one of numbers, addresses and asset groups is needed. */
const hostPurge = action({
  name: 'host_purge',
  path: '/api/2.0/fo/asset/host/',
  action: 'purge',
  repeatable: false,
  roots: ['BATCH_RETURN'],
  parameters: {
    echo,
    ips: whichHosts.ips,
    ids: whichHosts.ids,
    groupIds: whichHosts.groupIds,
    groupTitles: whichHosts.groupTitles,
    osPattern,
    complianceEnabled: whichHosts.complianceEnabled,
    notScannedSince: whichHosts.notScannedSince,
    notCheckedSince: date('no_compliance_scan_since'),
  },
});

/** The current findings of hosts (6.17). `status` came with 7.1. */
const hostDetections = action({
  name: 'host_detections',
  path: '/api/2.0/fo/asset/host/vm/detection/',
  action: 'list',
  repeatable: true,
  roots: ['HOST_LIST_VM_DETECTION_OUTPUT'],
  parameters: {
    echo,
    ...whichHosts,
    checks: numberList('qids'),
    severities: severityList('severities'),
    information: bit('show_igs'),
    includeLists: numberList('include_search_list_ids'),
    includeListTitles: text('include_search_list_titles'),
    excludeLists: numberList('exclude_search_list_ids'),
    excludeListTitles: text('exclude_search_list_titles'),
    status: text('status'),
    format: oneOf('output_format', [
      'XML',
      'CSV',
      'CSV_NO_METADATA',
      'CSV_MS_EXCEL',
      'CSV_NO_METADATA_MS_EXCEL',
    ]),
    truncationLimit: wholeNumber('truncation_limit'),
  },
});

/** The functions for hosts and what is found on them. */
export const ASSET_ENDPOINTS = { hostList, hostPurge, hostDetections } as const;
