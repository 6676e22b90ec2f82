import type { MapHost } from '@openguard/model';
import { endTag, startTag, writeElement, type XmlElement } from '@openguard/xml';
import { documentHead } from '../document-head.js';
import { MapHeader } from '../header/header.js';
import { Refusal } from '../refusal.js';
import { MappedHost, MapStart } from './map.js';

/** What stands before MAP; after it, comments may keep a connection alive until the map is there. */
export const MAP_HEAD = documentHead('MAP', '/map.dtd');

/** What stands before MAP_REQUEST. */
export const MAP_REQUEST_HEAD = documentHead('MAP_REQUEST', '/map-2.dtd');

/**
 * A map to be written. `keys` are the facts of its HEADER, which API v2.01 does not have: a map without them
 * that has hosts is valid in the DTD of 2001 too.
 */
export interface WrittenMap {
  readonly ref: string;
  readonly keys?: Readonly<Record<string, string>>;
  readonly hosts: AsyncIterable<MapHost>;
}

const hostElement = ({ ip, router, ports, links, discovery = [], ...host }: MapHost): XmlElement =>
  MappedHost.encode({
    value: ip,
    ...(host.name === undefined ? {} : { name: host.name }),
    ...(router ? { type: 'router' } : {}),
    ...(host.os === undefined ? {} : { os: host.os }),
    ...(host.account === undefined ? {} : { account: host.account }),
    ...(host.netbios === undefined ? {} : { netbios: host.netbios }),
    ports: ports.map((port) => ({ value: String(port), text: '' })),
    discoveries: discovery.map((method) => ({ method, text: '' })),
    links: links.map((value) => ({ value })),
  });

const header = (keys: Readonly<Record<string, string>>): string =>
  writeElement(
    MapHeader.encode({ keys: Object.entries(keys).map(([name, text]) => ({ name, text })) }),
    '  ',
  );

/** Writes MAP without its head, host by host. */
export async function* writeMap({ ref, keys, hosts }: WrittenMap): AsyncGenerator<string, void, undefined> {
  const root = MapStart.encode({ value: ref });
  yield `${startTag(root)}\n${keys === undefined ? '' : header(keys)}`;
  for await (const host of hosts) yield writeElement(hostElement(host), '  ');
  yield `${endTag(root)}\n`;
}

/** A domain of a request that has no map: why. */
export interface MapRefusal {
  readonly number: number;
  readonly text: string;
}

const error = ({ number, text }: MapRefusal): string =>
  writeElement(Refusal.encode({ number: String(number), text }), '  ');

/** Writes a MAP that refuses, without its head. */
export const writeMapRefusal = (refusal: MapRefusal): string => {
  const root = MapStart.encode({ value: 'None' });
  return `${startTag(root)}\n${error(refusal)}${endTag(root)}\n`;
};

/** Writes a MAP_REQUEST without a map, without its head. */
export const writeMapRequestRefusal = (refused: readonly MapRefusal[]): string => {
  const root = { tagName: 'MAP_REQUEST', attributes: {} };
  return `${startTag(root)}\n${refused.map(error).join('')}${endTag(root)}\n`;
};

/** Writes MAP_REQUEST without its head: the maps as they come, then what is refused. */
export async function* writeMapRequest(
  maps: AsyncIterable<WrittenMap>,
  refused: readonly MapRefusal[] = [],
): AsyncGenerator<string, void, undefined> {
  const root = { tagName: 'MAP_REQUEST', attributes: {} };
  yield `${startTag(root)}\n`;
  for await (const map of maps) yield* writeMap(map);
  yield refused.map(error).join('') + `${endTag(root)}\n`;
}
