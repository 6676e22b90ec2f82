import type { ScanReference } from '@openguard/model';
import type { Address } from '@openguard/targets';
import { endpoint, type Endpoint } from './endpoint.js';
import { flag, required, text } from './parameter.js';
import { scanReference } from './reference-parameter.js';
import { address, targetList } from './target-parameter.js';

/**
 * scan.php: scans, holds the connection until the report is complete, and with `save_report=yes` keeps it
 * (API v2.01, "Using the QualysScan API"). `option` names a profile, `scan_title` titles the report.
 */
export const scan = endpoint({
  name: 'scan',
  path: '/msp/scan.php',
  roots: ['SCAN'],
  parameters: {
    targets: required(targetList('ip')),
    save: flag('save_report'),
    option: text('option'),
    title: text('scan_title'),
  },
});

/** scan_report_list.php: the saved reports; only the last one, or only those that hold an address. */
export const scanReportList = endpoint({
  name: 'scan_report_list',
  path: '/msp/scan_report_list.php',
  roots: ['SCAN_REPORT_LIST'],
  parameters: { last: flag('last'), target: address('target') },
});

/** scan_report.php: a saved report again, whole or one host of it. */
export const scanReport: Endpoint<{ readonly ref: ScanReference; readonly target?: Address }> = endpoint({
  name: 'scan_report',
  path: '/msp/scan_report.php',
  roots: ['SCAN'],
  parameters: { ref: required(scanReference('ref')), target: address('target') },
});

/** about.php: the versions of what answers. */
export const about = endpoint({ name: 'about', path: '/msp/about.php', roots: ['ABOUT'], parameters: {} });

/** Every function of the API that is declared here. */
export const ENDPOINTS = { scan, scanReportList, scanReport, about } as const;
