import { prepare } from './prepare.js';
import { runSession } from './session.js';
import { runStep, STEPS } from './steps.js';
import { findSystemTests, SYSTEM_CONFIG } from './system-tests.js';
import { closingLine, sum } from './tally.js';
import { countTests, runVitest } from './vitest.js';
import { ROOT } from './workspace.js';

/** @param {string} text */
const print = (text) => console.log(text);

/**
 * The system tests that are left out here, counted; one failure where they cannot even be read.
 *
 * @param {import('./children.js').Children} children
 * @param {import('./workspace.js').Workspace} workspace
 * @returns {Promise<import('./tally.js').Tally>}
 */
const leaveOutSystemTests = async (children, workspace) => {
  const files = findSystemTests(workspace.root).map(({ file }) => file);
  const count = await countTests(children, workspace, {
    config: SYSTEM_CONFIG,
    results: 'system-list.json',
    files,
  });
  if (count === undefined) {
    print(`failed  the system tests cannot be read: ${files.join(', ')}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  if (count > 0) {
    print(
      `skipped ${count} system tests in ${files.length} files (they need nmap, root or other tools of the system);`,
    );
    print('        run them with: npm run test:system');
  }
  return { passed: 0, failed: 0, skipped: count };
};

/** npm test */
export const main = () =>
  runSession(async (children) => {
    const workspace = await prepare(children, ROOT);
    const tallies = await Promise.all(STEPS.map((step) => runStep(children, workspace, step, print)));
    tallies.push(await runVitest(children, workspace, { config: 'vitest.config.ts', results: 'tests.json' }));
    tallies.push(await leaveOutSystemTests(children, workspace));
    const total = sum(tallies);
    print(closingLine(total));
    return total.failed === 0 ? 0 : 1;
  });
