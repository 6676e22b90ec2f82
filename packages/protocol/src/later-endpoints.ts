import { ASSET_ENDPOINTS } from './asset-endpoints.js';
import { RECORD_ENDPOINTS } from './record-endpoints.js';
import { REPORT_ENDPOINTS } from './report-endpoints.js';

/**
 * The functions of releases 6.17 and 6.18, and those that they build on. Parameters that more than one source does not
 * confirm are those of the form that docs/conformance.md names.
 */
export const LATER_ENDPOINTS = { ...ASSET_ENDPOINTS, ...RECORD_ENDPOINTS, ...REPORT_ENDPOINTS } as const;
