import { isOpenGuardError, OpenGuardError } from '@openguard/errors';
import { LATER_ENDPOINTS } from '@openguard/protocol';
import { API_HELP, API_OPTIONS, actionRequest, pairsOf, withApi } from '../api.js';
import type { Command } from '../command.js';
import { say } from '../io.js';
import { ReaderGone } from '../output.js';
import { keepGarbageSmall } from '../small-garbage.js';
import { tellAll } from '../tell.js';

const afterOf = (value: string | boolean | undefined): number | undefined => {
  if (typeof value !== 'string') return undefined;
  if (/^[0-9]{1,15}$/.test(value)) return Number(value);
  throw new OpenGuardError('OG_USAGE', 'detections: --after is the number of a host');
};

const goOnAfter = (host: number): string =>
  `to go on where this ended: --after ${host}; lines of hosts behind it, if there are any, are to be thrown away`;

const IN_VAIN: ReadonlySet<string> = new Set(['OG_REPLY_TRUNCATED', 'OG_DOCUMENT_INVALID']);

/**
 * Whether going on behind the last host would bring all the rest. It does not where hosts were skipped or the service does
 * not sort its list, since others are missing before; nor where the reader has gone, who may not have had that host.
 */
const canGoOn = (error: unknown): boolean =>
  !(error instanceof ReaderGone) && !(isOpenGuardError(error) && IN_VAIN.has(error.code));

/** The detection API of release 6.17. */
export const detections: Command = {
  name: 'detections',
  usage: 'openguard detections [name=value ...]',
  help: `Pulls the current findings of hosts, page by page as one list, and writes a JSON object a line: each host, then its
findings. The last line, {"kind":"end",...}, comes when the list is at its end; "truncated" in it says that a refusal cut it
short, "skipped" how many hosts are missing. A page that times out is asked for
again with half as many hosts; a host that never comes is named on a line of kind "skipped", and the exit code is 5.

Filters: ips, ids, id_min, id_max, ag_ids, ag_titles, os_pattern, qids, severities (1-5), show_igs (1: information,
too), vm_scan_since, no_vm_scan_since, include_search_list_ids, exclude_search_list_ids, status (7.1 and later).
output_format=CSV asks for CSV instead of XML, which is shorter; the lines are the same. CSV_NO_METADATA leaves out what
tells that the list is whole, and that an apostrophe before a result is a mark of the service's: it stays there.

  --after HOSTID                  go on behind this host: after an interruption, the last one that was written whole is
                                  told
${API_HELP}`,
  example: 'openguard detections severities=4-5 os_pattern=Linux | jq -r "select(.kind==\\"finding\\").id"',
  options: { ...API_OPTIONS, after: { type: 'string' } },
  run: async (invocation) => {
    const { positionals, values, io } = invocation;
    const pairs = pairsOf('detections', positionals);
    const request = actionRequest('detections', LATER_ENDPOINTS.hostDetections, 'list', pairs);
    const after = afterOf(values['after']);
    keepGarbageSmall();
    const { pullHosts } = await import('@openguard/client');
    const { truncationLimit: pageSize, ...which } = request;
    let whole: number | undefined;
    let last: number | undefined;
    try {
      await withApi(invocation, (client) =>
        tellAll(
          invocation,
          pullHosts(client, 'hostDetections', which, {
            signal: io.signal,
            ...(pageSize === undefined || pageSize === 0 ? {} : { pageSize }),
            ...(after === undefined ? {} : { after }),
            onCheckpoint: (host) => {
              whole = host;
            },
            onRetry: ({ message }) => say(io, `openguard: ${message}; asking again`),
          }),
          () => {
            last = whole;
          },
        ),
      );
    } catch (error) {
      if (last !== undefined && canGoOn(error)) say(io, `openguard: ${goOnAfter(last)}`);
      throw error;
    }
    return 0;
  },
};
