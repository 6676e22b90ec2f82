import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolders } from './stamp.js';

/** The programs that a system test may need; one that names none in its first lines may need them all. */
export const SYSTEM_PROGRAMS = ['nmap', 'xmllint', 'openssl', 'chromium', 'postgres', 'ip'];

/** What a test of the range needs besides, named `range` for short: daemons of all kinds, and what they are made with. */
export const RANGE_PROGRAMS = [
  'Xtigervnc',
  'apache2',
  'dovecot',
  'exim4',
  'finger',
  'ganesha.nfsd',
  'git',
  'gnutls-serv',
  'in.fingerd',
  'in.tftpd',
  'mariadbd',
  'memcached',
  'mosquitto',
  'named',
  'nft',
  'nginx',
  'ntpd',
  'redis-server',
  'rpcbind',
  'rsync',
  'selfserv',
  'smbd',
  'snmpd',
  'sshd',
  'telnetd',
  'vsftpd',
  'xinetd',
];

/** The configuration that finds the system tests. */
export const SYSTEM_CONFIG = 'vitest.system.config.ts';

const NEEDS = /^\/\/ needs: (.+)$/m;

/**
 * @typedef {object} SystemTest
 * @property {string} file relative to the root
 * @property {readonly string[]} needs programs, and `root`
 */

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
const filesIn = (root, folder) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
        const path = `${folder}/${entry.name}`;
        if (entry.isDirectory()) return filesIn(root, path);
        return entry.name.endsWith('.system.test.ts') ? [path] : [];
      })
    : [];

/**
 * What a system test says that it needs, in a line such as `// needs: nmap, root` or `// needs: range`.
 *
 * @param {string} text
 * @returns {readonly string[]}
 */
export const needsOf = (text) =>
  NEEDS.exec(text)?.[1]
    ?.split(',')
    .map((need) => need.trim())
    .flatMap((need) => (need === 'range' ? ['root', ...RANGE_PROGRAMS] : [need])) ?? SYSTEM_PROGRAMS;

/**
 * Every system test of the workspace.
 *
 * @param {string} root
 * @returns {SystemTest[]}
 */
export const findSystemTests = (root) =>
  packageFolders(root)
    .flatMap((folder) => [...filesIn(root, `${folder}/src`), ...filesIn(root, `${folder}/test`)])
    .map((file) => ({ file, needs: needsOf(readFileSync(join(root, file), 'utf8')) }));

/**
 * Tests that may run at the same time: those that scan, which share the machine's network and wait for nmap, and those
 * that install packages, which wait for the disk, beside all others. Within a lane they run one after the other.
 *
 * @param {readonly SystemTest[]} tests
 * @returns {SystemTest[][]} lanes that hold something
 */
export const lanesOf = (tests) => {
  const scans = (/** @type {SystemTest} */ { needs }) => needs.includes('nmap') || needs.includes('ip');
  const installs = (/** @type {SystemTest} */ test) => !scans(test) && test.needs.includes('npm');
  const others = tests.filter((test) => !scans(test) && !installs(test));
  return [tests.filter(scans), tests.filter(installs), others].filter((lane) => lane.length > 0);
};
