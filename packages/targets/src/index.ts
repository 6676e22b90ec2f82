export { formatAddress, parseAddress, type Address } from './address.js';
export {
  addressesOf,
  batchesOf,
  contains,
  difference,
  formatAddressSet,
  intersection,
  isSubset,
  LOOPBACK,
  normalise,
  setOf,
  size,
  union,
  type AddressRange,
  type AddressSet,
} from './address-set.js';
export { parseDomain, type DomainReason } from './domain.js';
export { describeTargetFault, type TargetFault } from './fault.js';
export { parseTargetList, TARGET_LIST_LIMIT, type TargetList } from './target-list.js';
