import { CODES } from './codes.js';
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

const codeOf = (fault: ParameterFault): number => {
  switch (fault.tag) {
    case 'Unknown':
      return CODES.unknownParameter;
    case 'Missing':
      return CODES.missingParameter;
    case 'Repeated':
    case 'Form':
    case 'Invalid':
      return CODES.invalidValue;
  }
};

/** How API v2 refuses a request whose parameters are wrong. */
export const actionRefusal = (fault: ParameterFault): Refused => ({
  number: codeOf(fault),
  text:
    fault.tag === 'Invalid'
      ? `parameter ${fault.name} has invalid value: ${fault.reason}`
      : describeParameterFault(fault),
});
