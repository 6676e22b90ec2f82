import { affects, isAmong, softwareNames, type FeedFault, type FeedItem } from '@openguard/knowledgebase';
import type { ExploitedVulnerability, ForecastVulnerability, KnownVulnerability } from '@openguard/model';
import type { KnownLookup, KnownMatch } from '@openguard/scan-engine';
import type { Store } from '@openguard/storage';

const askedOf =
  (store: Store): KnownLookup =>
  async (cpes) => {
    const wanted = cpes.flatMap((cpe) => softwareNames(cpe).names.map((name) => ({ cpe, name })));
    const published = await store.vulnerabilitiesOf(
      wanted.map(({ name }) => name.product),
      (product, versions) => wanted.some(({ name }) => name.product === product && isAmong(versions, name)),
    );
    return published.flatMap((vulnerability): readonly KnownMatch[] => {
      const match = wanted.find(({ name }) => affects(vulnerability, name));
      return match === undefined ? [] : [{ cpe: match.cpe, vulnerability }];
    });
  };

const MOST_KEPT = 1000;

/** Asks for the same names once: hosts of a network mostly run the same versions. */
const onceEach = (lookUp: KnownLookup): KnownLookup => {
  const answers = new Map<string, ReturnType<KnownLookup>>();
  return (cpes) => {
    const key = JSON.stringify(cpes);
    const known = answers.get(key);
    if (known !== undefined) return known;
    if (answers.size >= MOST_KEPT) answers.clear();
    const answer = lookUp(cpes);
    answers.set(key, answer);
    return answer;
  };
};

/**
 * What the store knows of the versions of products; `undefined` when nothing was ever imported. What it has once told
 * it tells again, so that it is to be asked for anew for each batch.
 */
export const knownLookup = async (store: Store): Promise<KnownLookup | undefined> => {
  const { vulnerabilities } = await store.countKnowledge();
  return vulnerabilities === 0 ? undefined : onceEach(askedOf(store));
};

/**
 * How much of a feed was taken in, and what ended it early. Of the vulnerabilities, `older` were left aside since the store
 * knows later words on them, and `productless` concern no product that is named, so that nothing is found by them.
 * `unreadable` names of products have no form that is known.
 */
export interface Import {
  readonly vulnerabilities: number;
  readonly older: number;
  readonly productless: number;
  readonly unreadable: number;
  readonly exploited: number;
  readonly forecasts: number;
  /** Of when the table is, in milliseconds since 1970, that the store has and keeps instead of the older one of the feed. */
  readonly keptTable?: number;
  readonly fault?: FeedFault;
}

const AT_ONCE = 2000;

interface Tables {
  readonly exploited: ExploitedVulnerability[];
  readonly forecasts: ForecastVulnerability[];
  datedAt: number;
}

/** Takes tables of ratings in, which are whole or nothing: what a table lacks is rated no more. */
const putTables = async (
  store: Store,
  { exploited, forecasts, datedAt }: Tables,
): Promise<Pick<Import, 'exploited' | 'forecasts' | 'keptTable'>> => {
  const later = [
    exploited.length === 0 ? undefined : await store.replaceExploited(exploited, datedAt),
    forecasts.length === 0 ? undefined : await store.replaceForecasts(forecasts, datedAt),
  ] as const;
  const keptTable = later[0] ?? later[1];
  return {
    exploited: later[0] === undefined ? exploited.length : 0,
    forecasts: later[1] === undefined ? forecasts.length : 0,
    ...(keptTable === undefined ? {} : { keptTable }),
  };
};

/**
 * Takes a feed into the store. Vulnerabilities come some at a time: what is counted is there, also when the feed turns out to
 * be cut. A table of what is exploited or likely is taken at its end and as a whole. The same feed again changes nothing, nor
 * does one that is older than what the store has.
 */
export const importFeed = async (store: Store, feed: AsyncIterable<FeedItem>): Promise<Import> => {
  const counts = { vulnerabilities: 0, older: 0, productless: 0, unreadable: 0 };
  const held: KnownVulnerability[] = [];
  const tables: Tables = { exploited: [], forecasts: [], datedAt: 0 };
  const put = async (atLeast: number): Promise<void> => {
    if (held.length >= atLeast) counts.older += await store.putVulnerabilities(held.splice(0));
  };
  for await (const item of feed) {
    if (item.kind === 'fault') {
      await put(1);
      return { ...counts, exploited: 0, forecasts: 0, fault: item.value };
    }
    if (item.kind === 'dated') tables.datedAt = item.value;
    else if (item.kind === 'exploited') tables.exploited.push(item.value);
    else if (item.kind === 'forecast') tables.forecasts.push(item.value);
    else {
      held.push(item.value);
      counts.vulnerabilities += 1;
      counts.productless += item.value.affected.length === 0 ? 1 : 0;
      counts.unreadable += item.unreadable ?? 0;
      await put(AT_ONCE);
    }
  }
  await put(1);
  return { ...counts, ...(await putTables(store, tables)) };
};
