import { OpenGuardError } from '@openguard/errors';
import type { Batch, KeptMap } from '@openguard/model';
import type { MapEngine } from '@openguard/scan-engine';
import type { Store } from '@openguard/storage';
import { formatAddressSet, type AddressSet } from '@openguard/targets';
import { mapTargetOf } from '../map-target.js';
import { mapRefusal, mayScan } from '../permission.js';
import type { BatchRun } from './batch-run.js';

/** What makes the one batch of a map. */
export interface MapBatchOptions {
  readonly store: Store;
  readonly engine: MapEngine;
  readonly scope: AddressSet;
}

/** Makes a map, whole, whatever an earlier attempt has told of it. Each host is stored as soon as it is told. */
export async function* mapBatch(
  { store, engine, scope }: MapBatchOptions,
  map: KeptMap,
  { number }: Batch,
  signal: AbortSignal,
): BatchRun {
  const target = mapTargetOf(map);
  const today = await store.findAccount(map.account);
  if (today === undefined) throw new OpenGuardError('OG_ENGINE_SCOPE', 'The account is gone.');
  const refused = mapRefusal(today, scope, target);
  if (refused !== undefined) throw new OpenGuardError('OG_ENGINE_SCOPE', refused.text);
  const request = {
    netblock: target.netblock?.addresses ?? [],
    allowed: mayScan(today, scope),
    profile: map.option,
    ...(target.domain === undefined ? {} : { domain: target.domain }),
  };
  for await (const event of engine.map(request, signal)) {
    if (event.kind === 'progress') yield { progress: event.done };
    if (event.kind === 'left-out') yield { notAlive: formatAddressSet(event.addresses) };
    if (event.kind !== 'host') continue;
    if (!(await store.putMapHost({ ref: map.ref, batch: number }, event.host))) yield 'superseded';
  }
}
