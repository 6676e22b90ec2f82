import type { DocumentItem } from '@openguard/model';
import { LATER_ENDPOINTS, type Endpoint, type Pair } from '@openguard/protocol';
import type { CallOptions, Client } from '../client.js';
import { pullWith, type PullOptions, type Remedy } from './pull-list.js';
import { withPair } from './next-page.js';

type RequestOf<E> = E extends Endpoint<infer R> ? R : never;

/** Hosts that a page holds at first; more is allowed, and is not faster. */
const PAGE = 1000;
const LIMIT = 'truncation_limit';
/** How often a page of one host is asked for before that is given up. */
const PATIENCE = 3;

/** What of a request for detections says which hosts are meant, in the words of the host list. */
const HOSTS: ReadonlySet<string> = new Set([
  ...['ips', 'ids', 'id_max', 'ag_ids', 'ag_titles', 'os_pattern', 'compliance_enabled'],
  ...['vm_scan_since', 'no_vm_scan_since'],
]);

/** Asks for the number of the host that comes next. */
const nextHost = async (
  client: Client,
  pairs: readonly Pair[],
  from: number,
  options: CallOptions,
): Promise<number | undefined> => {
  const which = pairs.filter(([name]) => HOSTS.has(name));
  const asked: readonly Pair[] = [
    ['action', 'list'],
    ...withPair(withPair(withPair(which, 'details', 'None'), 'id_min', String(from)), LIMIT, '1'),
  ];
  const reply = await client.call({ ...LATER_ENDPOINTS.hostList, encode: () => asked }, {}, options);
  let found: number | undefined;
  for await (const item of reply.items()) {
    if (item.kind === 'id') found ??= item.first;
    if (item.kind === 'host') found ??= 'hostId' in item ? item.hostId : undefined;
  }
  return found;
};

const halving = (client: Client, pairs: readonly Pair[], { signal }: CallOptions, first: number): Remedy => {
  let size = first;
  return {
    pairs: () => [[LIMIT, String(size)]],
    ascending: true,
    came: () => {
      size = Math.min(first, size * 2);
    },
    failed: async (_error, tries, from) => {
      if (size > 1) {
        size = Math.max(1, Math.floor(size / 2));
        return 'again';
      }
      if (tries < PATIENCE) return 'again';
      const host = await nextHost(client, pairs, from, signal === undefined ? {} : { signal });
      return host === undefined ? 'give up' : { skip: host };
    },
  };
};

/** How hosts are pulled. */
interface PullHostsOptions extends PullOptions {
  /** Hosts of a page at first; 1000. */
  readonly pageSize?: number;
}

type HostRequests = {
  readonly hostList: RequestOf<(typeof LATER_ENDPOINTS)['hostList']>;
  readonly hostDetections: RequestOf<(typeof LATER_ENDPOINTS)['hostDetections']>;
};

/**
 * Pulls the host list or the detections of an account as `pullList` does. A page that times out or is cut off is
 * halved; a host that never comes whole, even alone, is named by an item `skipped` and left out.
 */
export const pullHosts = <K extends keyof HostRequests>(
  client: Client,
  list: K,
  request: Omit<HostRequests[K], 'truncationLimit'>,
  { pageSize = PAGE, ...options }: PullHostsOptions = {},
): AsyncGenerator<DocumentItem, void, undefined> => {
  const endpoint: Endpoint<object> = LATER_ENDPOINTS[list];
  const remedy = halving(client, endpoint.encode(request), options, pageSize);
  return pullWith(client, endpoint, request, options, remedy);
};
