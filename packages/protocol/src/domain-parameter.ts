import { describeFieldFault, enrollmentForm } from '@openguard/enrollment';
import { describeTargetFault, parseTargetList, type TargetList } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import type { Parameter } from './parameter.js';

// Accounts map the domain that they were enrolled with, so that both have one grammar.
const GRAMMAR = enrollmentForm().fields.find(({ name }) => name === 'domain');

const readDomain = (text: string): E.Either<string, string> => {
  if (text === '') return E.left('it is empty; give a domain such as example.org');
  const read = GRAMMAR?.read(text);
  return read === undefined ? E.right(text) : E.bimap(describeFieldFault, String)(read);
};

/** One domain, in lower case. */
export const domain = (name: string): Parameter<string> => ({
  name,
  required: false,
  read: readDomain,
  write: (value) => value,
});

/** What `none` stands for in a list of domains. */
const NO_DOMAIN = 'none';

/** A domain to map, a netblock beside it, or a netblock alone. */
export interface MapTarget {
  readonly domain?: string;
  readonly netblock?: TargetList;
}

/** A list of what to map: its text as it came, and what it means. */
export interface MapTargets {
  readonly text: string;
  readonly targets: readonly MapTarget[];
}

const readTarget = (item: string): E.Either<string, MapTarget> => {
  const colon = item.indexOf(':');
  const name = colon === -1 ? item : item.slice(0, colon);
  const alone = name.toLowerCase() === NO_DOMAIN;
  if (colon === -1 && alone) return E.left('"none" stands before a netblock, such as none:192.0.2.0/24');
  const read = alone ? E.right(undefined) : readDomain(name);
  if (E.isLeft(read)) return read;
  const found = read.right === undefined ? {} : { domain: read.right };
  if (colon === -1) return E.right(found);
  return E.bimap(describeTargetFault, (netblock: TargetList): MapTarget => ({ ...found, netblock }))(
    parseTargetList(item.slice(colon + 1)),
  );
};

/** Longest list that is read, in characters. */
const LONGEST = 20_000;

const readTargets = (text: string): E.Either<string, MapTargets> => {
  if (text.length > LONGEST) return E.left(`at most ${LONGEST} characters are read`);
  const targets: MapTarget[] = [];
  for (const item of text.split(/[,;]/)) {
    const target = readTarget(item.trim());
    if (E.isLeft(target)) return target;
    targets.push(target.right);
  }
  return E.right({ text, targets });
};

/**
 * Several domains, parted by commas: each a domain, a domain with a netblock after a colon, or `none` with a
 * netblock. The text is kept as it came.
 */
export const domainList = (name: string): Parameter<MapTargets> => ({
  name,
  required: false,
  read: readTargets,
  write: ({ text }) => text,
});
