import { Stop } from './stop.js';

/** The exit code of a reply that cannot be trusted. */
const UNTRUSTWORTHY = 5;

/**
 * @typedef {object} SavedScan
 * @property {string} ref
 * @property {string} date
 * @property {string} target
 */

/**
 * @param {string} text
 * @param {string} command
 * @returns {unknown}
 */
const parseJson = (text, command) => {
  try {
    return JSON.parse(text);
  } catch {
    // Expected: a syntax error, the only thing that JSON.parse throws.
    throw new Stop(UNTRUSTWORTHY, `openguard ${command} printed no JSON value`);
  }
};

/**
 * @param {unknown} value
 * @returns {value is SavedScan}
 */
const isSavedScan = (value) =>
  typeof value === 'object' &&
  value !== null &&
  ['ref', 'date', 'target'].every((key) => typeof Reflect.get(value, key) === 'string');

/**
 * The newest saved scan of exactly the same target text.
 *
 * @param {string} text what `openguard scans --json` printed: an array; of equal dates the first is the newest
 * @param {string} targets
 * @returns {string | undefined} its reference
 */
export const newestScanOf = (text, targets) => {
  const value = parseJson(text, 'scans --json');
  if (!Array.isArray(value) || !value.every(isSavedScan)) {
    throw new Stop(UNTRUSTWORTHY, 'openguard scans --json printed no list of ref, date and target');
  }
  const same = value.filter(({ target }) => target === targets);
  return same.sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))[0]?.ref;
};

/**
 * @param {string} text what `openguard scan --json` printed
 * @returns {string}
 */
export const referenceOf = (text) => {
  const value = parseJson(text, 'scan --json');
  const ref = typeof value === 'object' && value !== null ? Reflect.get(value, 'ref') : undefined;
  if (typeof ref !== 'string')
    throw new Stop(UNTRUSTWORTHY, 'openguard scan --json printed no reference of a saved scan');
  return ref;
};

/**
 * The name of a report's file: when and what was scanned.
 *
 * @param {Date} now
 * @param {string} targets
 */
export const reportName = (now, targets) => {
  const time = now.toISOString().replace(/[-:]|\.[0-9]+/g, '');
  const what = targets.replace(/[^0-9.-]+/g, '_').slice(0, 60);
  return `${time}-${what}.xml`;
};

/**
 * Does what a partner would: scans and saves, then shows the vulnerabilities, the score and the comparison
 * with the newest earlier scan, and writes all of it as a page.
 *
 * @param {object} options
 * @param {import('./children.js').Children} options.children
 * @param {import('./programs.js').Program} options.client
 * @param {NodeJS.ProcessEnv} options.environment
 * @param {string} options.profile the file that holds the server, the user and the password
 * @param {string} options.targets
 * @param {string} options.report the file for the XML report
 * @param {(text: string) => void} options.print
 */
export const assess = async ({ children, client, environment, profile, targets, report, print }) => {
  const [command, ...first] = client;

  /**
   * @param {readonly string[]} args
   * @param {boolean} quiet whether its output is for us and not for the reader
   */
  const openguard = async (args, quiet) => {
    const { exitCode, stdout } = await children.run(command, [...first, ...args], {
      env: environment,
      showStdout: !quiet,
      showStderr: true,
    });
    // What went wrong has been said by the program itself.
    if (exitCode !== 0) throw new Stop(exitCode, '');
    return stdout;
  };

  const server = ['--profile', profile];
  const previous = newestScanOf(await openguard(['scans', '--json', ...server], true), targets);
  const saved = await openguard(['scan', targets, '--save', '--json', '-o', report, ...server], true);
  const ref = referenceOf(saved);
  print(`Vulnerabilities of ${targets} (${ref})`);
  await openguard(['vulnsummary', report], false);
  print('\nScore, the sum of their severities');
  await openguard(['score', report], false);
  print(`\nChanges since ${previous ?? 'the last scan'}`);
  if (previous === undefined) print(`No previous scan of ${targets} to compare with.`);
  else await openguard(['compare', previous, ref, ...server], false);
  const page = report.replace(/\.xml$/, '.html');
  const asPage = ['--format', 'html', '-o', page];
  if (previous === undefined) await openguard(['vulnsummary', report, '--all', ...asPage], true);
  else await openguard(['compare', previous, ref, ...asPage, ...server], true);
  print(`\nThe XML report is ${report}`);
  print(`The report to read, in a browser or on paper, is ${page}`);
};
