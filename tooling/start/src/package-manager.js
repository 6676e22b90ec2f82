import { findProgram } from './find-program.js';

/**
 * @typedef {object} PackageManager
 * @property {string} name
 * @property {readonly string[]} install the arguments before the packages, asking nothing
 * @property {readonly string[] | undefined} refresh how its lists are renewed, where an install needs that
 * @property {Readonly<Record<string, string>>} packages what it calls a program, where that is another name
 * @property {boolean} root whether it installs as root only
 */

/** @type {readonly PackageManager[]} */
const LINUX = [
  {
    name: 'apt-get',
    install: ['install', '--yes', '--no-install-recommends'],
    refresh: ['update'],
    packages: {
      xmllint: 'libxml2-utils',
      postgres: 'postgresql',
      ip: 'iproute2',
      Xtigervnc: 'tigervnc-standalone-server',
      apache2: 'apache2-bin',
      dovecot: 'dovecot-imapd dovecot-pop3d',
      exim4: 'exim4-daemon-light',
      'ganesha.nfsd': 'nfs-ganesha nfs-ganesha-vfs',
      'gnutls-serv': 'gnutls-bin',
      'in.fingerd': 'fingerd',
      'in.tftpd': 'tftpd-hpa',
      mariadbd: 'mariadb-server-core',
      named: 'bind9',
      nft: 'nftables',
      nginx: 'nginx-light',
      ntpd: 'ntpsec',
      selfserv: 'libnss3-tools',
      smbd: 'samba',
      sshd: 'openssh-server',
      telnetd: 'inetutils-telnetd',
    },
    root: true,
  },
  {
    name: 'dnf',
    install: ['install', '--assumeyes'],
    refresh: undefined,
    packages: { xmllint: 'libxml2', postgres: 'postgresql-server', ip: 'iproute' },
    root: true,
  },
  {
    name: 'apk',
    install: ['add', '--no-cache'],
    refresh: undefined,
    packages: {
      nmap: 'nmap nmap-scripts',
      xmllint: 'libxml2-utils',
      postgres: 'postgresql',
      ip: 'iproute2',
    },
    root: true,
  },
  {
    name: 'pacman',
    install: ['-S', '--noconfirm', '--needed'],
    refresh: ['-Sy'],
    packages: { xmllint: 'libxml2', postgres: 'postgresql', ip: 'iproute2' },
    root: true,
  },
];

/** @type {readonly PackageManager[]} */
const MACOS = [
  {
    name: 'brew',
    install: ['install'],
    refresh: undefined,
    packages: { xmllint: 'libxml2', postgres: 'postgresql' },
    root: false,
  },
];

/**
 * The package manager of this system; undefined where none that we know is on the PATH.
 *
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} environment
 */
export const systemPackageManager = (platform, environment) =>
  (platform === 'darwin' ? MACOS : LINUX).find(({ name }) => findProgram(name, environment) !== undefined);

/**
 * @param {PackageManager} manager
 * @param {readonly string[]} programs
 */
const packagesOf = (manager, programs) =>
  programs.flatMap((program) => (manager.packages[program] ?? program).split(' '));

/**
 * The command that a person would type to install programs.
 *
 * @param {PackageManager} manager
 * @param {readonly string[]} programs
 */
export const installAdvice = (manager, programs) => {
  const verb = manager.install[0] ?? '';
  return [...(manager.root ? ['sudo'] : []), manager.name, verb, ...packagesOf(manager, programs)].join(' ');
};

/**
 * Installs programs, without a question; renews the lists and tries once more where the first try fails.
 *
 * @param {import('./children.js').Children} children
 * @param {PackageManager} manager
 * @param {readonly string[]} programs
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<{ exitCode: number, stdout: string, stderr: string }>}
 */
export const installPrograms = async (children, manager, programs, environment) => {
  const env = { ...environment, DEBIAN_FRONTEND: 'noninteractive', HOMEBREW_NO_AUTO_UPDATE: '1' };
  const args = [...manager.install, ...packagesOf(manager, programs)];
  const first = await children.run(manager.name, args, { env });
  if (first.exitCode === 0 || manager.refresh === undefined) return first;
  await children.run(manager.name, manager.refresh, { env });
  return children.run(manager.name, args, { env });
};
