import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { generateScan } from '@openguard/fixtures';
import { BenchFailure } from '../bench-failure.js';
import { writeGenerated } from '../generated-file.js';
import type { Settings } from '../settings.js';
import type { Truth } from './tally.js';

/** A report on disk, and what is known to be in it. */
export interface Document {
  readonly path: string;
  readonly bytes: number;
  readonly words: string;
  readonly truth: Partial<Truth>;
  /** A file for the lines of NDJSON. */
  readonly scratch: string;
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const generate = (path: string, settings: Settings): Omit<Document, 'scratch'> => {
  const { bytes, hosts, findings, score } = writeGenerated(path, generateScan(settings));
  const words = `a generated SCAN report, ${megabytes(bytes)}, seed ${settings.seed}`;
  return { path, bytes, words, truth: { hosts, findings, severities: score } };
};

const given = (path: string): Omit<Document, 'scratch'> => {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size;
  if (bytes === undefined) throw new BenchFailure(`there is no file ${path}`, 2);
  return { path, bytes, words: `${basename(path)}, ${megabytes(bytes)}`, truth: {} };
};

/** Gives the report that the settings ask for to `use`, and removes afterwards what was made for it. */
export const withDocument = async <A>(
  settings: Settings,
  use: (document: Document) => Promise<A>,
): Promise<A> => {
  const folder = mkdtempSync(join(tmpdir(), 'openguard-bench-'));
  try {
    const document =
      settings.file === undefined ? generate(join(folder, 'scan.xml'), settings) : given(settings.file);
    return await use({ ...document, scratch: join(folder, 'out') });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
