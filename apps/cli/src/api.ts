import type { Client } from '@openguard/client';
import { OpenGuardError } from '@openguard/errors';
import type { Endpoint, Pair } from '@openguard/protocol';
import { SERVER_HELP, SERVER_OPTIONS, type Invocation } from './command.js';
import { withClient } from './connect.js';
import { say } from './io.js';
import { pairOf } from './pair.js';
import { requested } from './requested.js';

/** Options of every command that asks API v2, or what grew beside it. */
export const API_OPTIONS = {
  ...SERVER_OPTIONS,
  session: { type: 'boolean' },
  patience: { type: 'string' },
} as const;

/** What `--help` says about {@link API_OPTIONS}. */
export const API_HELP = `  --session                       log in and out, instead of sending the password with each call of API v2
  --patience SECONDS              wait so long for limits of the service; 600. A longer wait is told at once
${SERVER_HELP}`;

const patienceOf = ({ values }: Invocation): { readonly patienceMs?: number } => {
  const { patience } = values;
  if (typeof patience !== 'string') return {};
  if (!/^[0-9]{1,6}$/.test(patience))
    throw new OpenGuardError('OG_USAGE', '--patience is a number of seconds from 0 to 999999');
  return { patienceMs: Number(patience) * 1000 };
};

/** Connects, keeps to the limits of the service, and closes when the work is done. */
export const withApi = async <A>(
  invocation: Invocation,
  work: (client: Client) => Promise<A>,
): Promise<A> => {
  const { obeyingLimits, retrying } = await import('@openguard/client');
  const patience = patienceOf(invocation);
  const limits = obeyingLimits({
    ...patience,
    onWait: ({ name, ms }) => {
      say(invocation.io, `openguard: ${name}: the service limits calls; waiting ${Math.ceil(ms / 1000)} s`);
    },
  });
  return withClient(invocation, work, {
    session: invocation.values['session'] === true,
    interceptors: [retrying(), limits],
  });
};

/** Never on a command line, where others of the same machine read it. */
const SECRETS: ReadonlySet<string> = new Set([
  'password',
  'enable_password',
  'encrypt_password',
  'community_strings',
]);

/** Parameters of a function as they stand on the command line, `name=value`. */
export const pairsOf = (command: string, words: readonly string[]): readonly Pair[] =>
  words.map((word) => {
    const pair = pairOf(command, word);
    if (!SECRETS.has(pair[0])) return pair;
    throw new OpenGuardError(
      'OG_USAGE',
      `${command}: ${pair[0]} is a secret and does not belong on a command line; see openguard ${command.split(' ', 1)[0] ?? ''} --help`,
    );
  });

/** A table shows what was found: numbers alone would look like nothing. */
export const refuseNumbersAlone = (command: string, pairs: readonly Pair[]): void => {
  if (pairs.some(([name, value]) => name === 'details' && value === 'None'))
    throw new OpenGuardError(
      'OG_USAGE',
      `${command}: details=None tells numbers alone; leave it out, or have the reply as it comes with "openguard get"`,
    );
};

/** A request for an action of API v2, read as the server will read it. */
export const actionRequest = <R>(
  command: string,
  endpoint: Endpoint<R>,
  action: string,
  pairs: readonly Pair[],
): R => requested(command, endpoint, [['action', action], ...pairs]);
