import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { HouseFault } from './house-fault.js';
import { readMap, type Room } from './package-map.js';
import { readSources, type SourceFile } from './source-file.js';
import { readWorkspace, type WorkspacePackage } from './workspace-package.js';

const MAP = 'packages/README.md';

const isRoom = ({ folder }: WorkspacePackage): boolean => !folder.startsWith('tooling/');

/** The map against itself: each room once, and every permission for a room of a lower layer. */
const mapFaults = (rooms: readonly Room[]): readonly HouseFault[] => {
  const layers = new Map(rooms.map(({ folder, layer }) => [folder, layer]));
  return rooms.flatMap(({ folder, layer, mayImport }, index): readonly HouseFault[] => [
    ...(rooms.findIndex((room) => room.folder === folder) < index
      ? [{ tag: 'TwiceOnMap', folder } as const]
      : []),
    ...mayImport.flatMap((allowed): readonly HouseFault[] => {
      const below = layers.get(allowed);
      if (below === undefined) return [{ tag: 'UnknownRoom', folder, allowed }];
      return below < layer ? [] : [{ tag: 'NotLower', folder, other: allowed }];
    }),
  ]);
};

/** The map against the packages that are there. */
const folderFaults = (
  rooms: readonly Room[],
  packages: readonly WorkspacePackage[],
): readonly HouseFault[] => {
  const there = new Set(packages.filter(isRoom).map(({ folder }) => folder));
  const drawn = new Set(rooms.map(({ folder }) => folder));
  return [
    ...[...there]
      .filter((folder) => !drawn.has(folder))
      .map((folder): HouseFault => ({ tag: 'NotOnMap', folder })),
    ...rooms
      .filter(({ folder, planned }) => planned === there.has(folder))
      .map(({ folder, planned }): HouseFault => ({ tag: planned ? 'AlreadyThere' : 'NotThere', folder })),
  ];
};

/** The map against what the package.json files declare. */
const dependencyFaults = (
  rooms: readonly Room[],
  packages: readonly WorkspacePackage[],
): readonly HouseFault[] => {
  const folders = new Map(packages.map(({ name, folder }) => [name, folder]));
  return packages.filter(isRoom).flatMap(({ folder, dependencies }) => {
    const room = rooms.find((candidate) => candidate.folder === folder);
    return dependencies.flatMap((name): readonly HouseFault[] => {
      const other = folders.get(name);
      if (room === undefined || other === undefined) return [];
      return room.mayImport.includes(other) ? [] : [{ tag: 'NotAllowed', folder, other }];
    });
  });
};

/** `@openguard/xml/deep` and `openguard` are imports of packages; `./x.js` and `node:fs` are none. */
const packageName = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const importFault = (
  { folder, name, dependencies, devDependencies }: WorkspacePackage,
  { path, test }: SourceFile,
  specifier: string,
  internal: ReadonlySet<string>,
): readonly HouseFault[] => {
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(path), specifier);
    return target.startsWith(`${folder}/`) ? [] : [{ tag: 'ThroughTheWall', path, specifier }];
  }
  const other = packageName(specifier);
  if (!other.startsWith('@openguard/') && !internal.has(other)) return [];
  const declared =
    other === name || dependencies.includes(other) || (test && devDependencies.includes(other));
  return declared ? [] : [{ tag: 'NotDeclared', path, other }];
};

/** What the source files import, against what their package.json declares. */
const importFaults = (root: string, packages: readonly WorkspacePackage[]): readonly HouseFault[] => {
  const internal = new Set(packages.map(({ name }) => name));
  return packages.flatMap((one) =>
    readSources(root, one.folder).flatMap((file) =>
      file.imports.flatMap((specifier) => importFault(one, file, specifier, internal)),
    ),
  );
};

/**
 * Compares the house with its map: every room is drawn and every drawn room is there or planned; a package
 * imports only what the map allows, which lies in lower layers; and what a file imports is declared. Tests may
 * also import what their package declares as devDependencies.
 */
export const inspectHouse = (root: string): readonly HouseFault[] => {
  const rooms = readMap(readFileSync(join(root, MAP), 'utf8'));
  const packages = readWorkspace(root);
  return [
    ...mapFaults(rooms),
    ...folderFaults(rooms, packages),
    ...dependencyFaults(rooms, packages),
    ...importFaults(root, packages),
  ];
};
