import type { Account } from '@openguard/model';
import { LATER_ENDPOINTS, REFUSALS, type Refused } from '@openguard/protocol';
import {
  writeAssetRefusal,
  writeAssetReport,
  writeHostInfo,
  writeHostInfoRefusal,
  type AssetHeaderValues,
  type AssetRoot,
} from '@openguard/reports';
import type { AssetReport, AssetReports, HostFindings, ToldHost } from '@openguard/service';
import { formatAddress, parseTargetList } from '@openguard/targets';
import { declared, type Answer, type ApiFunction } from './api-function.js';
import { assetFactsOf, assetHostOf, CheckGlossary, hostVulnInfoOf } from './asset-values.js';
import { isoDate } from './iso-date.js';

/** What the functions about hosts answer from. */
export interface AssetFunctionOptions {
  readonly assetReports: AssetReports;
  readonly clock: () => number;
}

const { assetDataReport, assetRangeInfo, assetSearch, hostInfo } = LATER_ENDPOINTS;

const MOST_NAMESAKES = 20;

const NO_TICKETS: Refused = {
  number: REFUSALS.invalidValue,
  text: "Invalid value for 'ticket_details' : this server tells no tickets here; see ticket_list.php.",
};

const refusing =
  (root: AssetRoot) =>
  ({ number, text }: Refused): string =>
    writeAssetRefusal(root, number, text);

const rangesOf = (ips: string) => {
  const targets = parseTargetList(ips);
  return targets._tag === 'Left'
    ? []
    : targets.right.addresses.map(({ first, last }) => ({
        start: formatAddress(first),
        end: formatAddress(last),
      }));
};

const searchedHostOf = (each: HostFindings) => ({
  ...assetFactsOf(each),
  trackingMethod: 'IP',
  lastScan: isoDate(each.host.visitedAt),
});

const generalOf = (found: HostFindings, { name }: Account) => ({
  ...assetFactsOf(found),
  trackingMethod: 'IP address',
  lastScan: isoDate(found.host.visitedAt),
  owner: { user: { login: name } },
});

/** Others that the same name means are told of in the one place for words. */
const commentOf = ({ namesakes }: ToldHost): { readonly comments?: string } => {
  if (namesakes.length === 0) return {};
  const named = namesakes.slice(0, MOST_NAMESAKES).map(formatAddress).join(', ');
  const more = namesakes.length - MOST_NAMESAKES;
  return { comments: `Other hosts have this name: ${named}${more > 0 ? ` and ${more} more` : ''}` };
};

const findingsOf = ({ findings }: HostFindings) => {
  const of = (...sections: readonly string[]) =>
    findings.filter(({ section }) => sections.includes(section)).map(hostVulnInfoOf);
  return { vulns: of('vuln'), potential: of('practice'), information: of('service', 'info') };
};

/** The functions of the first generation that tell what is known of hosts. */
export const assetFunctions = ({ assetReports, clock }: AssetFunctionOptions): readonly ApiFunction[] => {
  const answerOf = (
    root: AssetRoot,
    account: Account,
    report: ReturnType<AssetReports['range']>,
    asked: { readonly ips?: string; readonly groups?: string; readonly title?: string },
  ): Answer => {
    if (report._tag === 'Left') return refusing(root)(report.left);
    const { hosts, unknown }: AssetReport = report.right;
    const { ips, groups, title } = asked;
    const target = {
      ...(groups === undefined ? {} : { groups: { titles: groups.split(',') } }),
      ...(ips === undefined ? {} : { ips: { ranges: rangesOf(ips) } }),
    };
    const header: AssetHeaderValues = {
      username: account.name,
      date: isoDate(clock()),
      ...(title === undefined ? {} : { template: title }),
      target,
    };
    const glossary = new CheckGlossary();
    const withFindings = root !== 'ASSET_SEARCH_REPORT';
    const written = (async function* () {
      for await (const each of hosts) {
        if (withFindings) glossary.take(each);
        yield withFindings ? assetHostOf(each) : searchedHostOf(each);
      }
    })();
    const end = () => ({
      checks: glossary.checks(),
      unknown: unknown().map(({ first, last }) => ({
        start: formatAddress(first),
        end: formatAddress(last),
      })),
    });
    return { pieces: writeAssetReport(root, header, written, end) };
  };

  return [
    declared(assetDataReport, refusing('ASSET_DATA_REPORT'), (account, request) =>
      Promise.resolve(
        answerOf('ASSET_DATA_REPORT', account, assetReports.report(account, request), {
          ...request,
          title: 'Everything that is open',
        }),
      ),
    ),
    declared(assetRangeInfo, refusing('ASSET_RANGE_INFO'), (account, request) =>
      Promise.resolve(answerOf('ASSET_RANGE_INFO', account, assetReports.range(account, request), request)),
    ),
    declared(assetSearch, refusing('ASSET_SEARCH_REPORT'), (account, request) =>
      Promise.resolve(
        answerOf('ASSET_SEARCH_REPORT', account, assetReports.search(account, request), request),
      ),
    ),
    declared(
      hostInfo,
      ({ number, text }) => writeHostInfoRefusal(number, text),
      async (account, { general = true, findings = false, tickets = false, ...name }) => {
        if (tickets) return writeHostInfoRefusal(NO_TICKETS.number, NO_TICKETS.text);
        const found = await assetReports.host(account, name);
        if (found._tag === 'Left') return writeHostInfoRefusal(found.left.number, found.left.text);
        return writeHostInfo({
          ...(general ? generalOf(found.right, account) : { ip: formatAddress(found.right.host.address) }),
          ...commentOf(found.right),
          ...(findings ? findingsOf(found.right) : {}),
        });
      },
    ),
  ];
};
