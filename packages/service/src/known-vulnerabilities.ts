import { affects, isAmong, softwareNames, type FeedFault, type FeedItem } from '@openguard/knowledgebase';
import type { KnownLookup, KnownMatch } from '@openguard/scan-engine';
import type { Store } from '@openguard/storage';

const askedOf =
  (store: Store): KnownLookup =>
  async (cpes) => {
    const wanted = cpes.flatMap((cpe) => {
      const found = softwareNames(cpe);
      return 'names' in found ? found.names.map((name) => ({ cpe, name })) : [];
    });
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

/** How much of a feed was taken in, and what ended it early. */
export interface Import {
  readonly vulnerabilities: number;
  readonly exploited: number;
  readonly forecasts: number;
  readonly fault?: FeedFault;
}

const AT_ONCE = 2000;

const KINDS = { vulnerability: 'vulnerabilities', exploited: 'exploited', forecast: 'forecasts' } as const;

type Held = { [K in keyof typeof KINDS]: Extract<FeedItem, { readonly kind: K }>['value'][] };

/**
 * Takes a feed into the store, some of it at a time: what is counted is there, also when the feed turns out to be
 * cut. The same feed again changes nothing.
 */
export const importFeed = async (store: Store, feed: AsyncIterable<FeedItem>): Promise<Import> => {
  const counts = { vulnerabilities: 0, exploited: 0, forecasts: 0 };
  const held: Held = { vulnerability: [], exploited: [], forecast: [] };
  const put = async (atLeast: number): Promise<void> => {
    const { vulnerability, exploited, forecast } = held;
    if (vulnerability.length >= atLeast) await store.putVulnerabilities(vulnerability.splice(0));
    if (exploited.length >= atLeast) await store.putExploited(exploited.splice(0));
    if (forecast.length >= atLeast) await store.putForecasts(forecast.splice(0));
  };
  for await (const item of feed) {
    if (item.kind === 'fault') {
      await put(1);
      return { ...counts, fault: item.value };
    }
    if (item.kind === 'vulnerability') held.vulnerability.push(item.value);
    else if (item.kind === 'exploited') held.exploited.push(item.value);
    else held.forecast.push(item.value);
    counts[KINDS[item.kind]] += 1;
    await put(AT_ONCE);
  }
  await put(1);
  return counts;
};
