import type { Account } from '@openguard/model';
import { CODES, REFUSALS, type Refused } from '@openguard/protocol';
import type { Store } from '@openguard/storage';
import { difference, parseAddress, setOf, type Address, type AddressSet } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import { readAssetChoice, type AssetChoice } from './asset-choice.js';
import { findingsOnHosts, type HostFindings } from './detections.js';
import type { HostFilter } from './host-filter.js';
import { readHostSearch, type HostSearch } from './host-search.js';
import { matchingHosts } from './matching-hosts.js';

/** What asset reports are told from. */
export interface AssetReportsOptions {
  readonly store: Pick<Store, 'hostPage' | 'findingsOf'>;
  /** The time that counts for when a host was scanned last, in milliseconds since 1970. */
  readonly clock: () => number;
}

/** Hosts with their open findings, by number. */
export interface AssetReport {
  readonly hosts: AsyncIterable<HostFindings>;
  /** The addresses that were asked for of which no scan has reported, once all hosts were read. */
  readonly unknown: () => AddressSet;
}

/** A host that was asked for by a name, and the addresses of others that have this name, too. */
export interface ToldHost extends HostFindings {
  readonly namesakes: readonly Address[];
}

/** By which of its names one host is meant. */
export interface OneHost {
  readonly ip?: string;
  readonly dns?: string;
  readonly netbios?: string;
}

/** The one template that there is: everything that is open. */
const TEMPLATE = 1;

const OPEN_OF_ALL = {
  states: ['new', 'active', 'reopened'],
  sections: ['vuln', 'practice', 'service', 'info'],
  isBareWanted: true,
} as const;

const EVERY_HOST: HostFilter = { ids: [{ first: 0, last: Number.MAX_SAFE_INTEGER }] };

const refused = (number: number, text: string): E.Either<Refused, never> => E.left({ number, text });

/** The state of hosts as the first generation of the API tells it. */
export const createAssetReports = ({ store, clock }: AssetReportsOptions) => {
  const open = (account: Account, filter: HostFilter): AsyncIterable<HostFindings> =>
    findingsOnHosts(store, account.name, matchingHosts(store, account.name, filter), OPEN_OF_ALL);

  const reportOf = (
    account: Account,
    choice: AssetChoice,
    names: Parameters<typeof readAssetChoice>[1],
    told: Pick<HostFilter, 'open'> = {},
  ): E.Either<Refused, AssetReport> => {
    const chosen = readAssetChoice(choice, names);
    if (chosen._tag === 'Left') return chosen;
    const { filter, asked = [] } = chosen.right;
    const found: Address[] = [];
    return E.right({
      hosts: (async function* () {
        for await (const each of open(account, { ...filter, ...told })) {
          if (asked.length > 0) found.push(each.host.address);
          yield each;
        }
      })(),
      unknown: () => difference(asked, setOf(found)),
    });
  };

  const TARGETS = { ips: 'target_ips', groups: 'target_asset_groups', isNeeded: true };

  const only = async (account: Account, filter: HostFilter): Promise<E.Either<Refused, ToldHost>> => {
    const addresses: Address[] = [];
    for await (const { address } of matchingHosts(store, account.name, filter)) addresses.push(address);
    const [first, ...namesakes] = addresses;
    if (first !== undefined)
      for await (const each of open(account, { ...EVERY_HOST, addresses: setOf([first]) }))
        return E.right({ ...each, namesakes });
    return refused(REFUSALS.notOwned, 'No scan of this account has reported on such a host.');
  };

  return {
    /** All hosts, or those of some addresses, by a template. */
    report: (
      account: Account,
      { template, ...choice }: AssetChoice & { readonly template: number },
    ): E.Either<Refused, AssetReport> =>
      template === TEMPLATE
        ? reportOf(account, choice, { ips: 'ips', groups: 'asset_groups', isNeeded: false })
        : refused(
            REFUSALS.invalidValue,
            `Invalid value for 'template_id' : the only template is ${TEMPLATE}, everything that is open.`,
          ),

    /** The hosts of a range. */
    range: (account: Account, choice: AssetChoice): E.Either<Refused, AssetReport> =>
      reportOf(account, choice, TARGETS),

    /** Those hosts of a range that a search finds. */
    search: (account: Account, search: AssetChoice & HostSearch): E.Either<Refused, AssetReport> => {
      const holds = readHostSearch(search, clock());
      if (holds._tag === 'Left') return holds;
      const report = reportOf(account, search, TARGETS, { open: true });
      if (report._tag === 'Left') return report;
      const { hosts } = report.right;
      return E.right({
        ...report.right,
        hosts: (async function* () {
          for await (const each of hosts) if (holds.right(each)) yield each;
        })(),
      });
    },

    /** One host, by one of its names. */
    host: async (account: Account, { ip, dns, netbios }: OneHost): Promise<E.Either<Refused, ToldHost>> => {
      const given = [ip, dns, netbios].filter((name) => name !== undefined);
      if (given.length === 0)
        return refused(CODES.missingOneOf, 'Give one of these parameters: host_ip, host_dns, host_netbios.');
      if (given.length > 1)
        return refused(
          CODES.exclusiveParameters,
          'Give only one of these parameters: host_ip, host_dns, host_netbios.',
        );
      if (netbios !== undefined)
        return refused(
          REFUSALS.invalidValue,
          "Invalid value for 'host_netbios' : this server keeps no NetBIOS names.",
        );
      if (ip !== undefined) {
        const address = parseAddress(ip.trim());
        return address._tag === 'Left'
          ? refused(REFUSALS.invalidTargets, "Invalid value for 'host_ip' : one address is needed.")
          : only(account, { ...EVERY_HOST, addresses: setOf([address.right]) });
      }
      const wanted = (dns ?? '').trim().toLowerCase();
      // Hosts without a name are not found by its absence.
      if (wanted === '') return refused(REFUSALS.invalidValue, "Invalid value for 'host_dns' : it is empty.");
      return only(account, { ...EVERY_HOST, isNamed: (name) => name.toLowerCase() === wanted });
    },
  };
};

/** What {@link createAssetReports} gives. */
export type AssetReports = ReturnType<typeof createAssetReports>;
