import { existsSync, rmSync, writeFileSync } from 'node:fs';

/** What Debian's packages ask before they start a service. */
const POLICY = '/usr/sbin/policy-rc.d';
const FORBIDDEN = 101;

/**
 * Has packages installed without their services being started.
 *
 * @template A
 * @param {() => Promise<A>} install
 * @returns {Promise<A>}
 */
export const startingNoServices = async (install) => {
  if (process.getuid?.() !== 0 || existsSync(POLICY)) return install();
  writeFileSync(POLICY, `#!/bin/sh\nexit ${FORBIDDEN}\n`, { mode: 0o755 });
  try {
    return await install();
  } finally {
    rmSync(POLICY);
  }
};
