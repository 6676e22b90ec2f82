import * as t from 'io-ts';

const Ranges = t.record(t.string, t.string);

/** What a package.json says, as far as it matters here. */
export const Manifest = t.intersection([
  t.type({ name: t.string, version: t.string }),
  t.partial({
    private: t.boolean,
    description: t.string,
    license: t.string,
    type: t.string,
    sideEffects: t.union([t.boolean, t.array(t.string)]),
    engines: Ranges,
    bin: t.union([t.string, Ranges]),
    publishConfig: t.partial({ access: t.string, provenance: t.boolean }),
    scripts: Ranges,
    dependencies: Ranges,
    devDependencies: Ranges,
    peerDependencies: Ranges,
    optionalDependencies: Ranges,
    peerDependenciesMeta: t.record(t.string, t.partial({ optional: t.boolean })),
  }),
]);
export type Manifest = t.TypeOf<typeof Manifest>;

/** Reads the text of a package.json; throws a TypeError when it is none. */
export const parseManifest = (text: string): Manifest => {
  const manifest: unknown = JSON.parse(text);
  if (Manifest.is(manifest)) return manifest;
  throw new TypeError(`no package.json: ${text.slice(0, 200)}`);
};

/** The packages that come with a package when it is installed: what it depends on, and its peers but for optional ones. */
export const requiredBy = ({
  dependencies,
  optionalDependencies,
  peerDependencies,
  peerDependenciesMeta,
}: Manifest): readonly string[] =>
  Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })
    .filter((name) => peerDependenciesMeta?.[name]?.optional !== true)
    .sort();
