import { SCAN_REPORT_LIST_VALUES } from './list-table.js';
import { MAP_VALUES } from './map-table.js';
import { REGISTRATION_VALUES } from './registration-table.js';
import { SCAN_VALUES } from './scan-table.js';
import type { ValueTable } from './value-table.js';

/** The tables of XPath expressions of API v2.01: Appendices B, E, H and K. */
export const VALUE_TABLES: readonly ValueTable[] = [
  SCAN_VALUES,
  SCAN_REPORT_LIST_VALUES,
  MAP_VALUES,
  REGISTRATION_VALUES,
];
