import type { ParseArgsConfig } from 'node:util';
import type { Io } from './io.js';

/** What a command is called with: its positional arguments and the options that it declares. */
export interface Invocation {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly io: Io;
}

/** A command of the program. `run` resolves to the exit code. */
export interface Command {
  readonly name: string;
  /** The line of `--help` that shows how it is called. */
  readonly usage: string;
  readonly help: string;
  readonly example: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  readonly run: (invocation: Invocation) => Promise<number>;
}

/** Options of every command that talks to a server. */
export const SERVER_OPTIONS = {
  server: { type: 'string' },
  user: { type: 'string' },
  'password-stdin': { type: 'boolean' },
  ca: { type: 'string' },
  pin: { type: 'string' },
  profile: { type: 'string' },
} as const;

/** Options of every command that may start a scan. */
export const SCAN_OPTIONS = {
  authorised: { type: 'boolean' },
  option: { type: 'string' },
  patience: { type: 'string' },
} as const;

/** What `--help` says about {@link SERVER_OPTIONS}. */
export const SERVER_HELP = `  --server us|fr|HOST[:PORT]|URL  the server (OPENGUARD_SERVER)
  --user NAME                     the user name (OPENGUARD_USER)
  --password-stdin                read the password from standard input; else OPENGUARD_PASSWORD
  --ca FILE                       trust the certificates in this PEM file
  --pin SHA256                    trust the server's certificate with this fingerprint alone
  --profile FILE                  read server, user, password, ca, pin from this JSON file (OPENGUARD_PROFILE)
`;

/** What `--help` says about coming back after a cut. */
export const PATIENCE_HELP = `  --patience SECONDS              after a cut connection come back to what was begun, for so long; 600; 0: do not
`;

/** What `--help` says about {@link SCAN_OPTIONS}. */
export const SCAN_HELP = `  --option PROFILE                how the server is to scan
  --authorised                    the owners of these addresses allow the scan
${PATIENCE_HELP}`;
