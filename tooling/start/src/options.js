import { Stop, USAGE } from './stop.js';

export const HELP = `npm start [-- [TARGETS] [--authorised] [--serve]]

Scans TARGETS (127.0.0.1 unless told) through a server of your own, and shows the vulnerabilities,
the score, and what changed since the last scan of the same targets.

  TARGETS       addresses and ranges, separated by commas: 192.0.2.1,192.0.2.4-192.0.2.9,198.51.100.0/24
  --authorised  states that the owner of every target beyond loopback allows the scan
  --serve       starts the server, shows its URL and account, and scans nothing; Ctrl-C ends it
  --help        shows this

The server's data, the account and the reports lie in OPENGUARD_HOME, or in the user's state directory.

Example: npm start -- 192.0.2.0/28 --authorised
`;

/** What no target list lacks, and the only characters that it has. The grammar itself is read after the build. */
const TARGETS = /^[-0-9.,/\s]*[0-9][-0-9.,/\s]*$/;

/**
 * @typedef {object} Options
 * @property {string} targets
 * @property {boolean} authorised
 * @property {boolean} serve
 * @property {boolean} help
 */

/**
 * Reads the command line of npm start.
 *
 * @param {readonly string[]} args
 * @returns {Options}
 */
export const parseOptions = (args) => {
  const flags = { authorised: false, serve: false, help: false };
  /** @type {string[]} */
  const targets = [];
  for (const arg of args) {
    if (arg === '--authorised') flags.authorised = true;
    else if (arg === '--serve') flags.serve = true;
    else if (arg === '--help' || arg === '-h') flags.help = true;
    else if (arg.startsWith('-')) throw new Stop(USAGE, `there is no option ${arg}; see npm start -- --help`);
    else targets.push(arg);
  }
  if (targets.length > 1) {
    throw new Stop(USAGE, `give one target list, its items separated by commas: ${targets.join(',')}`);
  }
  const [list = '127.0.0.1'] = targets;
  if (!TARGETS.test(list)) {
    const shown = JSON.stringify(list.slice(0, 60)).replace(/[^\x20-\x7e]/g, '?');
    throw new Stop(
      USAGE,
      `${shown} is no list of targets; write addresses and ranges such as 192.0.2.1,192.0.2.4-192.0.2.9`,
    );
  }
  return { ...flags, targets: list };
};
