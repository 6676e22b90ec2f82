import { MapGraphBuilder } from '@openguard/analytics';
import type { Client, Reply } from '@openguard/client';
import { isOpenGuardError, OpenGuardError } from '@openguard/errors';
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
import { mapRequestOf, type MapRequest } from '../map-request.js';
import { holdingReply } from '../held-reply.js';
import { write, writeJson } from '../output.js';
import { interruption } from '../perform-scan.js';
import { receive } from '../receive.js';
import { fileSink, NO_SINK, type ReportSink } from '../report-file.js';

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

const receiveMaps = async (
  invocation: Invocation,
  client: Client,
  request: MapRequest,
): Promise<Received> => {
  const { output } = invocation.values;
  const sink = typeof output === 'string' ? await fileSink(output, invocation.io) : NO_SINK;
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
    if (isOpenGuardError(error) && error.code === 'OG_API_REFUSED') return { collector, refused: error };
    throw error;
  } finally {
    await sink.close();
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

const textOf = ({ header: { ref, target }, hosts }: CollectedMap): string => {
  const builder = new MapGraphBuilder();
  for (const host of hosts) builder.add(host);
  return `${titleOf(printable(target ?? ''), printable(ref))}\n${mapText(builder.graph())}`;
};

/** map.php, map-2.php and map_report.php. */
export const map: Command = {
  name: 'map',
  usage: 'openguard map DOMAIN|REF [--save] [-o FILE]',
  help: `Maps the hosts and routers of DOMAIN, and waits until the map is complete: each address, the routers that it hangs
at, and what it is. A list of domains and netblocks, such as "a.example,b.example:192.0.2.0/24", maps several.
With the REF of a saved map ("openguard maps" lists them), shows that again. A connection that is cut does not end the
map: the command comes back to it. Ctrl-C cancels the map; what was done of it is saved with --save.

  --save                          keep the map on the server; otherwise it is not kept
  -o, --output FILE               write the document to FILE too, which appears when it is whole
  --option PROFILE                how the server is to map
  --authorised                    the owners of these hosts allow the map
${PATIENCE_HELP}${SERVER_HELP}`,
  example: 'openguard map example.org --save -o map.xml',
  options: {
    ...SERVER_OPTIONS,
    ...SCAN_OPTIONS,
    save: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
  },
  run: async (invocation) => {
    const { positionals, values, io } = invocation;
    const [text, extra] = positionals;
    if (text === undefined || extra !== undefined)
      throw new OpenGuardError('OG_USAGE', 'map: give one DOMAIN or reference; see openguard map --help');
    const request = mapRequestOf(text, invocation);
    const { output, save, json } = values;
    const { collector, refused } = await withClient(invocation, async (client) => {
      await request.permit(client);
      return receiveMaps(invocation, client, request);
    });
    const maps = collector.maps();
    if (refused !== undefined && maps.length === 0) throw refused;
    const saved = request.kind === 'saved' || save === true;
    if (json === true) {
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
