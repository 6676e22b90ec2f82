import { foldMap, isCalledFixed, MapGraphBuilder, type DrawnMap } from '@openguard/analytics';
import { OpenGuardError } from '@openguard/errors';
import { MAP_FORMATS, renderMaps, type MapFormat } from '@openguard/render';
import type { Invocation } from './command.js';
import type { CollectedMap } from './map-collector.js';
import { withReportWriter } from './report-writer.js';
import { readSource, sourceOf, type Source } from './source.js';

/** Options of a command that draws maps. */
export const PICTURE_OPTIONS = { format: { type: 'string' }, report: { type: 'string' } } as const;

/** What `--help` says about {@link PICTURE_OPTIONS}. */
export const PICTURE_HELP = `  --format ${MAP_FORMATS.join('|')}           a picture instead, which is then what goes to the FILE of -o
  --report SOURCE                 colour the picture by the worst that this report found on each host
`;

/** A picture that is asked for. */
export interface PictureRequest {
  readonly format: MapFormat;
  readonly report: Source | undefined;
}

const reportOf = async (text: string): Promise<Source> => {
  const source = await sourceOf(text);
  if (source.kind === 'targets')
    throw new OpenGuardError('OG_USAGE', 'map: --report takes a reference, a file or "-", and scans nothing');
  return source;
};

/** Reads what picture is asked for; undefined when none is. Rejects with `OG_USAGE` before anything is mapped. */
export const pictureRequestOf = async ({ values }: Invocation): Promise<PictureRequest | undefined> => {
  const { format, report, json } = values;
  if (typeof format !== 'string') {
    if (report !== undefined)
      throw new OpenGuardError('OG_USAGE', 'map: --report colours pictures; give a --format, too');
    return undefined;
  }
  const known = MAP_FORMATS.find((name) => name === format);
  if (known === undefined)
    throw new OpenGuardError(
      'OG_USAGE',
      `map: --format ${JSON.stringify(format.slice(0, 40))} is none of ${MAP_FORMATS.join(', ')}`,
    );
  if (json === true)
    throw new OpenGuardError('OG_USAGE', `map: --json and --format ${known} exclude each other`);
  return { format: known, report: typeof report === 'string' ? await reportOf(report) : undefined };
};

const worstOf = async (
  invocation: Invocation,
  source: Source | undefined,
): Promise<ReadonlyMap<string, number> | undefined> => {
  if (source === undefined) return undefined;
  let worst = new Map<string, number>();
  const begin = () => {
    const fresh = new Map<string, number>();
    worst = fresh;
    return (item: Parameters<ReturnType<Parameters<typeof readSource>[2]>>[0]): void => {
      if (item.kind === 'host') fresh.set(item.ip, fresh.get(item.ip) ?? 0);
      if (item.kind !== 'finding' || item.section !== 'vuln' || isCalledFixed(item)) return;
      fresh.set(item.ip, Math.max(fresh.get(item.ip) ?? 0, item.severity ?? 0));
    };
  };
  await readSource(invocation, source, begin, { findings: { fields: [], sections: ['vuln'] } });
  return worst;
};

/** Draws maps, to the file that a person asked for or to standard output. */
export const writePicture = async (
  invocation: Invocation,
  { format, report }: PictureRequest,
  maps: readonly CollectedMap[],
  titleOf: (map: CollectedMap) => string,
): Promise<void> => {
  const { io, values } = invocation;
  const output = typeof values['output'] === 'string' ? values['output'] : undefined;
  const worst = await worstOf(invocation, report);
  const draw = (hosts: CollectedMap['hosts']): DrawnMap => {
    const builder = new MapGraphBuilder();
    for (const host of hosts) builder.add(host);
    return foldMap(builder.graph(), worst);
  };
  // A page has room for several; a picture is one.
  const drawn =
    format === 'html'
      ? maps.map((map) => ({ title: titleOf(map), map: draw(map.hosts) }))
      : [{ title: maps.map(titleOf).join(', '), map: draw(maps.flatMap(({ hosts }) => hosts)) }];
  await withReportWriter(io, { output }, async (write) => write(await renderMaps(format, drawn)));
};
