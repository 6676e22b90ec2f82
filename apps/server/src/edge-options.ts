import { OpenGuardError } from '@openguard/errors';
import {
  contains,
  describeTargetFault,
  difference,
  parseAddress,
  parseTargetList,
  type AddressSet,
} from '@openguard/targets';
import { parseCount, usage } from './arguments.js';
import { DEFAULT_LIMITS, type Limits } from './http/limits.js';
import { LOG_FORMATS, LOG_LEVELS, type LogFormat, type LogLevel } from './logging/log.js';

/** What `--help` of serve says about how the server meets the world. */
export const EDGE_HELP = `  --tls-self-signed        a certificate of its own in the data directory, for openguard --pin
  --insecure-http          answer plain HTTP beyond loopback: passwords can be read on the way
  --trust-proxy LIST       addresses of proxies whose X-Forwarded-For tells who asks
  --limit NAME=N           how much is taken on, 0 for no bound: connections (${DEFAULT_LIMITS.connections}),
                           connections-per-address (${DEFAULT_LIMITS.connectionsPerAddress}), requests-at-once of an account (${DEFAULT_LIMITS.requestsAtOnce}),
                           requests-per-second of an account and of an address (${DEFAULT_LIMITS.requestsPerSecond});
                           of an account to one resource of API v2: api-calls-at-once (${DEFAULT_LIMITS.callsAtOnce}),
                           api-calls (${DEFAULT_LIMITS.calls}) in api-window seconds (${DEFAULT_LIMITS.callWindowSeconds}); session-minutes (${DEFAULT_LIMITS.sessionMinutes})
  --exclude LIST           addresses that are never scanned or mapped, whatever scope and accounts say
  --most-addresses N       how many addresses one account may own: enrollment refuses more, and so does a start
  --admin HOST:PORT        where /healthz, /readyz and /metrics are answered without a log-in; nowhere unless told
  --log json|text          a JSON object or a plain line for each event; text on a terminal unless told
  --log-level LEVEL        debug (a line for every request), info, warn or error; info unless told
`;

/** Options of serve about how the server meets the world. */
export const EDGE_OPTIONS = {
  admin: { type: 'string' },
  'tls-self-signed': { type: 'boolean' },
  'insecure-http': { type: 'boolean' },
  'trust-proxy': { type: 'string' },
  limit: { type: 'string', multiple: true },
  exclude: { type: 'string' },
  'most-addresses': { type: 'string' },
  log: { type: 'string' },
  'log-level': { type: 'string', default: 'info' },
} as const;

/** The values of these options as they were given. */
export interface EdgeValues {
  readonly admin?: string | undefined;
  readonly 'tls-self-signed'?: boolean | undefined;
  readonly 'trust-proxy'?: string | undefined;
  readonly limit?: readonly string[] | undefined;
  readonly exclude?: string | undefined;
  readonly 'most-addresses'?: string | undefined;
  readonly log?: string | undefined;
  readonly 'log-level': string;
}

/** Where to listen. */
interface HostAndPort {
  readonly host: string;
  readonly port: number;
}

/** Reads HOST:PORT, or a port of loopback alone. Throws `OG_USAGE`, naming the option. */
export const parseHostAndPort = (option: string, text: string): HostAndPort => {
  const parts = /^(?:(.+):)?([0-9]{1,5})$/.exec(text);
  const [, host = '127.0.0.1', port = ''] = parts ?? [];
  if (parts === null || Number(port) > 65535)
    throw usage(`${option} ${JSON.stringify(text)} is not HOST:PORT`);
  return { host, port: Number(port) };
};

/** How the server meets the world. */
export interface EdgeOptions {
  /** Where probes and Prometheus are answered. */
  readonly admin?: HostAndPort;
  readonly selfSigned: boolean;
  readonly logFormat?: LogFormat;
  readonly logLevel: LogLevel;
  readonly limits: Limits;
  /** How many addresses one account may own. */
  readonly mostAddresses: number;
  readonly isProxy: (address: string) => boolean;
}

const NAMES: ReadonlyMap<string, keyof Limits> = new Map([
  ['connections', 'connections'],
  ['connections-per-address', 'connectionsPerAddress'],
  ['requests-at-once', 'requestsAtOnce'],
  ['requests-per-second', 'requestsPerSecond'],
  ['api-calls-at-once', 'callsAtOnce'],
  ['api-calls', 'calls'],
  ['api-window', 'callWindowSeconds'],
  ['session-minutes', 'sessionMinutes'],
]);

const parseLimits = (given: readonly string[]): Limits =>
  given.reduce((limits, text) => {
    const [, word = '', number = ''] = /^([a-z-]+)=([0-9]{1,9})$/.exec(text) ?? [];
    const name = NAMES.get(word);
    if (name === undefined)
      throw usage(`--limit ${JSON.stringify(text)} is not NAME=N with ${[...NAMES.keys()].join(', ')}`);
    return { ...limits, [name]: Number(number) };
  }, DEFAULT_LIMITS);

/** The addresses of a target list that an option gives. Throws `OG_TARGETS`, naming the option. */
export const addressesOfOption = (option: string, list: string): AddressSet => {
  const parsed = parseTargetList(list);
  if (parsed._tag === 'Left')
    throw new OpenGuardError('OG_TARGETS', `${option}: ${describeTargetFault(parsed.left)}`);
  return parsed.right.addresses;
};

const among = (set: AddressSet) => {
  return (address: string): boolean => {
    const parsed = parseAddress(address.replace(/^::ffff:/, ''));
    return parsed._tag === 'Right' && contains(set, parsed.right);
  };
};

const oneOf = <A extends string>(option: string, words: readonly A[], given: string): A => {
  const word = words.find((candidate) => candidate === given);
  if (word === undefined) throw usage(`${option} is ${words.join(', ')}`);
  return word;
};

/** Scope without what the operator excludes: no scan, map or enrollment goes beyond it. */
export const withoutExcluded = (scope: AddressSet, excluded: string | undefined): AddressSet =>
  excluded === undefined ? scope : difference(scope, addressesOfOption('--exclude', excluded));

/** Reads these options. Throws `OG_USAGE` and `OG_TARGETS`. */
export const parseEdgeOptions = (values: EdgeValues): EdgeOptions => {
  const proxies = values['trust-proxy'];
  const most = values['most-addresses'];
  return {
    ...(values.admin === undefined ? {} : { admin: parseHostAndPort('--admin', values.admin) }),
    selfSigned: values['tls-self-signed'] === true,
    ...(values.log === undefined ? {} : { logFormat: oneOf('--log', LOG_FORMATS, values.log) }),
    logLevel: oneOf('--log-level', LOG_LEVELS, values['log-level']),
    limits: parseLimits(values.limit ?? []),
    mostAddresses: most === undefined ? Number.POSITIVE_INFINITY : parseCount('--most-addresses', most),
    isProxy: proxies === undefined ? () => false : among(addressesOfOption('--trust-proxy', proxies)),
  };
};
