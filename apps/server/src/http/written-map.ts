import { REFUSALS, type Refused } from '@openguard/protocol';
import type { MapRefusal, WrittenMap } from '@openguard/reports';
import type { StoredMap } from '@openguard/service';

const pad = (value: number): string => String(value).padStart(2, '0');

const duration = (from: number, to: number): string => {
  const seconds = Math.max(0, Math.round((to - from) / 1000));
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
};

/** How the service words where a map stands: in HEADER's STATUS and in lists. */
export const mapStatus = ({ state, hosts }: Pick<StoredMap['map'], 'state' | 'hosts'>): string => {
  if (state !== 'finished') return 'INTERRUPTED';
  return hosts === 0 ? 'NOHOSTALIVE' : 'FINISHED';
};

/** A map with its HEADER, for writing. */
export const writtenMap = ({ map, hosts }: StoredMap): WrittenMap => {
  const status = mapStatus(map);
  return {
    ref: map.ref,
    keys: {
      USERNAME: map.account,
      DATE: `${new Date(map.startedAt).toISOString().slice(0, 19)}Z`,
      TITLE: map.title,
      TARGET: map.target,
      DURATION: duration(map.startedAt, map.endedAt ?? map.startedAt),
      SCAN_HOST: map.mapHost,
      NBHOST_TOTAL: String(map.hosts),
      REPORT_TYPE: map.simulated ? 'simulated' : 'API',
      OPTIONS: map.option,
      STATUS: status,
      ...(status === 'INTERRUPTED' && map.failure !== undefined ? { STATUS_REASON: map.failure } : {}),
      ...(map.leftOut === '' ? {} : { NOT_SCANNED: map.leftOut }),
    },
    hosts,
  };
};

/** The refusal of a map that came to nothing; `undefined` for one that can be written. */
export const mapFailure = ({
  state,
  hosts,
  failure = 'The map failed.',
}: StoredMap['map']): MapRefusal | undefined => {
  const nothing = state === 'failed' || (state === 'interrupted' && hosts === 0);
  const refused: Refused = { number: REFUSALS.internal, text: failure };
  return nothing ? refused : undefined;
};
