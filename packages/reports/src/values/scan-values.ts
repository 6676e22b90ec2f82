import type { Values } from './values.js';

/** KEY@value in a HEADER of SCAN. */
export const KEY_NAMES: Values = {
  tag: 'OneOf',
  values: {
    COMPANY: 'the name of your company',
    DATE: 'when the scan was made',
    TITLE: 'a title',
    TARGET: 'what was scanned',
    DURATION: 'how long it took',
    SCAN_HOST: 'what scanned',
    NBHOST_ALIVE: 'how many hosts answered',
    NBHOST_TOTAL: 'how many hosts there are in all',
  },
  extensions: {
    USERNAME: 'whose scan it is (in the sample, not in the list)',
    EXCLUDED_TARGET: 'what was left out (later releases)',
    REPORT_TYPE: 'how the scan was begun (later releases, and `simulated` by our server)',
    OPTIONS: 'how it was scanned (later releases)',
    STATUS: 'how it ended (later releases)',
    DEFAULT_SCANNER: 'whether the default scanner was asked for (later releases)',
    ISCANNER_NAME: 'the scanner that was asked for (later releases)',
    NETWORK_TITLE: 'the network of the hosts (later releases)',
    STATUS_REASON: 'why it is interrupted (our server)',
    NOT_ALIVE: 'the addresses that did not answer (our server)',
    NOT_SCANNED: 'the addresses that were not reached (our server)',
  },
};

/** CAT@value under INFOS. */
export const INFO_CATEGORIES: Values = {
  tag: 'OneOf',
  values: {
    route: 'the way of packets from the scanner to the host',
    whois: 'what WHOIS says of the network and its provider',
  },
  extensions: { coverage: 'what was tested and what was not (our server)' },
};

/** CAT@misc. */
export const CATEGORY_MISC: Values = { tag: 'OneOf', values: { 'over ssl': 'the connection is encrypted' } };

/** RESULT@format. */
export const RESULT_FORMATS: Values = {
  tag: 'OneOf',
  values: { table: 'a table: rows end with a line feed, columns are parted by tabs, in 2001 by spaces' },
};

const ids = (
  values: Readonly<Record<string, string>>,
  extensions: Readonly<Record<string, string>> = {},
): Values => ({ tag: 'OneOf', values, extensions });

const ANY_BANNER = { 'service-banner': 'what a service says of itself (our server)' };

/** INFO@value by CAT@value. A category that is not here has no list. */
export const INFO_IDS: ReadonlyMap<string, Values> = new Map([
  ['route', ids({ traceroute: 'the way from the scanner to the host' })],
  [
    'whois',
    ids({
      whois_isp: 'the provider, and the handle of its network',
      whois_network: 'the network, and its handle',
    }),
  ],
]);

/** SERVICE@value by CAT@value. A category that is not here has no list. */
export const SERVICE_IDS: ReadonlyMap<string, Values> = new Map([
  ['linuxconf', ids({ 'linuxconf-banner': 'the banner of linuxconf' }, ANY_BANNER)],
  ['mysql', ids({ 'mysql-banner': 'the banner of MySQL' }, ANY_BANNER)],
  ['netbios', ids({ mac_address: 'the MAC address', nbtstat: 'the names that NetBIOS tells' }, ANY_BANNER)],
  ['os', ids({ os: 'the operating system' })],
  [
    'pop2',
    ids(
      { 'pop2-banner': 'the banner of a POP2 server', 'pop3-banner': 'the banner of a POP3 server' },
      ANY_BANNER,
    ),
  ],
  ['PortScan', ids({ scan_tcp: 'open TCP ports', scan_udp: 'open UDP ports' })],
  ['Protocols', ids({ proto_disco: 'protocols that are in use' })],
  [
    'rpc',
    ids(
      {
        rpcinfo: 'what the port mapper tells',
        scan_rpc: 'RPC services',
        scan_hidden_rpc: 'RPC services that the port mapper does not tell',
      },
      ANY_BANNER,
    ),
  ],
  [
    'smb',
    ids(
      { scan_smb: 'an open NetBIOS service' },
      { smb_dialects: 'the dialects that are spoken (our server)', ...ANY_BANNER },
    ),
  ],
  [
    'smtp',
    ids(
      { 'smtp-banner': 'the banner of a mail server' },
      { 'smtp-commands': 'the commands that it takes (our server)', ...ANY_BANNER },
    ),
  ],
  [
    'ssh',
    ids(
      { 'sshd-banner': 'the banner of an SSH server' },
      {
        ssh_hostkeys: 'its host keys (our server)',
        ssh_algorithms: 'the algorithms that it offers (our server)',
        ...ANY_BANNER,
      },
    ),
  ],
  ['telnetd', ids({ 'telnetd-banner': 'the banner of a Telnet server' }, ANY_BANNER)],
  ['VNC', ids({ 'vnc-banner': 'the banner of a VNC server' }, ANY_BANNER)],
  ['X11', ids({ 'x11-banner': 'the banner of an X11 server' }, ANY_BANNER)],
]);
