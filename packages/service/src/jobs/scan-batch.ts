import { OpenGuardError } from '@openguard/errors';
import type { Batch, HostReport, Scan } from '@openguard/model';
import { writeHost } from '@openguard/reports';
import type { Reserve, ScanEngine } from '@openguard/scan-engine';
import type { Store } from '@openguard/storage';
import { difference, formatAddressSet, parseTargetList, union, type AddressSet } from '@openguard/targets';
import { knownLookup } from '../known-vulnerabilities.js';
import { permissionRefusal, shown } from '../permission.js';
import { snmpAccesses } from '../logins/snmp-accesses.js';
import type { Sealing } from '../sealing.js';
import type { BatchRun } from './batch-run.js';

/** What scans a batch. */
export interface ScanBatchOptions {
  readonly store: Store;
  readonly engine: ScanEngine;
  readonly scope: AddressSet;
  /** Keeps other workers from the hosts that are looked at. */
  readonly reserveFor: (holder: string) => Reserve;
  /** The keys that open authentication records. */
  readonly sealing?: () => Promise<Sealing | undefined>;
}

const marked = (host: HostReport, attempts: number, gaps: HostReport['coverage']['gaps']): HostReport => ({
  ...host,
  coverage: {
    ...host.coverage,
    ...(attempts > 1 ? { attempt: attempts } : {}),
    gaps: [...host.coverage.gaps, ...gaps],
  },
});

/**
 * Scans a batch: what of it is not stored yet. Each host is stored as soon as it is done. The account is asked again,
 * since the batch may have waited, and so is the scope of this process, which may be narrower than that of the one
 * that took the scan on: what lies outside is left out, and the batch rejects with `OG_ENGINE_SCOPE` after the rest.
 */
export async function* scanBatch(
  { store, engine, scope, reserveFor, sealing }: ScanBatchOptions,
  scan: Scan,
  batch: Batch,
  signal: AbortSignal,
): BatchRun {
  const asked = parseTargetList(scan.target);
  const own = parseTargetList(batch.targets);
  const today = await store.findAccount(scan.account);
  if (today === undefined || asked._tag === 'Left' || own._tag === 'Left')
    throw new OpenGuardError('OG_ENGINE_SCOPE', 'The account is gone.');
  const refused = permissionRefusal(today, asked.right.addresses, asked.right);
  if (refused !== undefined) throw new OpenGuardError('OG_ENGINE_SCOPE', refused.text);
  const missing = difference(own.right.addresses, await store.addressesOf(scan.ref));
  const outside = difference(missing, scope);
  const targets = difference(missing, outside);
  const key = { ref: scan.ref, batch: batch.number };
  const domains = today.domain.split(',').filter((domain) => domain !== '');
  const known = await knownLookup(store);
  const { snmp, gapsOf } = await snmpAccesses(store, scan.account, sealing);
  let silent: AddressSet = [];
  const reserve = reserveFor(`${scan.ref}#${batch.number}`);
  const request = {
    targets,
    profile: scan.option,
    domains,
    snmp,
    reserve,
    ...(known === undefined ? {} : { known }),
  };
  for await (const event of targets.length === 0 ? [] : engine.scan(request, signal)) {
    if (event.kind === 'progress') yield { progress: event.done, secondsLeft: event.left };
    if (event.kind === 'not-alive') {
      silent = union(silent, event.addresses);
      yield { notAlive: formatAddressSet(silent) };
    }
    if (event.kind !== 'host') continue;
    const host = marked(event.host, batch.attempts, gapsOf(event.host.ip));
    if (!(await store.putHost(key, host, Buffer.from(writeHost(host))))) yield 'superseded';
  }
  if (outside.length > 0)
    throw new OpenGuardError('OG_ENGINE_SCOPE', `Outside the scope of the worker: ${shown(outside)}.`);
}
