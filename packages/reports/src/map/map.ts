import { attribute, element, many, one, optional, content, Text } from '@openguard/codec';
import { MapHeader } from '../header/header.js';
import { Refusal } from '../refusal.js';

/** PORT: an open port. Its text, where there is any, is not in the model. */
export const MapPort = element('PORT', { value: attribute('value', Text), text: content(Text) });

/** DISCOVERY: how the host was found; later than 2001. */
export const Discovery = element('DISCOVERY', { method: attribute('method', Text), text: content(Text) });

/** LINK: the way between a router and what it serves. */
export const Link = element('LINK', { value: attribute('value', Text) });

const hostAttributes = {
  value: attribute('value', Text),
  name: optional(attribute('name', Text)),
  type: optional(attribute('type', Text)),
  os: optional(attribute('os', Text)),
  account: optional(attribute('account', Text)),
  netbios: optional(attribute('netbios', Text)),
};

/** IP: one host of a map. `@account` and `@netbios` came after 2001. */
export const MappedHost = element('IP', {
  ...hostAttributes,
  ports: many(one(MapPort)),
  discoveries: many(one(Discovery)),
  links: many(one(Link)),
});

const mapAttributes = { value: optional(attribute('value', Text)) };

/** MAP: a whole map, or a refusal (Appendix G). HEADER, ERROR and the empty map are extensions. */
export const NetworkMap = element('MAP', {
  ...mapAttributes,
  header: optional(one(MapHeader)),
  hosts: many(one(MappedHost)),
  error: optional(one(Refusal)),
});

/** MAP_REQUEST: the maps of several domains; later than 2001. */
export const MapRequest = element('MAP_REQUEST', { maps: many(one(NetworkMap)), errors: many(one(Refusal)) });

/** Start tags alone, for reading and writing piece by piece. */
export const MapStart = element('MAP', mapAttributes);
export const MappedHostStart = element('IP', hostAttributes);
