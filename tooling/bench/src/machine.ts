import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

const Manifest = t.type({ dependencies: t.record(t.string, t.string) });

/** What the figures were measured on and with. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  /** Load of the last minute when the bench began: other work makes figures worse and ranges wider. */
  readonly load: number;
  /** The libraries that are compared with, in the exact versions that package.json demands. */
  readonly libraries: Readonly<Record<string, string>>;
}

const librariesOf = (manifest: unknown): Readonly<Record<string, string>> => {
  const decoded = Manifest.decode(manifest);
  const all = E.isLeft(decoded) ? {} : decoded.right.dependencies;
  return Object.fromEntries(Object.entries(all).filter(([, version]) => /^[0-9]/.test(version)));
};

export const describeMachine = (): Machine => ({
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 1e9),
  system: `${type()} ${release()} ${process.arch}`,
  node: process.version,
  load: loadavg()[0] ?? Number.NaN,
  libraries: librariesOf(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))),
});
