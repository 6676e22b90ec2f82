import type { Client, Reply } from '@openguard/client';
import { OpenGuardError } from '@openguard/errors';
import type { DocumentItem } from '@openguard/model';
import { LATER_ENDPOINTS, type Endpoint, type Pair } from '@openguard/protocol';
import { API_HELP, API_OPTIONS, pairsOf, withApi } from '../api.js';
import type { Command } from '../command.js';
import { requested } from '../requested.js';
import { spoolShelf } from '../shelf.js';
import { keepGarbageSmall } from '../small-garbage.js';
import { tellAll } from '../tell.js';

/** A function that tells of hosts. */
interface Question {
  readonly roots: readonly string[];
  /** Reads what is asked for, and gives the call of it. */
  readonly asking: (pairs: readonly Pair[]) => (client: Client, signal: AbortSignal) => Promise<Reply>;
}

const question = <R>(endpoint: Endpoint<R>): Question => ({
  roots: endpoint.roots,
  asking: (pairs) => {
    const request = requested('assets', endpoint, pairs);
    return (client, signal) => client.call(endpoint, request, { signal });
  },
});

const QUESTIONS: ReadonlyMap<string, Question> = new Map([
  ['report', question(LATER_ENDPOINTS.assetDataReport)],
  ['range', question(LATER_ENDPOINTS.assetRangeInfo)],
  ['search', question(LATER_ENDPOINTS.assetSearch)],
  ['host', question(LATER_ENDPOINTS.hostInfo)],
  ['tickets', question(LATER_ENDPOINTS.getTickets)],
]);

/** asset_data_report.php, asset_range_info.php, asset_search.php, get_host_info.php and get_tickets.php. */
export const assets: Command = {
  name: 'assets',
  usage: 'openguard assets report|range|search|host|tickets name=value ...',
  help: `Asks what is known of hosts and writes a JSON object a line, ended by {"kind":"end",...} when it is complete. The
findings of report and range are told with what their glossary says: title, severity, CVEs, PCI flag, virtual patches;
for that the reply waits on the disk.

report:  template_id=N, ips, asset_groups               asset_data_report.php
range:   target_ips, target_asset_groups                asset_range_info.php
search:  the same, and dns, netbios, os, vuln_qid, vuln_port, vuln_service, tracking_method, last_scan
host:    host_ip, host_dns or host_netbios; general_info=1, vuln_details=1, ticket_details=1
tickets: ticket_numbers or since; state, vuln_details=1 get_tickets.php

Release 6.17 recommends "openguard detections" instead.

${API_HELP}`,
  example: 'openguard assets report template_id=1234 | jq -r "select(.pciFlag==\\"1\\").title"',
  options: API_OPTIONS,
  run: async (invocation) => {
    const [what = '', ...words] = invocation.positionals;
    const ask = QUESTIONS.get(what);
    if (ask === undefined)
      throw new OpenGuardError(
        'OG_USAGE',
        `assets: say ${[...QUESTIONS.keys()].join(', ')}; see openguard assets --help`,
      );
    const { roots } = ask;
    const send = ask.asking(pairsOf('assets', words));
    keepGarbageSmall();
    const { readExplained } = await import('@openguard/client');
    const shelf = spoolShelf();
    try {
      await withApi(invocation, async (client) => {
        const reply = await send(client, invocation.io.signal);
        const isDocument = reply.status === 200 && reply.contentEncoding === '';
        const items: AsyncIterable<DocumentItem> = isDocument
          ? readExplained(reply.bytes, reply.url, shelf, { roots })
          : reply.items();
        await tellAll(invocation, items);
      });
    } finally {
      await shelf.clear();
    }
    return 0;
  },
};
