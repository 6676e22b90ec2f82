import { OpenGuardError } from '@openguard/errors';
import type { Pair } from '@openguard/protocol';
import type { Invocation } from './command.js';
import { fileBytes, stdinBytes } from './input.js';

/** Secrets of authentication records: the parameter, and the option and the variable that hold it. */
const SECRETS = [
  ['password', 'record-password-file', 'OPENGUARD_RECORD_PASSWORD'],
  ['enable_password', 'enable-password-file', 'OPENGUARD_RECORD_ENABLE_PASSWORD'],
  ['encrypt_password', 'encrypt-password-file', 'OPENGUARD_RECORD_ENCRYPT_PASSWORD'],
  ['community_strings', 'community-file', 'OPENGUARD_RECORD_COMMUNITY'],
] as const;

/** Options that name where secrets of records stand. */
export const SECRET_OPTIONS = {
  'record-password-file': { type: 'string' },
  'enable-password-file': { type: 'string' },
  'encrypt-password-file': { type: 'string' },
  'community-file': { type: 'string' },
} as const;

/** What `--help` says about {@link SECRET_OPTIONS}. */
export const SECRET_HELP = `  --record-password-file FILE|-   the password of the record: the first line of FILE, or of standard input; else
                                  OPENGUARD_RECORD_PASSWORD
  --enable-password-file FILE|-   Cisco: of the "enable" shell; else OPENGUARD_RECORD_ENABLE_PASSWORD
  --encrypt-password-file FILE|-  SNMPv3: of privacy; else OPENGUARD_RECORD_ENCRYPT_PASSWORD
  --community-file FILE|-         SNMPv1 and v2c: community strings; else OPENGUARD_RECORD_COMMUNITY
`;

const fromStdin = (invocation: Invocation): number => {
  const named = SECRETS.filter(([, option]) => invocation.values[option] === '-').length;
  return named + (invocation.values['password-stdin'] === true ? 1 : 0);
};

/**
 * The secrets of a record as parameters, from files, standard input or the environment: those alone that a function
 * knows. Rejects with `OG_USAGE` when more than one is to come from standard input.
 */
export const secretPairs = async (
  invocation: Invocation,
  knows: (parameter: string) => boolean,
): Promise<readonly Pair[]> => {
  const { values, io } = invocation;
  if (fromStdin(invocation) > 1)
    throw new OpenGuardError('OG_USAGE', 'auth: only one secret can come from standard input; use files');
  const { readSecret } = await import('@openguard/transport');
  const pairs: Pair[] = [];
  for (const [parameter, option, variable] of SECRETS) {
    const path = values[option];
    const kept = io.environment[variable];
    if (typeof path === 'string') {
      if (!knows(parameter))
        throw new OpenGuardError('OG_USAGE', `auth: --${option} has no place in this record`);
      pairs.push([parameter, await readSecret(path === '-' ? stdinBytes(io) : fileBytes(path, io))]);
    } else if (kept !== undefined && kept !== '' && knows(parameter)) {
      pairs.push([parameter, kept]);
    }
  }
  return pairs;
};
