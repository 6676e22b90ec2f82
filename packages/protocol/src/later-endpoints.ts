import * as assets from './asset-endpoints.js';
import * as records from './record-endpoints.js';
import * as reports from './report-endpoints.js';

/**
 * The functions of releases 6.17 and 6.18, and those that they build on. Parameters that more than one source does not
 * confirm are those of the form that docs/conformance.md names.
 */
export const LATER_ENDPOINTS = { ...assets, ...records, ...reports } as const;
