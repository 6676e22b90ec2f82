import { numberOfCheck } from '@openguard/knowledgebase';
import type { FindingState, KnownFinding, Section } from '@openguard/model';
import { CODES, type Refused } from '@openguard/protocol';
import * as E from 'fp-ts/lib/Either.js';
import type { FindingChoice } from './detections.js';
import { holdsNumber, numberRangesOf } from './number-ranges.js';

/** Which findings a request for detections means. */
export interface DetectionChoice {
  readonly checks?: string;
  readonly severities?: string;
  readonly information?: boolean;
  readonly includeLists?: string;
  readonly includeListTitles?: string;
  readonly excludeLists?: string;
  readonly excludeListTitles?: string;
  readonly status?: string;
}

/** What API v2 calls the states of findings. */
export const STATUS_OF: Readonly<Record<FindingState, string>> = {
  new: 'New',
  active: 'Active',
  reopened: 'Re-Opened',
  fixed: 'Fixed',
};

/** What release 6.17 returns when nothing is said: it knows nothing of fixed findings. */
const OPEN: readonly FindingState[] = ['new', 'active', 'reopened'];
const WEAKNESSES: readonly Section[] = ['vuln', 'practice'];
const INFORMATION: readonly Section[] = ['service', 'info'];

const LISTS = [
  ['includeLists', 'include_search_list_ids'],
  ['includeListTitles', 'include_search_list_titles'],
  ['excludeLists', 'exclude_search_list_ids'],
  ['excludeListTitles', 'exclude_search_list_titles'],
] as const;

const exclusive = (names: readonly string[]): Refused => ({
  number: CODES.exclusiveParameters,
  text: `Give only one of these parameters: ${names.join(', ')}.`,
});

/** Why search lists cannot be meant, of which this server has none. */
const listFault = (choice: DetectionChoice): Refused | undefined => {
  const given = LISTS.filter(([key]) => choice[key] !== undefined).map(([, name]) => name);
  const [first] = given;
  if (first === undefined) return undefined;
  const both = ['include', 'exclude'].map((kind) => given.filter((name) => name.startsWith(kind)));
  const doubled = both.find(({ length }) => length > 1);
  if (doubled !== undefined) return exclusive(doubled);
  if (choice.checks !== undefined || choice.severities !== undefined)
    return {
      number: CODES.unsupportedCombination,
      text: `${first} cannot be combined with qids or severities.`,
    };
  return {
    number: CODES.invalidValue,
    text: `parameter ${first} has invalid value: there are no search lists on this server`,
  };
};

const statesOf = (status: string | undefined): readonly FindingState[] | undefined => {
  if (status === undefined) return OPEN;
  const words = status.split(',').map((word) => word.trim());
  const states = (['new', 'active', 'reopened', 'fixed'] as const).filter((state) =>
    words.includes(STATUS_OF[state]),
  );
  return new Set(words).size === states.length ? states : undefined;
};

/** Reads which findings a request means. */
export const readDetectionChoice = (choice: DetectionChoice): E.Either<Refused, FindingChoice> => {
  const fault = listFault(choice);
  if (fault !== undefined) return E.left(fault);
  const states = statesOf(choice.status);
  if (states === undefined)
    return E.left({
      number: CODES.invalidValue,
      text: `parameter status has invalid value: write some of ${Object.values(STATUS_OF).join(', ')}`,
    });
  const checks = choice.checks === undefined ? undefined : numberRangesOf(choice.checks);
  const severities = choice.severities === undefined ? undefined : numberRangesOf(choice.severities);
  const wants = ({ id, severity }: KnownFinding): boolean => {
    const number = numberOfCheck(id);
    return (
      (checks === undefined || (number !== undefined && holdsNumber(checks, number))) &&
      (severities === undefined || holdsNumber(severities, severity))
    );
  };
  return E.right({
    states,
    sections: choice.information === true ? [...WEAKNESSES, ...INFORMATION] : WEAKNESSES,
    ...(checks === undefined && severities === undefined ? {} : { wants }),
  });
};
