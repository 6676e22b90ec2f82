import { faultOf, tellAll } from '../reading.js';
import type { Case, CaseType, Standard } from './catalogue.js';
import { outcomeOf, type Outcome } from './outcome.js';

/** How many documents of a part of the suite ended how. */
export interface Tally extends Readonly<Record<Outcome, number>> {
  readonly standard: Standard;
  readonly part: string;
  readonly type: CaseType;
}

/** A document of the suite and how it ended. */
export interface Ended extends Case {
  readonly outcome: Outcome;
}

/** Reads every document. */
export const endCases = (cases: readonly Case[]): readonly Ended[] =>
  cases.map((one) => ({ ...one, outcome: outcomeOf(faultOf(tellAll(one.document))) }));

/** Counts what became of the documents, by standard, part and type. */
export const tallyOf = (cases: readonly Ended[]): readonly Tally[] => {
  const groups = Map.groupBy(cases, ({ standard, part, type }) => `${standard} ${part} ${type}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const count = (outcome: Outcome): number => group.filter((one) => one.outcome === outcome).length;
    const { standard, part, type } = first;
    return [
      { standard, part, type, fault: count('fault'), policy: count('policy'), accepted: count('accepted') },
    ];
  });
};
