import type { Client } from '@openguard/client';
import { OpenGuardError } from '@openguard/errors';
import type { DocumentItem, HostItem, MapHostItem, ReturnItem } from '@openguard/model';
import { LATER_ENDPOINTS, type Pair } from '@openguard/protocol';
import { printable } from '@openguard/render';
import { API_HELP, API_OPTIONS, actionRequest, pairsOf, refuseNumbersAlone, withApi } from '../api.js';
import { ask } from '../ask.js';
import type { Command, Invocation } from '../command.js';
import { consume } from '../consume.js';
import { say } from '../io.js';
import { write, writeJson } from '../output.js';
import { collect, writeTable, tellTable, type Columns } from '../tell.js';

const { hostList, hostPurge } = LATER_ENDPOINTS;

const isListed = (item: DocumentItem): item is Exclude<HostItem, MapHostItem> =>
  item.kind === 'host' && !('router' in item);

const isDetails = ([name]: Pair): boolean => name === 'details';

/** When hosts were scanned is only told with all details, which are asked for unless somebody wants others. */
const withDetails = (pairs: readonly Pair[]): readonly Pair[] =>
  pairs.some(isDetails) ? pairs : [...pairs, ['details', 'All']];

/** What is shown of hosts. A column that was not asked for would read as if it was not known. */
const columnsOf = (pairs: readonly Pair[]): Columns<HostItem> => {
  const dated = withDetails(pairs).some((pair) => isDetails(pair) && pair[1].startsWith('All'));
  return {
    headings: ['ID', 'ADDRESS', 'DNS', 'NETBIOS', 'OPERATING SYSTEM', ...(dated ? ['LAST SCAN'] : [])],
    pick: (item) => (isListed(item) ? item : undefined),
    row: ({ hostId, ip, dns, netbios, os, lastVulnerabilityScan }) => [
      ...[hostId, ip, dns, netbios, os],
      ...(dated ? [lastVulnerabilityScan] : []),
    ],
    none: 'No host matches.',
  };
};

/** Which of the hosts that a purge would hit are shown to whoever is asked. */
const SHOWN = 20;

const listed = async (invocation: Invocation, client: Client, pairs: readonly Pair[]) => {
  const { pullHosts } = await import('@openguard/client');
  const request = actionRequest('hosts list', hostList, 'list', withDetails(pairs));
  return pullHosts(client, 'hostList', request, { signal: invocation.io.signal });
};

const list = async (invocation: Invocation, pairs: readonly Pair[]): Promise<void> => {
  refuseNumbersAlone('hosts list', pairs);
  return withApi(invocation, async (client) =>
    tellTable(invocation, await listed(invocation, client, pairs), columnsOf(pairs)),
  );
};

const NEEDED = ['ids', 'ips', 'ag_ids', 'ag_titles'];

/**
 * The same request for the hosts that were found, by their numbers: one that the service comes to know of meanwhile is
 * not purged. What narrows the choice further stays.
 */
const forFound = (pairs: readonly Pair[], found: readonly HostItem[]): readonly Pair[] => {
  const ids = found.map(({ hostId, ip }) => {
    if (hostId === undefined)
      throw new OpenGuardError('OG_DOCUMENT_INVALID', `hosts purge: the service gave host ${ip} no number`);
    return String(hostId);
  });
  return [['ids', ids.join(',')], ...pairs.filter(([name]) => !NEEDED.includes(name))];
};

/** Nothing is purged unless somebody has seen what, or has said that nobody needs to. */
const demandWord = async ({ io, values }: Invocation, found: readonly HostItem[]): Promise<void> => {
  if (values['yes'] === true) return;
  const shown = found.slice(0, SHOWN).map(({ hostId = 0, ip, os = '' }) => `  ${hostId}  ${ip}  ${os}`);
  say(io, `openguard: a purge would forget all that is known of ${found.length} hosts:`);
  for (const line of shown) say(io, printable(line));
  if (found.length > SHOWN) say(io, `  … and ${found.length - SHOWN} more`);
  const refused = new OpenGuardError(
    'OG_USAGE',
    'hosts purge: nothing was purged; say yes when asked, or --yes where nobody can be asked',
  );
  if (!io.stdin.isTTY || io.stdin.destroyed || !io.stderr.isTTY) throw refused;
  const answer = await ask('Purge them? (yes/no) ', io.stdin, io.stderr, io.signal);
  if (answer.toLowerCase() !== 'yes') throw refused;
};

const purge = async (invocation: Invocation, pairs: readonly Pair[]): Promise<void> => {
  if (!pairs.some(([name]) => NEEDED.includes(name)))
    throw new OpenGuardError('OG_USAGE', `hosts purge: give at least one of ${NEEDED.join(', ')}`);
  // What is wrong with the request is said before anything is asked.
  actionRequest('hosts purge', hostPurge, 'purge', pairs);
  const { io, values } = invocation;
  const columns = columnsOf(pairs);
  await withApi(invocation, async (client) => {
    const found = await collect(await listed(invocation, client, pairs), columns.pick);
    if (values['dry-run'] === true || found.length === 0) {
      await writeTable(invocation, found, columns);
      return;
    }
    await demandWord(invocation, found);
    const request = actionRequest('hosts purge', hostPurge, 'purge', forFound(pairs, found));
    const reply = await client.hostPurge(request, { signal: io.signal });
    const returned: ReturnItem[] = [];
    await consume(reply.items(), (item) => {
      if (item.kind === 'return') returned.push(item);
    });
    if (values['json'] === true) await writeJson(io, returned);
    else
      for (const { text, ids = [] } of returned)
        await write(io, `${printable(text)}${ids.length === 0 ? '' : `: ${printable(ids.join(', '))}`}\n`);
  });
};

/** The host list of API v2, and purge. */
export const hosts: Command = {
  name: 'hosts',
  usage: 'openguard hosts list|purge [name=value ...]',
  help: `Lists the hosts that the service keeps, page by page as one list, or purges them: the service then forgets all that
it knows of them. What a purge would hit is shown first, and asked about; those hosts are purged, by their numbers,
and no others.

Both take ips, ids, ag_ids, ag_titles, os_pattern (a regular expression; ^$ finds hosts without an operating
system), compliance_enabled, no_vm_scan_since and no_compliance_scan_since; a list also id_min, id_max,
vm_scan_since, compliance_scan_since and details (All unless told, Basic, Basic/AGs, All/AGs).

  --yes                           purge without asking
  --dry-run                       only show what a purge would hit
${API_HELP}`,
  example: 'openguard hosts list os_pattern="Windows (XP|2000)" no_vm_scan_since=2011-01-01',
  options: { ...API_OPTIONS, yes: { type: 'boolean' }, 'dry-run': { type: 'boolean' } },
  run: async (invocation) => {
    const [verb, ...words] = invocation.positionals;
    const pairs = pairsOf('hosts', words);
    if (verb === 'list') await list(invocation, pairs);
    else if (verb === 'purge') await purge(invocation, pairs);
    else throw new OpenGuardError('OG_USAGE', 'hosts: say list or purge; see openguard hosts --help');
    return 0;
  },
};
