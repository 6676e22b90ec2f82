import { parseCpe, type ProductVersion } from './cpe.js';

/**
 * Names under which vulnerabilities are published for what nmap calls otherwise: makers change, and so do names. Facts of
 * nmap's service probes and of the product dictionary of the NVD.
 */
const ALSO: ReadonlyMap<string, readonly string[]> = new Map([
  ['a:igor_sysoev:nginx', ['a:f5:nginx', 'a:nginx:nginx']],
  ['a:mysql:mysql', ['a:oracle:mysql', 'a:oracle:mysql_server']],
  ['a:redislabs:redis', ['a:redis:redis', 'a:pivotal_software:redis']],
  [
    'a:microsoft:iis',
    ['a:microsoft:internet_information_services', 'a:microsoft:internet_information_server'],
  ],
  [
    'a:microsoft:internet_information_services',
    ['a:microsoft:iis', 'a:microsoft:internet_information_server'],
  ],
  ['a:vsftpd:vsftpd', ['a:beasts:vsftpd', 'a:vsftpd_project:vsftpd']],
  ['a:matt_johnston:dropbear_ssh_server', ['a:dropbear_ssh_project:dropbear_ssh']],
  ['a:mortbay:jetty', ['a:eclipse:jetty']],
  ['a:apple:cups', ['a:cups:cups', 'a:openprinting:cups']],
  ['a:elasticsearch:elasticsearch', ['a:elastic:elasticsearch']],
]);

/** Versions that nmap gives for a whole kind of servers, because they show none of their own. */
const PLACEHOLDERS: ReadonlyMap<string, string> = new Map([
  ['a:samba:samba 4.6.2', 'nmap calls every Samba that speaks SMB 2 alone version 4.6.2'],
]);

/** "4.X"; "14.1 - 14.5"; "3.10 or later", "1.4 or 1.5"; ">2.1"; "1.4+": the ways in which nmap tells more versions than one. */
const MORE_THAN_ONE = [
  /\d\.x\b/i,
  /\d\S* - v?\d/i,
  /\bor (?:later|newer|higher|above|earlier|older|lower|below|v?\d)/i,
  /^\s*[<>~]/,
  /^[\d.]+\+$/,
];

/**
 * Whether the version that nmap gives of a service is a branch or a range. The CPE name beside it is cut to what all of
 * its versions share ("4.X" becomes version 4), and tells nothing of the version that runs.
 */
export const isVague = (version: string): boolean => MORE_THAN_ONE.some((form) => form.test(version));

/** Newer servers of MariaDB put this before their version, for clients that know no number above 5. */
const MARIADB_PREFIX = /^5\.5\.5-(?=\d)/;

/** Products of Microsoft are named by the year; what is published for them depends on their service pack. */
const BY_YEAR = /^(?:19|20)\d\d(?:_?r2)?$/i;

const isByYear = ({ product, version = '', noUpdate }: ProductVersion): boolean =>
  product.startsWith('a:microsoft:') && noUpdate !== true && BY_YEAR.test(version);

/** What a name of nmap stands for: all names to look a version up by, and what is not known of it. */
export interface SoftwareNames {
  readonly names: readonly ProductVersion[];
  readonly unknown?: string;
}

/** The products and versions that a CPE name of a service stands for, as vulnerabilities are published for them. */
export const softwareNames = (cpe: string): SoftwareNames => {
  const name = parseCpe(cpe);
  if (name?.version === undefined) return { names: [] };
  const placeholder = PLACEHOLDERS.get(`${name.product} ${name.version}`);
  if (placeholder !== undefined) return { names: [], unknown: placeholder };
  const version =
    name.product === 'a:mariadb:mariadb' ? name.version.replace(MARIADB_PREFIX, '') : name.version;
  const byYear = isByYear(name);
  const known = { ...name, version, ...(byYear ? { someUpdate: true as const } : {}) };
  return {
    names: [name.product, ...(ALSO.get(name.product) ?? [])].map((product) => ({ ...known, product })),
    ...(byYear ? { unknown: `nmap tells that it is of ${version}, and not its service pack` } : {}),
  };
};
