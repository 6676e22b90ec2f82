import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SnmpAccess } from './snmp-access.js';

/** What nmap reads in a quoted value without a second meaning. */
const PLAIN = /^[\x21-\x7e]{1,64}$/;

/** Whether nmap can be given a community as it is. */
export const canBeGiven = (community: string): boolean => PLAIN.test(community) && !/["'\\,]/.test(community);

/**
 * Works with a file of arguments for scripts, which alone of all that is given to nmap may hold a secret: a list of
 * processes shows its name, and nobody else may read it. It is gone when the work is done.
 */
export const withSecretArguments = async <A>(
  version: SnmpAccess['version'],
  community: string,
  work: (file: string) => Promise<A>,
): Promise<A> => {
  // Others may not even look into it.
  const directory = await mkdtemp(join(tmpdir(), 'openguard-'));
  try {
    const file = join(directory, 'arguments');
    await writeFile(file, `snmp.version="${version}",creds.snmp=":${community}"\n`, {
      mode: 0o600,
      flag: 'wx',
    });
    return await work(file);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};
