import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateInto, type Kind, type Truth } from './kind.js';

/** A document on disk. */
export interface Document extends Truth {
  readonly kind: Kind;
  /** The size that was asked for. */
  readonly megabytes: number;
  readonly path: string;
}

/** Makes documents where they can be had, and removes them all afterwards. */
export const withDocuments = async <A>(
  seed: number,
  use: (make: (kind: Kind, megabytes: number) => Document) => Promise<A>,
): Promise<A> => {
  const folder = mkdtempSync(join(tmpdir(), 'openguard-bench-'));
  const make = (kind: Kind, megabytes: number): Document => {
    const path = join(folder, `${kind}-${megabytes}.xml`);
    return { kind, megabytes, path, ...generateInto(path, kind, megabytes, seed) };
  };
  try {
    return await use(make);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
