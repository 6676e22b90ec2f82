/**
 * Counts what Vitest's JSON report says. A file that could not be loaded counts as one failure, and so does a
 * run that failed without naming a test, or left no report.
 *
 * @param {unknown} report the parsed report, undefined where there is none
 * @param {number} exitCode
 * @returns {import('./tally.js').Tally}
 */
export const vitestTally = (report, exitCode) => {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  const files =
    typeof report === 'object' && report !== null ? Reflect.get(report, 'testResults') : undefined;
  for (const file of Array.isArray(files) ? files : []) {
    let failedHere = 0;
    for (const { status } of file.assertionResults) {
      if (status === 'passed') tally.passed += 1;
      else if (status === 'failed') failedHere += 1;
      else tally.skipped += 1;
    }
    tally.failed += file.status === 'failed' && failedHere === 0 ? 1 : failedHere;
  }
  if (tally.failed === 0 && (exitCode !== 0 || !Array.isArray(files))) tally.failed = 1;
  return tally;
};
