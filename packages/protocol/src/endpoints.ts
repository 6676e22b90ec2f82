import type { MapReference, ScanReference } from '@openguard/model';
import type { Address } from '@openguard/targets';
import { domain, domainList } from './domain-parameter.js';
import { endpoint, type Endpoint } from './endpoint.js';
import { enrollment } from './enrollment.js';
import { foreign } from './foreign-parameter.js';
import { flag, required, text } from './parameter.js';
import { anyReference, mapReference, scanReference } from './reference-parameter.js';
import { address, targetList } from './target-parameter.js';

/**
 * scan.php: scans, holds the connection until the report is complete, and with `save_report=yes` keeps it
 * (API v2.01, "Using the QualysScan API"). `option` names a profile, `scan_title` titles the report. Other
 * servers also know scanners by their names, asset groups, and scans for some vulnerabilities only.
 */
export const scan = endpoint({
  name: 'scan',
  path: '/msp/scan.php',
  repeatable: false,
  roots: ['SCAN'],
  parameters: {
    targets: required(targetList('ip')),
    save: flag('save_report'),
    option: text('option'),
    title: text('scan_title'),
    scanner: foreign(text('iscanner_name')),
    assetGroups: foreign(text('asset_groups')),
    vulnerabilities: foreign(text('specific_vulns')),
  },
});

/** scan_report_list.php: the saved reports; only the last one, or only those that hold an address. */
export const scanReportList = endpoint({
  name: 'scan_report_list',
  path: '/msp/scan_report_list.php',
  repeatable: true,
  roots: ['SCAN_REPORT_LIST'],
  parameters: { last: flag('last'), target: address('target') },
});

/**
 * scan_report.php: a saved report again, whole or one host of it. With `wait=yes`, which OpenGuard adds, a scan of
 * the account that still runs is waited for as scan.php does, and one that is not saved is given, too, while it is
 * kept for whoever was cut off.
 */
export const scanReport: Endpoint<{
  readonly ref: ScanReference;
  readonly target?: Address;
  readonly wait?: boolean;
}> = endpoint({
  name: 'scan_report',
  path: '/msp/scan_report.php',
  repeatable: true,
  roots: ['SCAN'],
  parameters: { ref: required(scanReference('ref')), target: address('target'), wait: flag('wait') },
});

type AnyReference = Endpoint<{ readonly ref: ScanReference | MapReference }>;

/** scan_report_delete.php: forgets a saved report or map. */
export const scanReportDelete: AnyReference = endpoint({
  name: 'scan_report_delete',
  path: '/msp/scan_report_delete.php',
  repeatable: false,
  roots: [],
  parameters: { ref: required(anyReference('ref')) },
});

/** scan_cancel.php: stops a scan or map that runs. */
export const scanCancel: AnyReference = endpoint({
  name: 'scan_cancel',
  path: '/msp/scan_cancel.php',
  repeatable: false,
  roots: [],
  parameters: { ref: required(anyReference('ref')) },
});

/** scan_running_list.php: the scans and maps that run. */
export const scanRunningList = endpoint({
  name: 'scan_running_list',
  path: '/msp/scan_running_list.php',
  repeatable: true,
  roots: ['SCAN_RUNNING_LIST'],
  parameters: {},
});

/**
 * map.php: maps a domain, and holds the connection until the map is complete (API v2.01, "Using the QualysMap
 * API"); later with `save_report`, a title and an option profile.
 */
export const map = endpoint({
  name: 'map',
  path: '/msp/map.php',
  repeatable: false,
  roots: ['MAP'],
  parameters: {
    domain: required(domain('domain')),
    save: flag('save_report'),
    option: text('option'),
    title: text('map_title'),
    scanner: foreign(text('iscanner_name')),
  },
});

/** map-2.php: maps several domains and netblocks. A server may answer for one of them with a MAP alone. */
export const map2 = endpoint({
  name: 'map-2',
  path: '/msp/map-2.php',
  repeatable: false,
  roots: ['MAP_REQUEST', 'MAP'],
  parameters: {
    domains: required(domainList('domain')),
    save: flag('save_report'),
    option: text('option'),
    title: text('map_title'),
    scanner: foreign(text('iscanner_name')),
    assetGroups: foreign(text('asset_groups')),
  },
});

/** map_report.php: a saved map again; with `wait=yes` also one that still runs, as {@link scanReport}. */
export const mapReport: Endpoint<{ readonly ref: MapReference; readonly wait?: boolean }> = endpoint({
  name: 'map_report',
  path: '/msp/map_report.php',
  repeatable: true,
  roots: ['MAP'],
  parameters: { ref: required(mapReference('ref')), wait: flag('wait') },
});

/** map_report_list.php: the saved maps; only the last one, or only those of a domain. */
export const mapReportList = endpoint({
  name: 'map_report_list',
  path: '/msp/map_report_list.php',
  repeatable: true,
  roots: ['MAP_REPORT_LIST'],
  parameters: { last: flag('last'), domain: domain('domain') },
});

/** about.php: the versions of what answers. */
export const about = endpoint({
  name: 'about',
  path: '/msp/about.php',
  repeatable: true,
  roots: ['ABOUT'],
  parameters: {},
});

/** Every function of the API that is declared here. */
export const ENDPOINTS = {
  scan,
  scanReportList,
  scanReport,
  scanReportDelete,
  scanCancel,
  scanRunningList,
  map,
  map2,
  mapReport,
  mapReportList,
  enrollment,
  about,
} as const;
