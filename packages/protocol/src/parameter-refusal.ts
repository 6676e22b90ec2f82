import { describeParameterFault, type ParameterFault } from './parameter.js';
import { REFUSALS, type Refused } from './refusal.js';

const numberOf = (fault: ParameterFault): number => {
  switch (fault.tag) {
    case 'Unknown':
      return REFUSALS.unknownParameter;
    case 'Missing':
      return REFUSALS.missingParameter;
    case 'Repeated':
    case 'Form':
      return REFUSALS.invalidValue;
    case 'Invalid':
      return fault.name === 'ip' ? REFUSALS.invalidTargets : REFUSALS.invalidValue;
  }
};

/** How the API refuses a request whose parameters are wrong. */
export const parameterRefusal = (fault: ParameterFault): Refused => ({
  number: numberOf(fault),
  text: describeParameterFault(fault),
});
