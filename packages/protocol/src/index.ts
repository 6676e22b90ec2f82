export { DTDS } from './dtds.js';
export { type Endpoint } from './endpoint.js';
export { about, ENDPOINTS, scan, scanReport, scanReportList } from './endpoints.js';
export { describeParameterFault, type Pair, type ParameterFault } from './parameter.js';
export { parameterRefusal } from './parameter-refusal.js';
export { REFUSALS, type Refused } from './refusal.js';
