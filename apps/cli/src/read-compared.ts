import { MapSnapshotBuilder, SnapshotBuilder, type MapSnapshot, type Snapshot } from '@openguard/analytics';
import { OpenGuardError } from '@openguard/errors';
import { MapReference, type DocumentItem } from '@openguard/model';
import { mapReport, scanReport } from '@openguard/protocol';
import type { Invocation } from './command.js';
import { withClient } from './connect.js';
import { readSource, retrieveMap, sourceOf } from './source.js';

/** A report that is compared, and what it is of. */
export type Compared =
  | { readonly kind: 'scan'; readonly report: Snapshot }
  | { readonly kind: 'map'; readonly report: MapSnapshot };

/** Takes the items of a report whose kind its end tells. */
class ComparedBuilder {
  readonly #scan = new SnapshotBuilder();
  readonly #map = new MapSnapshotBuilder();
  #isMap = false;

  add(item: DocumentItem): void {
    this.#scan.add(item);
    this.#map.add(item);
    if (item.kind === 'end') this.#isMap = item.maps !== undefined;
  }

  compared(): Compared {
    return this.#isMap
      ? { kind: 'map', report: this.#map.snapshot() }
      : { kind: 'scan', report: this.#scan.snapshot() };
  }
}

const ROOTS = [...new Set([...scanReport.roots, ...mapReport.roots, 'MAP_REQUEST', 'GENERIC_RETURN'])];

/** Where one of two reports comes from; asked before either is read, which may take long. */
export const comparedSource = async (
  text: string,
): Promise<(invocation: Invocation) => Promise<Compared>> => {
  let builder = new ComparedBuilder();
  const begin = (): ((item: DocumentItem) => void) => {
    const fresh = new ComparedBuilder();
    builder = fresh;
    return (item) => {
      fresh.add(item);
    };
  };
  if (MapReference.is(text)) {
    return async (invocation) => {
      await withClient(invocation, (client) => retrieveMap(invocation, client, text, begin()));
      return builder.compared();
    };
  }
  const source = await sourceOf(text);
  if (source.kind === 'targets') {
    throw new OpenGuardError(
      'OG_USAGE',
      `compare: ${JSON.stringify(text.slice(0, 60))} is a target list; two sources are references or files`,
    );
  }
  return async (invocation) => {
    await readSource(invocation, source, begin, { roots: ROOTS });
    return builder.compared();
  };
};
