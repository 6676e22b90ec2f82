import { printable } from '@openguard/render';
import type { HistoryQuery, Looked } from '@openguard/service';

/** Of which hosts a history was asked, and what there is to tell of. */
interface Asked {
  /** As the user wrote it; all hosts when left out. */
  readonly range: string | undefined;
  readonly reports: number;
  readonly looked: Looked;
}

/** Why a history that tells of no finding says nothing: nobody looked there. `undefined` when somebody did. */
export const nobodyLooked = ({ range, reports, looked }: Asked): string | undefined => {
  if (reports === 0) return 'no report was imported yet; see openguard import --help';
  if (looked.hosts > 0) return undefined;
  const where = range === undefined ? 'any host' : `a host of ${printable(range)}`;
  return `no report that was imported tells of ${where}: whether something is open there is not known`;
};

/** That nothing was found, and on how many hosts. */
export const nothingFound = (
  { fixed, severity }: Pick<HistoryQuery, 'fixed' | 'severity'>,
  { hosts, untested }: Looked,
): string => {
  const what = severity === undefined ? 'Nothing' : `Nothing of severity ${severity} or more`;
  const where =
    hosts === 1 ? 'the host that the reports tell of' : `the ${hosts} hosts that the reports tell of`;
  const since = untested === 0 ? '' : `, of which later scans did not test ${untested}`;
  return `${what} ${fixed === true ? 'was found' : 'is open'} on ${where}${since}.\n`;
};
