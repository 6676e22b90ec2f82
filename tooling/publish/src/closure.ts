import { installedVersions } from './installed.js';
import { requiredBy, type Manifest } from './manifest.js';

/**
 * The names of all packages that come with one when it is installed alone, its own left out.
 *
 * @param own the manifests of the published packages, as they are packed
 */
export const closureOf = (name: string, own: ReadonlyMap<string, Manifest>): readonly string[] => {
  const seen = new Set<string>();
  const visit = (next: string): void => {
    if (seen.has(next)) return;
    seen.add(next);
    const manifest = own.get(next) ?? installedVersions(next).at(-1)?.manifest;
    if (manifest === undefined) throw new Error(`${next} is not installed`);
    requiredBy(manifest).forEach(visit);
  };
  visit(name);
  seen.delete(name);
  return [...seen].sort();
};
