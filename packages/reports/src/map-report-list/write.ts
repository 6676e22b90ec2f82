import { writeElement } from '@openguard/xml';
import { documentHead } from '../document-head.js';
import { formatIsoDate } from '../iso-date.js';
import { MapReportList } from './map-report-list.js';

const HEAD = documentHead('MAP_REPORT_LIST', '/map_report_list.dtd');

/** Whose list, for which domain if one was asked for, and when it was asked for. */
export interface MapListRequest {
  readonly user: string;
  readonly withDomain?: string;
  readonly now: number;
}

/** A saved map. `startedAt` is milliseconds since 1970. */
export interface SavedMap {
  readonly ref: string;
  readonly startedAt: number;
  readonly domain: string;
  readonly status?: string;
  readonly title?: string;
}

/**
 * Writes MAP_REPORT_LIST. `maps` are newest first; `from` and `to` are the dates of the oldest and the newest of
 * them, or both the time of the request when there is none.
 */
export const writeMapReportList = (
  { user, withDomain, now }: MapListRequest,
  maps: readonly SavedMap[],
): string =>
  HEAD +
  writeElement(
    MapReportList.encode({
      user,
      from: formatIsoDate(maps.at(-1)?.startedAt ?? now),
      to: formatIsoDate(maps[0]?.startedAt ?? now),
      ...(withDomain === undefined ? {} : { withDomain }),
      reports: maps.map(({ startedAt, ...map }) => ({ ...map, date: formatIsoDate(startedAt) })),
    }),
  );

/** Writes a MAP_REPORT_LIST that refuses. */
export const writeMapReportListRefusal = (number: number, text: string): string =>
  HEAD + writeElement(MapReportList.encode({ reports: [], error: { number: String(number), text } }));
