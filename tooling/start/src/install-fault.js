const NETWORK =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ERR_PNPM_META_FETCH_FAIL|ERR_PNPM_NO_OFFLINE_META|ERR_PNPM_NO_OFFLINE_TARBALL)\b/;
const DISK = /\b(ENOSPC|EDQUOT)\b/;
const PERMISSION = /\b(EACCES|EPERM|EROFS)\b/;
const LOCK = /\bERR_PNPM_(OUTDATED_LOCKFILE|NO_LOCKFILE|LOCKFILE_[A-Z_]+)\b/;

/**
 * One line for a failed install, from what the package manager printed; undefined where only its own words
 * can say it.
 *
 * @param {string} output
 * @param {string} root
 * @returns {string | undefined}
 */
export const describeInstallFault = (output, root) => {
  if (DISK.test(output)) return `the disk that holds ${root} or the package store is full; free some space`;
  const network = NETWORK.exec(output)?.[0];
  if (network !== undefined) {
    return `the packages cannot be fetched from the registry (${network}); check the network and proxy settings`;
  }
  if (LOCK.test(output)) {
    return 'pnpm-lock.yaml does not fit the package.json files; restore them together, or run pnpm install after a change of your own';
  }
  const permission = PERMISSION.exec(output)?.[0];
  if (permission !== undefined) {
    return `the packages cannot be written (${permission}); check who owns ${root} and the package cache`;
  }
  return undefined;
};
