import type { Client, ClientOptions } from '@openguard/client';
import { OpenGuardError } from '@openguard/errors';
import { readFile } from 'node:fs/promises';
import type { Invocation } from './command.js';
import { stdinBytes } from './input.js';
import { readProfile } from './profile.js';

const textOf = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** An option that is given but empty is a mistake, such as a variable that is not set: never a default. */
const refuseEmpty = (values: Invocation['values']): void => {
  for (const name of ['server', 'user', 'ca', 'pin', 'profile']) {
    if (values[name] === '') throw new OpenGuardError('OG_USAGE', `--${name} is empty`);
  }
};

const readCa = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new OpenGuardError(
      'OG_INPUT_FILE',
      `cannot read the certificates in ${path}: ${String(error.code)}`,
    );
  }
};

const missing = (what: string, how: string): OpenGuardError =>
  new OpenGuardError('OG_CREDENTIALS_MISSING', `no ${what} is given; ${how}`);

const readPassword = async ({ positionals, io }: Invocation): Promise<string> => {
  if (positionals.includes('-'))
    throw new OpenGuardError(
      'OG_USAGE',
      'standard input cannot hold both a report and the password; name a file, or set OPENGUARD_PASSWORD',
    );
  const { readSecret } = await import('@openguard/transport');
  return readSecret(stdinBytes(io));
};

/** What a connection does besides. */
export interface Manner extends ClientOptions {
  /** Has a session for API v2, instead of sending the password with each call. */
  readonly session?: boolean;
}

/**
 * Connects to the server that the options, the environment and the profile name, in this order of precedence.
 * Only this loads the network.
 */
const connect = async (invocation: Invocation, { session = false, ...more }: Manner): Promise<Client> => {
  const { values, io } = invocation;
  const { environment } = io;
  refuseEmpty(values);
  const path = textOf(values['profile']) ?? textOf(environment['OPENGUARD_PROFILE']);
  const profile = path === undefined ? {} : await readProfile(path);
  const server = textOf(values['server']) ?? textOf(environment['OPENGUARD_SERVER']) ?? profile.server;
  if (server === undefined)
    throw new OpenGuardError(
      'OG_USAGE',
      'no server is given; use --server us, fr, HOST[:PORT] or a URL, or set OPENGUARD_SERVER',
    );
  const user = textOf(values['user']) ?? textOf(environment['OPENGUARD_USER']) ?? profile.user;
  if (user === undefined) throw missing('user name', 'use --user or set OPENGUARD_USER');
  const password =
    values['password-stdin'] === true
      ? await readPassword(invocation)
      : (textOf(environment['OPENGUARD_PASSWORD']) ?? profile.password);
  if (password === undefined)
    throw missing('password', 'use --password-stdin, set OPENGUARD_PASSWORD, or name a --profile');
  const ca = textOf(values['ca']) ?? profile.ca;
  const pin = textOf(values['pin']) ?? profile.pin;
  const [{ createClient, withSession }, { createTransport }] = await Promise.all([
    import('@openguard/client'),
    import('@openguard/transport'),
  ]);
  const credentials = { user, password };
  const transport = createTransport({
    server,
    credentials,
    environment,
    ...(ca === undefined ? {} : { ca: await readCa(ca) }),
    ...(pin === undefined ? {} : { pin }),
  });
  return createClient(session ? withSession(transport, credentials) : transport, more);
};

/** Connects, and closes the connection when the work is done. */
export const withClient = async <A>(
  invocation: Invocation,
  work: (client: Client) => Promise<A>,
  manner: Manner = {},
): Promise<A> => {
  const client = await connect(invocation, manner);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
};
