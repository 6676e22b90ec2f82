import { OpenGuardError } from '@openguard/errors';
import type { DocumentItem } from '@openguard/model';
import { CODES, type Endpoint, type Pair } from '@openguard/protocol';
import type { CallOptions, Client } from '../client.js';
import { isCut, mayPass } from '../cut.js';
import { pause } from '../pause.js';
import { readReplyLists } from '../read-reply.js';
import { EndSum } from './end-sum.js';
import { nextPage, withPair } from './next-page.js';
import { WholeEntries, type WholeEntry } from './whole-entries.js';

/** How a list is pulled. */
export interface PullOptions extends CallOptions {
  /** Go on behind this number: that of the last entry which a pull before has told whole. */
  readonly after?: number;
  /** Told the number of each entry that has come whole and was handed on: where to go on after an interruption. */
  readonly onCheckpoint?: (number: number) => void;
  /** Told why a page is asked for again. */
  readonly onRetry?: (error: Error) => void;
  /** The pause before a page is asked for again, in milliseconds, by the number of tries; 500, 1000 … 16,000. */
  readonly delayMs?: (tries: number) => number;
}

/** What is done about a page that does not come. */
export interface Remedy {
  /** Parameters that each page needs besides. */
  readonly pairs: () => readonly Pair[];
  readonly came: () => void;
  /** Whether entries come by ascending number, so that a page can be asked for behind any of them. */
  readonly ascending: boolean;
  /** Decides what follows: another try, or, behind an entry that never comes, going on. */
  readonly failed: (
    error: Error,
    tries: number,
    from: number,
  ) => Promise<'again' | 'give up' | { readonly skip: number }>;
}

const MOST_TRIES = 5;
const NO_REMEDY: Remedy = {
  pairs: () => [],
  came: () => undefined,
  ascending: false,
  failed: (_error, tries) => Promise.resolve(tries < MOST_TRIES ? 'again' : 'give up'),
};

const usualDelay = (tries: number): number => Math.min(16_000, 500 * 2 ** (tries - 1));

/** The list of which a page is to be asked for. */
interface Place {
  readonly pairs: readonly Pair[];
  readonly from: number;
}

type Told =
  | { readonly tag: 'entry'; readonly entry: WholeEntry }
  | { readonly tag: 'next'; readonly place: Place }
  | { readonly tag: 'done'; readonly truncated: boolean };

const countsOf = {
  host: 'hosts',
  finding: 'findings',
  id: 'ids',
  record: 'records',
  posture: 'postures',
} as const;

const counted = (sum: EndSum, items: readonly DocumentItem[]): void => {
  const counts = new Map<DocumentItem['kind'], number>();
  for (const { kind } of items) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  for (const [kind, count] of counts)
    if (kind in countsOf) sum.count(countsOf[kind as keyof typeof countsOf], count);
};

/** The last number that is asked for, if there is one: what would begin behind it is over, and no page of it is asked for. */
const lastOf = (pairs: readonly Pair[]): number => {
  const given = pairs.find(([name]) => name === 'id_max')?.[1];
  return given === undefined ? Number.POSITIVE_INFINITY : Number(given);
};

const startOf = (pairs: readonly Pair[], after: number | undefined): Place => {
  const given = pairs.find(([name]) => name === 'id_min')?.[1];
  const from = given === undefined ? 0 : Number(given);
  if (after === undefined || after < from) return { pairs, from };
  return { pairs: withPair(pairs, 'id_min', String(after + 1)), from: after + 1 };
};

/** Behind a number that is not the largest so far, what is missing could not be told from what has come. */
const refuseDisorder = (name: string, number: number, before: number): never => {
  throw new OpenGuardError(
    'OG_DOCUMENT_INVALID',
    `${name}: entry ${number} comes behind ${before}: the service does not sort its list, so that nobody can say what of it is missing or comes twice`,
  );
};

/** Reads one page: its entries as they come whole, and then where the list goes on, or that it does not. */
async function* pageOf<R>(
  client: Client,
  endpoint: Endpoint<R>,
  place: Place,
  { pairs: more, ascending }: { readonly pairs: readonly Pair[]; readonly ascending: boolean },
  sum: EndSum,
  options: CallOptions,
): AsyncGenerator<Told, void, undefined> {
  const pairs = more.reduce<readonly Pair[]>((all, [name, value]) => withPair(all, name, value), place.pairs);
  const page: Endpoint<object> = {
    ...endpoint,
    encode: () => pairs,
    decode: () => endpoint.decode(pairs) as never,
  };
  const reply = await client.call(page, {}, options);
  const entries = new WholeEntries();
  let last: number | undefined;
  let url: string | undefined;
  let isRefused = false;
  const { roots } = endpoint;
  for await (const list of readReplyLists(reply.bytes, reply, { roots })) {
    for (const item of list) {
      if (item.kind === 'warning' && (item.number === CODES.recordLimit || item.url !== undefined)) {
        url = item.url;
        continue;
      }
      if (item.kind === 'refused' || (item.kind === 'return' && item.status !== 'SUCCESS')) isRefused = true;
      const whole = item.kind === 'end' ? entries.flush() : entries.take(item);
      if (whole !== undefined) {
        const { number } = whole;
        const before = last ?? place.from - 1;
        if (ascending && number !== undefined && number <= before)
          refuseDisorder(endpoint.name, number, before);
        if (number !== undefined) last = Math.max(number, last ?? number);
        yield { tag: 'entry', entry: whole };
      }
      if (item.kind !== 'end') continue;
      sum.add(item);
      const goesOn = item.truncated === true && !isRefused;
      if (goesOn) yield { tag: 'next', place: nextPage(endpoint.name, place.pairs, url, place.from, last) };
      else yield { tag: 'done', truncated: item.truncated === true };
    }
  }
}

const wanted = ({ pairs, ascending }: Remedy) => ({ pairs: pairs(), ascending });

/**
 * Pulls a list of API v2 page by page, as one: each entry is told when it has come whole, and one end follows the
 * last of them. A page that is cut off is asked for again behind the last whole entry, so that nothing is told twice
 * or lost. A refusal is an item, after what came before it, and the end then says that the list is not all.
 *
 * Rejects as reading does, and with `OG_DOCUMENT_INVALID` when a service would have it read the same page again, or
 * does not sort a list that it must.
 */
export async function* pullWith<R>(
  client: Client,
  endpoint: Endpoint<R>,
  request: R,
  options: PullOptions,
  remedy: Remedy,
): AsyncGenerator<DocumentItem, void, undefined> {
  const { after, onCheckpoint, onRetry, delayMs = usualDelay, ...calling } = options;
  const sum = new EndSum();
  const start = startOf(endpoint.encode(request), after);
  const last = lastOf(start.pairs);
  let place: Place | undefined = start;
  let isRefused = false;
  let isCutShort = false;
  let tries = 0;
  while (place !== undefined) {
    if (place.from > last && (place !== start || after !== undefined)) break;
    let here: Place = place;
    try {
      for await (const told of pageOf(client, endpoint, here, wanted(remedy), sum, calling)) {
        if (told.tag === 'entry') {
          const { items, number } = told.entry;
          counted(sum, items);
          isRefused ||= items.some(({ kind }) => kind === 'refused' || kind === 'return');
          for (const item of items) yield item;
          if (number === undefined) continue;
          here = { pairs: withPair(here.pairs, 'id_min', String(number + 1)), from: number + 1 };
          tries = 0;
          onCheckpoint?.(number);
        } else {
          tries = 0;
          remedy.came();
          isCutShort = told.tag === 'done' && told.truncated;
          place = told.tag === 'next' ? told.place : undefined;
        }
      }
    } catch (error) {
      if (!(error instanceof Error) || !(isCut(error) || mayPass(error))) throw error;
      options.signal?.throwIfAborted();
      place = here;
      tries += 1;
      const next = await remedy.failed(error, tries, here.from);
      if (next === 'give up') throw error;
      if (next === 'again') {
        onRetry?.(error);
        await pause(delayMs(tries), options.signal);
      } else {
        sum.skip();
        yield { kind: 'skipped', hostId: next.skip, reason: error.message };
        place = { pairs: withPair(here.pairs, 'id_min', String(next.skip + 1)), from: next.skip + 1 };
        tries = 0;
        onCheckpoint?.(next.skip);
      }
    }
  }
  yield sum.end(isRefused || isCutShort);
}

/** Pulls a list whose pages are as long as the service makes them: authentication records, posture. */
export const pullList = <R>(
  client: Client,
  endpoint: Endpoint<R>,
  request: R,
  options: PullOptions = {},
): AsyncGenerator<DocumentItem, void, undefined> => pullWith(client, endpoint, request, options, NO_REMEDY);
