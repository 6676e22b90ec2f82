import { join } from 'node:path';
import type { Truth } from '../truth.js';
import { startAssessor } from './assessor.js';
import { FIRST_RESULT } from './first-result.js';
import { grade } from './grade.js';
import type { Graded } from './graded.js';
import type { Order } from './order.js';
import { isWeakness, readReport, type Reported } from './read-report.js';

/** What was known of the set-aside weaknesses of a range before there were rules for them. */
const firstResultOf = (truth: Truth): readonly Graded[] =>
  truth.seed === FIRST_RESULT.seed && truth.weaknesses.some(({ setAside }) => setAside)
    ? [
        {
          name: 'the same before there were rules for the set-aside',
          grade: grade(truth, FIRST_RESULT.told),
          setAsideOnly: true,
        },
      ]
    : [];

/** Scans the range with the profile `standard`, and grades what it tells. */
export const findPlanted = async ({ truth, folder }: Order): Promise<readonly Graded[]> => {
  const planted = new Set(truth.weaknesses.map(({ check }) => check));
  // What was planted counts in whatever section it is told: some of it is no more than advice.
  const counts = (one: Reported): boolean => isWeakness(one) || planted.has(one.check);
  const assessor = await startAssessor(truth, folder);
  const report = join(folder, 'standard.xml');
  const seconds = await assessor.scan(
    truth.map.hosts.map(({ ip }) => ip),
    'standard',
    report,
  );
  assessor.stop();
  const findings = await readReport(report);
  return [
    { name: 'OpenGuard, `standard`', grade: grade(truth, findings.filter(counts)), seconds },
    ...firstResultOf(truth),
  ];
};
