import { MapSnapshotBuilder, type MapSnapshot } from '@openguard/analytics';
import { describeDocumentFault, readDocument } from '@openguard/reports';
import * as E from 'fp-ts/lib/Either.js';
import { createReadStream } from 'node:fs';
import { RangeFailure } from '../range-failure.js';
import type { Truth } from '../truth.js';

/** How a map differs from the truth: nothing in all three is a perfect map. */
export interface MapGrade {
  readonly hosts: number;
  readonly routers: number;
  readonly links: number;
  /** In words: what is there and not on the map. */
  readonly missed: readonly string[];
  /** What is on the map and not there. */
  readonly invented: readonly string[];
}

/** What stands directly before something: a router, one that does not show itself (empty), or nothing. */
const linksOf = ({ map }: Truth): ReadonlyMap<string, readonly string[]> =>
  new Map([
    ...map.hosts.map(({ ip, router }): [string, readonly string[]] => [ip, [router ?? '']]),
    ...map.routers.map(({ ip, router }): [string, readonly string[]] => [
      ip,
      router === undefined ? [] : [router],
    ]),
  ]);

/** Compares a map with what is true: every host, router and link, and nothing besides. */
export const gradeMap = (truth: Truth, { hosts }: Pick<MapSnapshot, 'hosts'>): MapGrade => {
  const { map } = truth;
  const expected = linksOf(truth);
  const kinds = new Map([
    ...map.hosts.map(({ ip }): [string, string] => [ip, 'host']),
    ...map.routers.map(({ ip }): [string, string] => [ip, 'router']),
  ]);
  const drawn = [...hosts.values()];
  const isThere = (ip: string, kind: string): boolean => hosts.get(ip)?.kind === kind;
  const isDrawn = (ip: string, behind: string): boolean => hosts.get(ip)?.behind.includes(behind) === true;
  const links = [...expected].flatMap(([ip, routers]) => routers.map((router) => ({ ip, router })));
  const said = (router: string): string => (router === '' ? 'something silent' : router);
  return {
    hosts: map.hosts.filter(({ ip }) => isThere(ip, 'host')).length,
    routers: map.routers.filter(({ ip }) => isThere(ip, 'router')).length,
    links: links.filter(({ ip, router }) => isDrawn(ip, router)).length,
    missed: [
      ...[...kinds].filter(([ip, kind]) => !isThere(ip, kind)).map(([ip, kind]) => `${kind} ${ip}`),
      ...links
        .filter(({ ip, router }) => !isDrawn(ip, router))
        .map(({ ip, router }) => `${ip} behind ${said(router)}`),
    ],
    invented: [
      ...drawn.filter(({ ip, kind }) => kinds.get(ip) !== kind).map(({ ip, kind }) => `${kind} ${ip}`),
      ...drawn.flatMap(({ ip, behind }) =>
        behind
          .filter((router) => expected.get(ip)?.includes(router) !== true)
          .map((router) => `${ip} behind ${said(router)}`),
      ),
    ],
  };
};

/** Reads a map document. One that is not whole is refused. */
export const readMap = async (file: string): Promise<MapSnapshot> => {
  const builder = new MapSnapshotBuilder();
  let whole = false;
  for await (const item of readDocument(createReadStream(file), { roots: ['MAP', 'MAP_REQUEST'] })) {
    if (E.isLeft(item)) throw new RangeFailure(`${file}: ${describeDocumentFault(item.left)}`);
    if (item.right.kind === 'refused') throw new RangeFailure(`${file}: the server refused the map`);
    if (item.right.kind === 'end') whole = true;
    builder.add(item.right);
  }
  if (!whole) throw new RangeFailure(`${file} has no end`);
  return builder.snapshot();
};
