import { about } from '@openguard/protocol';
import { writeAbout, type Versions } from '@openguard/reports';
import { actionFunctions, type ActionFunctionOptions } from './action-functions.js';
import { assetFunctions, type AssetFunctionOptions } from './asset-functions.js';
import { declared, outcomeOf, type ApiFunction } from './api-function.js';
import { enrollmentFunction, type EnrollmentFunctionOptions } from './enrollment-function.js';
import { knowledgeFunction } from './knowledge-function.js';
import { mapFunctions, type MapFunctionOptions } from './map-functions.js';
import { ticketFunctions, type TicketFunctionOptions } from './ticket-functions.js';
import { scanFunctions, type ScanFunctionOptions } from './scan-functions.js';

/** What the functions of the API answer from. */
export interface FunctionOptions
  extends
    ScanFunctionOptions,
    MapFunctionOptions,
    ActionFunctionOptions,
    TicketFunctionOptions,
    AssetFunctionOptions,
    EnrollmentFunctionOptions {
  readonly versions: Versions;
}

/** The functions that this server answers. */
export const apiFunctions = (options: FunctionOptions): readonly ApiFunction[] => [
  ...scanFunctions(options),
  ...mapFunctions(options),
  ...actionFunctions(options),
  ...ticketFunctions(options),
  ...assetFunctions(options),
  knowledgeFunction,
  enrollmentFunction(options),
  declared(about, outcomeOf(about, options.clock).failed, () =>
    Promise.resolve(writeAbout(options.versions)),
  ),
];
