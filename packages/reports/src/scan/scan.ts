import { attribute, child, element, many, one, optional, Text } from '@openguard/codec';
import { Header } from '../header/header.js';
import { Refusal } from '../refusal.js';
import { Category, categoryAttributes } from './finding.js';

export const Infos = element('INFOS', { categories: many(one(Category)) });
export const Services = element('SERVICES', { categories: many(one(Category)) });
export const Vulns = element('VULNS', { categories: many(one(Category)) });
export const Practices = element('PRACTICES', { categories: many(one(Category)) });

const hostAttributes = {
  value: attribute('value', Text),
  name: optional(attribute('name', Text)),
  status: optional(attribute('status', Text)),
};

// Children of IP that describe the host itself came in 2010.
const hostFacts = {
  os: optional(child('OS', Text)),
  osCpe: optional(child('OS_CPE', Text)),
  netbios: optional(child('NETBIOS_HOSTNAME', Text)),
};

/** IP: one host. */
export const Host = element('IP', {
  ...hostAttributes,
  ...hostFacts,
  infos: optional(one(Infos)),
  services: optional(one(Services)),
  vulns: optional(one(Vulns)),
  practices: optional(one(Practices)),
});

const scanAttributes = { value: optional(attribute('value', Text)) };

/** SCAN: a whole report, or a refusal (Appendix A). */
export const Scan = element('SCAN', {
  ...scanAttributes,
  header: optional(one(Header)),
  error: optional(one(Refusal)),
  hosts: many(one(Host)),
});

/** Start tags alone, for reading piece by piece. */
export const ScanStart = element('SCAN', scanAttributes);
export const HostStart = element('IP', hostAttributes);
export const CategoryStart = element('CAT', categoryAttributes);

/** The host's own children alone. */
export const HostFacts = element('IP', hostFacts);
