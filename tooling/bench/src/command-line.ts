import { parseArgs } from 'node:util';
import { BenchFailure } from './bench-failure.js';
import type { Settings } from './settings.js';

export const USAGE = `usage: npm run bench -- NAME [options]

  decode    a large scan report through this project and through other XML readers
  startup   openguard --version against node -e 0
  scan      what a scan costs outside nmap

  --rounds N      how often everything is measured (decode 5, startup 21, scan 10)
  --megabytes N   size of the report that decode reads (100)
  --seed N        which report of that size (1)
  --file FILE     decode this scan report instead
  --json FILE     write the figures as JSON too
`;

const OPTIONS = {
  rounds: { type: 'string' },
  megabytes: { type: 'string', default: '100' },
  seed: { type: 'string', default: '1' },
  file: { type: 'string' },
  json: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const WRONG_USAGE = 2;

/** The command line, read. */
export interface CommandLine {
  readonly names: readonly string[];
  readonly help: boolean;
  readonly settings: Settings;
  readonly json: string | undefined;
}

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    // Expected: an option that is not known or lacks its value.
    if (!(error instanceof TypeError)) throw error;
    throw new BenchFailure(error.message, WRONG_USAGE);
  }
};

const count = (name: string, text: string): number => {
  if (!/^[1-9][0-9]{0,5}$/.test(text)) {
    throw new BenchFailure(`--${name} takes a whole number from 1 on, not ${text}`, WRONG_USAGE);
  }
  return Number(text);
};

/** Reads what follows the program's name. */
export const readCommandLine = (args: readonly string[]): CommandLine => {
  const { values, positionals } = parse(args);
  return {
    names: positionals,
    help: values.help,
    json: values.json,
    settings: {
      rounds: values.rounds === undefined ? undefined : count('rounds', values.rounds),
      megabytes: count('megabytes', values.megabytes),
      seed: count('seed', values.seed),
      file: values.file,
    },
  };
};
