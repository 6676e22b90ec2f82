import { parseArgs } from 'node:util';
import type { Size } from './drawing.js';
import { isMeasurement, MEASUREMENTS, type Measurement } from './grading/measured.js';
import { RangeFailure } from './range-failure.js';

/** How the program is used. */
export const USAGE = `usage: npm run range -- COMMAND [options]

  truth            prints what is true of the range, as JSON; builds nothing
  up               builds the range, and keeps it until Ctrl-C
  run -- PROGRAM   builds the range, runs a program in the namespace of its scanner, and takes the range down
  table            measures: builds the range for each measurement, scans it, grades what was found; prints the tables

  --seed N         which range (1)
  --small          a few hosts with a service or two of each family
  --sparse         the same on twenty hosts, in a network whose other addresses are silent
  --only NAMES     table: what is measured, with commas between: ${MEASUREMENTS.join(', ')} (all)
  --rounds N       table: how often scans are repeated where scans are compared (10; cost and silent: at most 2)
  --minutes N      table: how long nmap alone may take before it is stopped (40)
  --from FILE      table: what an earlier run wrote with --json; what is measured now replaces that of it
  --write FILE     table: put the tables between the marks of this file too
  --json FILE      table: write all that was measured as JSON too

Everything of a range ends with the program that built it, also when that is killed. It needs root and Linux.
`;

const WRONG_USAGE = 2;

/** What is asked of the program. */
export interface CommandLine {
  readonly command: 'truth' | 'up' | 'run' | 'table' | 'help';
  readonly seed: number;
  readonly size: Size;
  readonly only: readonly Measurement[];
  readonly rounds: number;
  readonly minutes: number;
  readonly from: string | undefined;
  readonly write: string | undefined;
  readonly json: string | undefined;
  readonly program: readonly string[];
}

const OPTIONS = {
  seed: { type: 'string', default: '1' },
  small: { type: 'boolean', default: false },
  sparse: { type: 'boolean', default: false },
  only: { type: 'string', default: MEASUREMENTS.join(',') },
  rounds: { type: 'string', default: '10' },
  minutes: { type: 'string', default: '40' },
  from: { type: 'string' },
  write: { type: 'string' },
  json: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const COMMANDS = ['truth', 'up', 'run', 'table'] as const;

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    // Expected: an option that is not known or lacks its value.
    if (!(error instanceof TypeError)) throw error;
    throw new RangeFailure(error.message, WRONG_USAGE);
  }
};

const count = (name: string, text: string): number => {
  if (!/^[1-9][0-9]{0,5}$/.test(text)) {
    throw new RangeFailure(`--${name} takes a whole number from 1 on, not ${text}`, WRONG_USAGE);
  }
  return Number(text);
};

const measurements = (text: string): readonly Measurement[] => {
  const names = text.split(',').filter((name) => name !== '');
  const strange = names.find((name) => !isMeasurement(name));
  if (strange !== undefined) {
    throw new RangeFailure(`--only takes ${MEASUREMENTS.join(', ')}, not ${strange}`, WRONG_USAGE);
  }
  return names.filter(isMeasurement);
};

/** Reads what follows the program's name. */
export const readCommandLine = (args: readonly string[]): CommandLine => {
  const { values, positionals } = parse(args);
  const [name, ...program] = positionals;
  const command = COMMANDS.find((known) => known === name);
  if (command === undefined && !values.help) {
    throw new RangeFailure(`name what to do: ${COMMANDS.join(', ')}`, WRONG_USAGE);
  }
  if ((command === 'run') !== program.length > 0 && !values.help) {
    throw new RangeFailure('run, and nothing else, is followed by a program', WRONG_USAGE);
  }
  return {
    command: values.help ? 'help' : (command ?? 'help'),
    seed: count('seed', values.seed),
    size: values.sparse ? 'sparse' : values.small ? 'small' : 'whole',
    only: measurements(values.only),
    rounds: count('rounds', values.rounds),
    minutes: count('minutes', values.minutes),
    from: values.from,
    write: values.write,
    json: values.json,
    program,
  };
};
