export { CODES, statusOfCode } from './codes.js';
export type { MapTarget, MapTargets } from './domain-parameter.js';
export { DTDS } from './dtds.js';
export { type Endpoint, type RequestOf } from './endpoint.js';
export {
  about,
  ENDPOINTS,
  map,
  map2,
  mapReport,
  mapReportList,
  scan,
  scanCancel,
  scanReport,
  scanReportDelete,
  scanReportList,
  scanRunningList,
} from './endpoints.js';
export { LATER_ENDPOINTS } from './later-endpoints.js';
export { enrollment, enrollmentWith } from './enrollment.js';
export { inRanges, numberRanges, type NumberRange } from './number-ranges.js';
export { describeParameterFault, type Pair, type ParameterFault } from './parameter.js';
export { actionRefusal, parameterRefusal } from './parameter-refusal.js';
export { REFUSALS, STOPS_NOW, type Refused } from './refusal.js';
