import { existsSync } from 'node:fs';
import { withDaemons } from './daemons.js';
import { findProgram } from './find-program.js';
import { installAdvice, installPrograms, systemPackageManager } from './package-manager.js';
import { keepPostgresQuiet, withPostgres } from './postgres.js';
import { prepare } from './prepare.js';
import { startingNoServices } from './starting-no-services.js';
import { runSession } from './session.js';
import { findSystemTests, lanesOf, RANGE_PROGRAMS, SYSTEM_CONFIG, SYSTEM_PROGRAMS } from './system-tests.js';
import { closingLine, sum } from './tally.js';
import { plain } from './terminal.js';
import { countTests, runVitest } from './vitest.js';
import { ROOT } from './workspace.js';

/** @param {string} text */
const print = (text) => console.log(text);

/**
 * Whether two dozen daemons may be installed: with Debian's packages, and not where systemd would start them the next
 * time that the machine starts.
 *
 * @param {import('./package-manager.js').PackageManager | undefined} manager
 */
const mayHoldDaemons = (manager) => manager?.name === 'apt-get' && !existsSync('/run/systemd/system');

/**
 * What is not there and could not be installed: programs, and `root`.
 *
 * @param {import('./children.js').Children} children
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<string[]>}
 */
const missingAfterInstall = async (children, environment) => {
  const isMissing = (/** @type {string} */ program) =>
    findProgram(program, withPostgres(withDaemons(environment))) === undefined;
  const root = process.getuid?.() === 0;
  const manager = systemPackageManager(process.platform, environment);
  const all = [...SYSTEM_PROGRAMS, ...RANGE_PROGRAMS];
  const wanted = (mayHoldDaemons(manager) ? all : SYSTEM_PROGRAMS).filter(isMissing);
  if (wanted.length > 0 && manager?.root === true && root) {
    if (manager.name === 'apt-get' && wanted.includes('postgres')) keepPostgresQuiet();
    print(`installing ${wanted.join(', ')} with ${manager.name}`);
    const { exitCode, stdout, stderr } = await startingNoServices(() =>
      installPrograms(children, manager, wanted, environment),
    );
    if (exitCode !== 0) print(plain(`${stdout}\n${stderr}`).trim());
  }
  const missing = all.filter(isMissing);
  if (missing.length > 0) {
    const advice = manager === undefined ? '' : `; install with: ${installAdvice(manager, missing)}`;
    print(`missing ${missing.join(', ')}${advice}`);
  }
  return root ? missing : [...missing, 'root'];
};

/** npm run test:system */
export const main = () =>
  runSession(async (children) => {
    const workspace = await prepare(children, ROOT);
    const missing = await missingAfterInstall(children, workspace.environment);
    const tests = findSystemTests(ROOT);
    const isPossible = (/** @type {readonly string[]} */ needs) =>
      !needs.some((need) => missing.includes(need));
    const possible = tests.filter(({ needs }) => isPossible(needs));
    const impossible = tests.filter(({ needs }) => !isPossible(needs));
    const tallies = [];
    const running = lanesOf(possible).map((files, lane) =>
      runVitest(children, workspace, {
        config: SYSTEM_CONFIG,
        results: `system-tests-${lane + 1}.json`,
        files: files.map(({ file }) => file),
      }),
    );
    tallies.push(...(await Promise.all(running)));
    for (const { file, needs } of impossible) {
      const count = await countTests(children, workspace, {
        config: SYSTEM_CONFIG,
        results: 'system-list.json',
        files: [file],
      });
      print(`skipped ${file}: needs ${needs.filter((need) => missing.includes(need)).join(', ')}`);
      tallies.push({ passed: 0, failed: count === undefined ? 1 : 0, skipped: count ?? 0 });
    }
    const total = sum(tallies);
    print(closingLine(total));
    return total.failed === 0 ? 0 : 1;
  });
