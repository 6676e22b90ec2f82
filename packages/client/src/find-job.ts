import { OpenGuardError } from '@openguard/errors';
import { parseReportDate, type DocumentItem } from '@openguard/model';
import { mapReportList, scanReportList, scanRunningList, type Endpoint } from '@openguard/protocol';
import type { CallOptions, Client } from './client.js';
import { granted } from './granted.js';

/** A scan or map as the lists of a server tell it. */
export interface SoughtJob {
  readonly type: 'scan' | 'map';
  /** What is scanned or mapped, to the letter as it was asked for: lists echo it so. */
  readonly target: string;
  /** The title of the profile that was asked for. */
  readonly option?: string;
  /** When it was asked for, and when that answer was cut off; milliseconds since 1970, by the clock here. */
  readonly asked: number;
  readonly cut: number;
  /** Its reference, once that is known: then nothing else matters. */
  readonly ref?: string;
}

/** Where a job was found. */
export interface FoundJob {
  readonly ref: string;
  readonly state: 'running' | 'saved';
}

interface Candidate {
  readonly ref: string;
  readonly date?: string;
  readonly target?: string;
  readonly optionProfile?: { readonly title: string };
}

/** Clocks tell whole seconds, and a request takes its time. */
const SLACK_MS = 3000;
/** A server may begin what it was asked for after whoever asked was cut off. */
const LATE_MS = 60_000;
const EPOCH = /^(?:scan|map)\/([0-9]{9,12})\./;

const begunOf = ({ ref, date = '' }: Candidate): number | undefined => {
  const [, epoch] = EPOCH.exec(ref) ?? [];
  return epoch === undefined ? parseReportDate(date) : Number(epoch) * 1000;
};

/** How far from the request a candidate began, in milliseconds; undefined when it cannot be the one. */
const distanceOf = (candidate: Candidate, sought: SoughtJob, ahead: number): number | undefined => {
  const { ref, target, optionProfile } = candidate;
  if (sought.ref !== undefined) return ref === sought.ref ? 0 : undefined;
  if (target !== sought.target) return undefined;
  if (optionProfile !== undefined && sought.option !== undefined && optionProfile.title !== sought.option)
    return undefined;
  const begun = begunOf(candidate);
  if (begun === undefined) return undefined;
  const since = begun - ahead - sought.asked;
  return since < -SLACK_MS || begun - ahead > sought.cut + LATE_MS ? undefined : Math.abs(since);
};

/** An ERROR without a number is how the list of what runs says that it is empty. */
const isEmptyList = (item: DocumentItem): boolean => item.kind === 'refused' && item.number === undefined;

async function* listed(items: AsyncIterable<DocumentItem>): AsyncGenerator<DocumentItem, void, undefined> {
  for await (const item of items) if (!isEmptyList(item)) yield item;
}

const nearest = async (
  client: Client,
  endpoint: Endpoint<object>,
  sought: SoughtJob,
  options: CallOptions,
  candidateOf: (item: DocumentItem) => Candidate | undefined,
): Promise<string | undefined> => {
  const reply = await client.call(endpoint, {}, options);
  const ahead = reply.date === undefined ? 0 : reply.date - Date.now();
  let best: { readonly ref: string; readonly distance: number } | undefined;
  for await (const item of granted(listed(reply.items()))) {
    const candidate = candidateOf(item);
    if (candidate === undefined) continue;
    const distance = distanceOf(candidate, sought, ahead);
    if (distance === undefined || (best !== undefined && best.distance <= distance)) continue;
    best = { ref: candidate.ref, distance };
  }
  return best?.ref;
};

const savedOf = (item: DocumentItem): Candidate | undefined => {
  if (item.kind === 'report') return item;
  return item.kind === 'map' && 'domain' in item ? { ...item, target: item.domain } : undefined;
};

/**
 * Looks for a job among what runs, and then among what is saved: the same reference or, when that is not known, the
 * same target, the same option as far as the list tells it, begun since the request and no later than a minute after the
 * cut. Of several it is the one that began nearest to the request. Rejects with what the calls reject with, refusals included.
 */
export const findJob = async (
  client: Client,
  sought: SoughtJob,
  options: CallOptions,
): Promise<FoundJob | undefined> => {
  const running = await nearest(client, scanRunningList, sought, options, (item) =>
    item.kind === 'running' && item.type === sought.type && item.ref !== undefined
      ? { ...item, ref: item.ref }
      : undefined,
  );
  if (running !== undefined) return { ref: running, state: 'running' };
  const list: Endpoint<object> = sought.type === 'scan' ? scanReportList : mapReportList;
  const saved = await nearest(client, list, sought, options, savedOf);
  return saved === undefined ? undefined : { ref: saved, state: 'saved' };
};

/** The error of whoever has not found a job again. */
export const lostJob = (type: 'scan' | 'map', cause: Error, why: string): OpenGuardError =>
  new OpenGuardError(
    'OG_JOB_LOST',
    `cut off from the ${type}, which was not begun again: ${why}; ` +
      `look at what runs and at what is saved ("openguard running", "openguard ${type}s")`,
    { cause },
  );
