import type { Account, KnownFinding } from '@openguard/model';
import { numberOfCheck, vulnerabilityOfCheck } from '@openguard/knowledgebase';
import { CODES, LATER_ENDPOINTS } from '@openguard/protocol';
import {
  writeBatchReturn,
  writeDetections,
  writeDetectionsCsv,
  writeHostIds,
  writeHostList,
  type DetectedHostValues,
  type ListCut,
  type ListedHostValues,
} from '@openguard/reports';
import { STATUS_OF, type AssetPage, type Assets, type HostFindings } from '@openguard/service';
import type { KnownHost } from '@openguard/storage';
import { formatAddress } from '@openguard/targets';
import { isoDate } from '../iso-date.js';
import { declaredAction, type ApiAction, type Asking } from './action.js';
import { restOf } from './rest-of.js';

/** What the actions on hosts answer from. */
export interface HostActionOptions {
  readonly assets: Assets;
  readonly clock: () => number;
  readonly log: (line: string) => void;
}

const { hostList, hostPurge, hostDetections } = LATER_ENDPOINTS;

const EXCEL_REFUSED = {
  number: CODES.invalidValue,
  text: 'parameter output_format has invalid value: this server writes XML, CSV and CSV_NO_METADATA',
};

/** The address that asks for what comes after a page. */
const cutOf = (
  { next, limit }: Pick<AssetPage<unknown>, 'next' | 'limit'>,
  asking: Asking,
): ListCut | undefined => {
  const from = next();
  return from === undefined ? undefined : { limit, url: restOf(asking, from) };
};

async function* mapped<A, B>(all: AsyncIterable<A>, of: (item: A) => B): AsyncGenerator<B, void, undefined> {
  for await (const item of all) yield of(item);
}

const factsOf = ({ id, address, name, os }: KnownHost) => ({
  hostId: id,
  ip: formatAddress(address),
  trackingMethod: 'IP',
  ...(name === undefined ? {} : { dns: name }),
  ...(os === undefined ? {} : { os }),
});

const listedOf =
  (account: Account, isWhole: boolean) =>
  (host: KnownHost): ListedHostValues => ({
    ...factsOf(host),
    ...(isWhole ? { lastVulnerabilityScan: isoDate(host.visitedAt), owner: account.name } : {}),
  });

const userOf = ({ name, contact = {} }: Account) => {
  const { firstname: firstName, lastname: lastName } = contact;
  return {
    login: name,
    ...(firstName === undefined ? {} : { firstName }),
    ...(lastName === undefined ? {} : { lastName }),
  };
};

const TYPES = { vuln: 'Confirmed', practice: 'Potential', service: 'Info', info: 'Info' } as const;

type DetectionValues = NonNullable<DetectedHostValues['detections']>['detections'][number];

const detectionOf = (finding: KnownFinding): DetectionValues => {
  const { id, section, severity, port, protocol, fqdn, ssl, result, state, timesFound } = finding;
  const { firstSeen, lastSeen, lastTested, fixedAt } = finding;
  const instance = vulnerabilityOfCheck(id);
  return {
    // A check that has no number is called by its name rather than left out.
    id: String(numberOfCheck(id) ?? id),
    type: TYPES[section],
    ...(severity === 0 ? {} : { severity: String(severity) }),
    ...(port === undefined ? {} : { port: String(port) }),
    ...(protocol === undefined ? {} : { protocol }),
    ...(fqdn === undefined ? {} : { fqdn }),
    ...(ssl === undefined ? {} : { ssl: ssl ? '1' : '0' }),
    ...(instance === undefined ? {} : { instance }),
    ...(result === undefined ? {} : { result }),
    // Of information only that it is gone is told: without a word it would pass for what is there.
    ...(TYPES[section] === 'Info' && state !== 'fixed' ? {} : { status: STATUS_OF[state] }),
    firstFound: isoDate(firstSeen),
    lastFound: isoDate(lastSeen),
    timesFound: String(timesFound),
    lastTest: isoDate(lastTested),
    ...(fixedAt === undefined ? {} : { lastFixed: isoDate(fixedAt) }),
  };
};

const detectedOf = ({ host, findings }: HostFindings): DetectedHostValues => ({
  ...factsOf(host),
  lastScan: isoDate(host.visitedAt),
  detections: { detections: findings.map(detectionOf) },
});

/** Host list, purge and detections. */
export const hostActions = ({ assets, clock, log }: HostActionOptions): readonly ApiAction[] => {
  const replyOf = ({ echo }: Asking) => ({ at: clock(), ...(echo === undefined ? {} : { request: echo }) });

  return [
    declaredAction(hostList, async ({ details = 'Basic', ...choice }, asking) => {
      const page = await assets.list(asking.account, choice);
      if (page._tag === 'Left') return page.left;
      const { entries } = page.right;
      const end = () => {
        const cut = cutOf(page.right, asking);
        return cut === undefined ? {} : { cut };
      };
      if (details === 'None')
        return {
          pieces: writeHostIds(
            replyOf(asking),
            mapped(entries, ({ id }) => id),
            end,
          ),
        };
      const isWhole = details.startsWith('All');
      const hosts = mapped(entries, listedOf(asking.account, isWhole));
      const users = isWhole ? { users: [userOf(asking.account)] } : {};
      return { pieces: writeHostList(replyOf(asking), hosts, () => ({ ...end(), ...users })) };
    }),

    declaredAction(hostPurge, async (choice, asking) => {
      const purged = await assets.purge(asking.account, choice);
      if (purged._tag === 'Left') return purged.left;
      const ids = purged.right;
      log(`${asking.account.name} purges ${ids.length} hosts`);
      const outcomes = ids.length === 0 ? [] : [{ text: 'Hosts Queued for Purging', ids }];
      return writeBatchReturn(clock(), outcomes, asking.echo);
    }),

    declaredAction(hostDetections, async ({ format, ...choice }, asking) => {
      if (format === 'CSV_MS_EXCEL' || format === 'CSV_NO_METADATA_MS_EXCEL') return EXCEL_REFUSED;
      const page = await assets.detections(asking.account, choice);
      if (page._tag === 'Left') return page.left;
      const hosts = mapped(page.right.entries, detectedOf);
      const cut = () => cutOf(page.right, asking);
      if (format === 'CSV' || format === 'CSV_NO_METADATA')
        return {
          pieces: writeDetectionsCsv(replyOf(asking), hosts, cut, format === 'CSV'),
          type: 'text/csv; charset=UTF-8',
        };
      return { pieces: writeDetections(replyOf(asking), hosts, cut) };
    }),
  ];
};
