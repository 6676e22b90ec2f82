import { MapGraphBuilder } from '@openguard/analytics';
import type { Client, Reply } from '@openguard/client';
import { isOpenGuardError, OpenGuardError } from '@openguard/errors';
import { mapReport } from '@openguard/protocol';
import { mapText, printable } from '@openguard/render';
import {
  PATIENCE_HELP,
  SCAN_OPTIONS,
  SERVER_HELP,
  SERVER_OPTIONS,
  type Command,
  type Invocation,
} from '../command.js';
import { withClient } from '../connect.js';
import { say } from '../io.js';
import { MapCollector, NONE, type CollectedMap } from '../map-collector.js';
import { PICTURE_HELP, PICTURE_OPTIONS, pictureRequestOf, writePicture } from '../map-picture.js';
import { mapRequestOf, type MapRequest } from '../map-request.js';
import { holdingReply } from '../held-reply.js';
import { write, writeJson } from '../output.js';
import { interruption } from '../incomplete-run.js';
import { receive } from '../receive.js';
import { fileSink, NO_SINK, type ReportSink } from '../report-file.js';
import { readSource } from '../source.js';

/** A refusal must not take the place of a map in a file. */
const onlyMaps = (sink: ReportSink, collector: MapCollector): ReportSink => ({
  ...sink,
  finish: () => (collector.maps().length > 0 ? sink.finish() : Promise.resolve()),
});

/** What came of a request for maps. */
interface Received {
  readonly collector: MapCollector;
  /** The refusal, if there is one: it may stand beside maps of other domains. */
  readonly refused?: OpenGuardError;
}

/** A refusal with the maps that stood beside it; any other error goes on. */
const refusalOf = (error: unknown, collector: MapCollector): Received => {
  if (isOpenGuardError(error) && error.code === 'OG_API_REFUSED') return { collector, refused: error };
  throw error;
};

const receiveMaps = async (
  invocation: Invocation,
  client: Client,
  request: MapRequest,
  output: string | undefined,
): Promise<Received> => {
  const sink = output === undefined ? NO_SINK : await fileSink(output, invocation.io);
  let collector = new MapCollector();
  const take = async (reply: Reply): Promise<void> => {
    await sink.restart();
    const fresh = new MapCollector();
    collector = fresh;
    await receive(reply, request.roots, onlyMaps(sink, fresh), (item) => fresh.add(item));
  };
  try {
    await holdingReply(invocation, client, 'mapping', (options) => request.receive(client, take, options));
    return { collector };
  } catch (error) {
    return refusalOf(error, collector);
  } finally {
    await sink.close();
  }
};

/** Reads a map from a file or from standard input. */
const readMaps = async (invocation: Invocation, path: string): Promise<Received> => {
  let collector = new MapCollector();
  const begin = () => {
    const fresh = new MapCollector();
    collector = fresh;
    return (item: Parameters<MapCollector['add']>[0]) => fresh.add(item);
  };
  const source = path === '-' ? ({ kind: 'stdin' } as const) : ({ kind: 'file', path } as const);
  try {
    await readSource(invocation, source, begin, { roots: [...mapReport.roots, 'MAP_REQUEST'] });
    return { collector };
  } catch (error) {
    return refusalOf(error, collector);
  }
};

/** What is wrong with maps that came. */
const faultOf = (collector: MapCollector): OpenGuardError | undefined =>
  collector
    .maps()
    .map(({ header }) => interruption(header, 'map'))
    .find((incomplete) => incomplete !== undefined);

const jsonOf = ({ header: { ref, date, target, keys }, hosts }: CollectedMap) => ({
  ref,
  date,
  target,
  status: keys['STATUS'],
  hosts: hosts.map(({ ip, name, os, router, ports, links }) => ({ ip, name, os, router, ports, links })),
});

const titleOf = (target: string, ref: string): string => {
  const known = ref !== '' && ref !== NONE;
  if (target === '') return known ? `Map of ${ref}` : 'Map without a reference';
  return known ? `Map of ${target} (${ref})` : `Map of ${target}`;
};

const headlineOf = ({ header: { ref, target } }: CollectedMap): string =>
  titleOf(printable(target ?? ''), printable(ref));

const textOf = (map: CollectedMap): string => {
  const builder = new MapGraphBuilder();
  for (const host of map.hosts) builder.add(host);
  return `${headlineOf(map)}\n${mapText(builder.graph())}`;
};

/** map.php, map-2.php and map_report.php. */
export const map: Command = {
  name: 'map',
  usage: 'openguard map DOMAIN|REF [--save] [-o FILE] [--format svg|html|dot] | openguard map --from FILE',
  help: `Maps the hosts and routers of DOMAIN, and waits until the map is complete: each address, the routers that it hangs
at, and what it is. A list of domains and netblocks, such as "a.example,b.example:192.0.2.0/24", maps several.
With the REF of a saved map ("openguard maps" lists them), shows that again. A connection that is cut does not end the
map: the command comes back to it. Ctrl-C cancels the map; what was done of it is saved with --save.

  --save                          keep the map on the server; otherwise it is not kept
  -o, --output FILE               write the document to FILE too, which appears when it is whole
  --from FILE                     show the map in this file ("-": standard input); nothing is asked of a server
${PICTURE_HELP}  --option PROFILE                how the server is to map
  --authorised                    the owners of these hosts allow the map
${PATIENCE_HELP}${SERVER_HELP}`,
  example: 'openguard map example.org --save -o map.xml',
  options: {
    ...SERVER_OPTIONS,
    ...SCAN_OPTIONS,
    ...PICTURE_OPTIONS,
    from: { type: 'string' },
    save: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
  },
  run: async (invocation) => {
    const { positionals, values, io } = invocation;
    const { output, save, json, from } = values;
    const [text, extra] = typeof from === 'string' ? [from, ...positionals] : positionals;
    if (text === undefined || extra !== undefined)
      throw new OpenGuardError('OG_USAGE', 'map: give one DOMAIN or reference; see openguard map --help');
    const picture = await pictureRequestOf(invocation);
    const request = typeof from === 'string' ? undefined : mapRequestOf(text, invocation);
    const document = typeof output === 'string' && picture === undefined ? output : undefined;
    if (request === undefined && document !== undefined)
      throw new OpenGuardError('OG_USAGE', 'map: the document of --from is there; --output needs a --format');
    const { collector, refused } =
      request === undefined
        ? await readMaps(invocation, text)
        : await withClient(invocation, async (client) => {
            await request.permit(client);
            return receiveMaps(invocation, client, request, document);
          });
    const maps = collector.maps();
    if (refused !== undefined && maps.length === 0) throw refused;
    const saved = request?.kind !== 'new' || save === true;
    if (picture !== undefined) {
      await writePicture(invocation, picture, maps, headlineOf);
      if (!saved) say(io, 'openguard: without --save the server does not keep this map');
    } else if (json === true) {
      const file = typeof output === 'string' ? { file: output } : {};
      await writeJson(io, { saved, maps: maps.map(jsonOf), ...file });
    } else {
      await write(io, maps.map(textOf).join('\n') || 'No hosts.\n');
      if (!saved) say(io, 'openguard: without --save the server does not keep this map');
    }
    const failure = refused ?? faultOf(collector);
    if (failure !== undefined) throw failure;
    return 0;
  },
};
