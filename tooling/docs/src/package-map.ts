/** One room of the house, as the map in `packages/README.md` describes it. */
export interface Room {
  /** The folder, relative to the root: `packages/xml`, `apps/cli`. */
  readonly folder: string;
  readonly layer: number;
  /** Drawn, but not made yet. */
  readonly planned: boolean;
  /** The folders that it may import from. */
  readonly mayImport: readonly string[];
}

const ROW =
  /^\| *(?<layer>[0-9]+) *\| *`(?<name>[a-z/-]+)`(?<planned> \(planned\))? *\|[^|]*\| *(?<may>[^|]*?) *\|$/;

const folderOf = (name: string): string => (name.includes('/') ? name : `packages/${name}`);

/** Reads the table of the map; every other line is left alone. */
export const readMap = (markdown: string): readonly Room[] =>
  markdown.split('\n').flatMap((line) => {
    const { layer, name, planned, may = '' } = ROW.exec(line)?.groups ?? {};
    if (layer === undefined || name === undefined) return [];
    return [
      {
        folder: folderOf(name),
        layer: Number(layer),
        planned: planned !== undefined,
        mayImport: [...may.matchAll(/[a-z][a-z-]*/g)].map(([allowed]) => folderOf(allowed)),
      },
    ];
  });
