import { parseArgs } from 'node:util';
import { BenchFailure } from './bench-failure.js';
import type { Settings } from './settings.js';

export const USAGE = `usage: npm run bench -- NAME [options]

  decode    readers of XML on large documents: this project's, libraries, and programs outside Node
  commands  openguard decode and score on a large scan report, and libraries doing the same
  compare   openguard compare on two large scan reports, beside reading both
  startup   openguard --version against node -e 0
  scan      what a scan costs outside nmap
  enroll    how many enrollment forms are checked in a second
  kb        importing published vulnerabilities, and asking for versions
  history   2,000,000 and 20,000,000 sightings in a history, and asking what is open; takes minutes
  detections  pulling 100,000 hosts with 2,000,000 detections from a server; takes minutes, --hosts N fewer
  held      what 2,000 held connections cost a server, and who lists meanwhile
  stored    lists, retrievals and enrolls of a server: 100,000 reports, a report of 100 MB, rates
  workers   64 hosts scanned by one worker and by four

  --rounds N      how often everything is measured (decode and commands 5, startup 21, scan 10, enroll 5, kb 1,
                  held 1, stored 1, workers 1, compare 1)
  --megabytes N   size of the documents that decode, commands and compare read (100)
  --hosts N       hosts that detections stores (100000), and history at first (1000)
  --store NAME    detections: sqlite or postgresql alone
  --seed N        which documents of that size (1)
  --file FILE     commands: read this scan report instead
  --json FILE     write the figures as JSON too
  --chart FILE    decode: draw the speeds as SVG too
`;

const OPTIONS = {
  rounds: { type: 'string' },
  megabytes: { type: 'string', default: '100' },
  hosts: { type: 'string' },
  store: { type: 'string' },
  seed: { type: 'string', default: '1' },
  file: { type: 'string' },
  json: { type: 'string' },
  chart: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const WRONG_USAGE = 2;

/** The command line, read. */
export interface CommandLine {
  readonly names: readonly string[];
  readonly help: boolean;
  readonly settings: Settings;
  readonly json: string | undefined;
  readonly chart: string | undefined;
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

const storeNamed = (name: string | undefined): Settings['store'] => {
  if (name === undefined || name === 'sqlite' || name === 'postgresql') return name;
  throw new BenchFailure(`--store takes sqlite or postgresql, not ${name}`, WRONG_USAGE);
};

/** Reads what follows the program's name. */
export const readCommandLine = (args: readonly string[]): CommandLine => {
  const { values, positionals } = parse(args);
  return {
    names: positionals,
    help: values.help,
    json: values.json,
    chart: values.chart,
    settings: {
      rounds: values.rounds === undefined ? undefined : count('rounds', values.rounds),
      megabytes: count('megabytes', values.megabytes),
      hosts: values.hosts === undefined ? undefined : count('hosts', values.hosts),
      store: storeNamed(values.store),
      seed: count('seed', values.seed),
      file: values.file,
    },
  };
};
