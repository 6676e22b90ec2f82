import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LIBRARIES, PUBLISHED } from '../src/published.js';
import { ROOT } from '../src/root.js';
import { VERSION_FILES, withVersion } from '../src/version-files.js';

const named = (packages: typeof PUBLISHED) => packages.map((one) => [one.manifest.name, one] as const);
const manifests = new Map(PUBLISHED.map(({ manifest }) => [manifest.name, manifest]));

describe.each(named(PUBLISHED))('%s', (_, { folder, manifest }) => {
  it('says what every package says', () => {
    expect(manifest).toMatchObject({
      license: 'Apache-2.0',
      type: 'module',
      engines: { node: '>=22.19.0' },
      publishConfig: { access: 'public', provenance: true },
      description: expect.stringMatching(/^[^\n]{20,120}\.$/) as string,
    });
    expect(manifest.private).toBeUndefined();
  });

  it('has a README that begins with its name and says what it does', () => {
    const readme = readFileSync(join(ROOT, folder, 'README.md'), 'utf8');
    expect(readme).toMatch(new RegExp(`^# ${manifest.name}\n\n[A-Z]`));
    expect(readme.split('\n').length).toBeLessThan(120);
  });

  it('takes whatever release of ours is compatible', () => {
    const ours = Object.entries(manifest.dependencies ?? {}).filter(([name]) => manifests.has(name));
    expect(ours.filter(([, range]) => range !== 'workspace:^')).toEqual([]);
  });
});

describe.each(named(LIBRARIES))('%s', (_, { manifest }) => {
  it('has no side effects', () => {
    expect(manifest.sideEffects).toBe(false);
  });

  it('asks its user for what its dependencies ask for', () => {
    const asked = Object.keys(manifest.dependencies ?? {}).flatMap((name) =>
      Object.entries(manifests.get(name)?.peerDependencies ?? {}),
    );
    expect({ ...manifest.dependencies, ...manifest.peerDependencies }).toMatchObject(
      Object.fromEntries(asked),
    );
  });
});

it.each(VERSION_FILES)('$file tells the version of $name', ({ name, file }) => {
  const source = readFileSync(join(ROOT, file), 'utf8');
  expect(withVersion(source, manifests.get(name)?.version ?? '')).toBe(source);
  expect(withVersion(source, '12.0.3-beta.1')).toContain("12.0.3-beta.1';");
});

it('a source that tells no version is noticed', () => {
  expect(() => withVersion("export const VERSION = 'unknown';", '1.0.0')).toThrow('tells no version');
});
