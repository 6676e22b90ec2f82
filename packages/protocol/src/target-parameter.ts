import {
  describeTargetFault,
  formatAddress,
  parseAddress,
  parseTargetList,
  type Address,
  type TargetList,
} from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import type { Parameter } from './parameter.js';

/** A target list; its text is kept as it came. */
export const targetList = (name: string): Parameter<TargetList> => ({
  name,
  required: false,
  read: (value) => E.mapLeft(describeTargetFault)(parseTargetList(value)),
  write: ({ text }) => text,
});

/** One address. */
export const address = (name: string): Parameter<Address> => ({
  name,
  required: false,
  read: (value) => E.mapLeft(describeTargetFault)(parseAddress(value)),
  write: formatAddress,
});
