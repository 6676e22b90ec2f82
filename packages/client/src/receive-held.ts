import { isOpenGuardError } from '@openguard/errors';
import { MapReference, ScanReference } from '@openguard/model';
import { mapReport, REFUSALS, scanReport, type Endpoint } from '@openguard/protocol';
import { createAttempts, type Attempt, type AttemptOptions, type Attempts } from './attempt.js';
import type { CallOptions, Client, Reply } from './client.js';
import { createComebacks, type ComebackOptions } from './comebacks.js';
import { isCut, mayPass } from './cut.js';
import { findJob, lostJob, type SoughtJob } from './find-job.js';
import { pause } from './pause.js';

/** A scan or map that a server is asked for once, and whose reply it holds until the job is done. */
export interface HeldJob<R> extends Pick<SoughtJob, 'type' | 'option'> {
  readonly endpoint: Endpoint<R>;
  readonly request: R;
  /** What lists call it, which is the text that was asked for; left out when it is several. */
  readonly target?: string;
  /** Whether the server is to keep its report. */
  readonly saved: boolean;
}

/** How a held job is received. */
export interface ReceiveOptions extends AttemptOptions, ComebackOptions {
  /** Told of the first cut: what happened, and the references that are known. */
  readonly onCut?: (error: Error, references: readonly string[]) => void;
}

/** A server that never answered at all need not be waited for as long as one that did. */
const STRANGER_MS = 20_000;
/** A job may need a moment until lists know of it: with the usual pauses, eight seconds. */
const MOST_MISSES = 5;
/** A server at which nobody can wait is asked as often as after so many tries. */
const POLL_TRIES = 7;

/** A job that was cut off, and what it takes to come back to it. */
interface CutJob<A> {
  readonly client: Client;
  readonly sought: SoughtJob;
  readonly saved: boolean;
  readonly attempts: Attempts<A>;
  readonly comebacks: ReturnType<typeof createComebacks>;
  readonly calling: CallOptions;
  readonly lost: (why: string) => Error;
}

const again = <A>({ client, attempts, lost }: CutJob<A>, ref: string, wait: boolean): Promise<Attempt<A>> => {
  const waiting = wait ? { wait } : {};
  if (ScanReference.is(ref))
    return attempts.make(scanReport.roots, (how) => client.call(scanReport, { ref, ...waiting }, how));
  if (MapReference.is(ref))
    return attempts.make(mapReport.roots, (how) => client.call(mapReport, { ref, ...waiting }, how));
  throw lost('what the server calls it makes no sense');
};

/** Tries by what the lists tell, at a server that told no reference; undefined: not yet. */
const triesByLists = <A>(cut: CutJob<A>): (() => Promise<Attempt<A> | undefined>) => {
  const { client, sought, saved, attempts, comebacks, calling, lost } = cut;
  let misses = 0;
  return async () => {
    const [ref] = attempts.references();
    const found = await findJob(client, ref === undefined ? sought : { ...sought, ref }, calling).catch(
      (error: unknown) => {
        calling.signal?.throwIfAborted();
        if (!isOpenGuardError(error) || mayPass(error)) throw error;
        throw lost(`the server does not list what it has (${error.message})`);
      },
    );
    if (found === undefined) {
      misses += 1;
      if (misses < MOST_MISSES) return undefined;
      throw lost('it is in no list of the server');
    }
    misses = 0;
    attempts.know([found.ref]);
    comebacks.heard();
    if (found.state === 'saved') return again(cut, found.ref, false);
    const waited = await again(cut, found.ref, true);
    if ('whole' in waited || waited.refusal === undefined || waited.refusal.stops) return waited;
    // This server knows nothing of waiting.
    if (!saved) throw lost(`${found.ref} runs, but its report was not to be saved and cannot be had`);
    await pause(comebacks.pauseAfter(POLL_TRIES), calling.signal);
    return undefined;
  };
};

const away = ([ref]: readonly string[], type: string): string =>
  `the server did not answer again in time; ${ref ?? `the ${type}`} may go on there`;

/** Comes back to a job until its reply is whole, or nothing more can be done. */
const comeBack = async <A>(cut: CutJob<A>): Promise<A> => {
  const { sought, attempts, comebacks, calling, lost } = cut;
  const [told] = attempts.references();
  const byLists = triesByLists(cut);
  for (;;) {
    const wait = comebacks.next(attempts.answered() ? undefined : STRANGER_MS);
    if (wait === undefined) throw lost(away(attempts.references(), sought.type));
    await pause(wait, calling.signal);
    try {
      const tried = told === undefined ? await byLists() : await again(cut, told, true);
      if (tried === undefined) continue;
      if ('whole' in tried) return tried.whole;
      const { refusal, error, lastedMs } = tried;
      if (refusal?.number === REFUSALS.unknownReference) throw lost('the server does not keep it any more');
      if (refusal !== undefined ? !refusal.stops : !mayPass(error)) throw error;
      comebacks.lasted(lastedMs);
    } catch (error) {
      calling.signal?.throwIfAborted();
      if (!mayPass(error)) throw error;
    }
  }
};

/**
 * Asks for a scan or map, and receives its reply whole: after a cut it comes back to the same job instead of asking
 * for another. It waits for it again by the reference that our server tells (`wait=yes`), else looks for it in the
 * lists of what runs and of what is saved.
 *
 * `receive` reads one reply to its end and rejects, as its items do, when that is not whole: after a cut it is
 * called again with a reply that begins anew. What it resolves to is the result.
 *
 * @throws OpenGuardError what calls and `receive` reject with when it is no cut; `OG_JOB_LOST` when the job is not
 * found again, or the server not in time
 */
export const receiveHeld = async <R, A>(
  client: Client,
  job: HeldJob<R>,
  receive: (reply: Reply) => Promise<A>,
  options: ReceiveOptions = {},
): Promise<A> => {
  const { signal, patienceMs, onCut } = options;
  const { type, endpoint, request, target = '', option, saved } = job;
  const asked = Date.now();
  const attempts = createAttempts(receive, options);
  const first = await attempts.make(endpoint.roots, (how) => client.call(endpoint, request, how));
  if ('whole' in first) return first.whole;
  const { error, refusal, lastedMs } = first;
  if (patienceMs === 0 || !(isCut(error) || refusal?.stops === true)) throw error;
  const references = attempts.references();
  onCut?.(error, references);
  const lost = (why: string): Error => lostJob(type, error, why);
  if (references.length > 1)
    throw lost(`what was asked for goes on as ${references.join(', ')}, each of which can be had alone`);
  const comebacks = createComebacks(options);
  comebacks.lasted(lastedMs);
  const sought = { type, target, asked, cut: Date.now(), ...(option === undefined ? {} : { option }) };
  const calling = signal === undefined ? {} : { signal };
  return comeBack({ client, sought, saved, attempts, comebacks, calling, lost });
};
