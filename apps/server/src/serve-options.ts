import { OpenGuardError } from '@openguard/errors';
import { contains, LOOPBACK, parseAddress, type AddressSet } from '@openguard/targets';
import { readFile } from 'node:fs/promises';
import { parseStrictly, usage } from './arguments.js';
import {
  addressesOfOption,
  EDGE_HELP,
  EDGE_OPTIONS,
  parseEdgeOptions,
  parseHostAndPort,
  withoutExcluded,
  type EdgeOptions,
} from './edge-options.js';
import { MAIL_HELP, MAIL_OPTIONS, readMailOptions, type MailOptions } from './mail/mail-options.js';
import { JOB_HELP, JOB_OPTIONS, parseJobOptions, type JobOptions } from './job-options.js';
import { hasKeys } from './keys/find-keys.js';
import { databaseUrl } from './database-url.js';
import { checkedPair } from './tls/key-pair.js';
import { defaultDataDirectory } from './state-directory.js';
import { STORE_HELP, STORE_OPTIONS } from './store-options.js';

/** What `--help` of serve says. */
export const SERVE_HELP = `openguard-server serve [options]

  --listen HOST:PORT       where to answer; 127.0.0.1:8080 unless told, port 0 takes a free one
${STORE_HELP}  --scope LIST             the addresses that may be scanned at all; 127.0.0.0/8 unless told
  --engine nmap|simulated  what scans; nmap unless told
  --estate FILE            the simulated estate, as JSON (simulated)
  --seed N, --clock DATE   same seed and clock, same reports to the byte (simulated)
  --service-level NAME     a service level that may be enrolled, repeated for more; any text unless told
  --keep-days N            erase scans and maps for good that ended so long ago; never unless told
  --tls-cert PEM, --tls-key PEM  certificate and key files; needed beyond loopback
${JOB_HELP}${EDGE_HELP}${MAIL_HELP}
Example: openguard-server serve --listen 127.0.0.1:8080 --scope 127.0.0.0/8
`;

const OPTIONS = {
  ...MAIL_OPTIONS,
  listen: { type: 'string', default: '127.0.0.1:8080' },
  ...STORE_OPTIONS,
  scope: { type: 'string' },
  engine: { type: 'string', default: 'nmap' },
  estate: { type: 'string' },
  seed: { type: 'string' },
  clock: { type: 'string' },
  'service-level': { type: 'string', multiple: true },
  'keep-days': { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  ...JOB_OPTIONS,
  ...EDGE_OPTIONS,
  help: { type: 'boolean' },
} as const;

/** What a server runs with. `clock` is milliseconds since 1970, fixed. */
export interface ServeOptions extends EdgeOptions, JobOptions {
  readonly host: string;
  readonly port: number;
  readonly directory: string;
  /** A PostgreSQL database that is the store, in place of a file in the directory. */
  readonly database?: string;
  readonly scope: AddressSet;
  readonly engine: 'nmap' | 'simulated';
  readonly estateFile?: string;
  readonly seed: number;
  readonly clock?: number;
  /** What enrollment accepts as `slevel`; any text when there is none. */
  readonly serviceLevels: readonly string[];
  /** Plain HTTP beyond loopback, as the operator wants it. */
  readonly insecure: boolean;
  /** How long after its end a report is erased, in milliseconds; never when left out. */
  readonly keepMs?: number;
  readonly mail: MailOptions;
  readonly tls?: { readonly cert: string; readonly key: string };
}

const parseScope = (scope: string | undefined): AddressSet =>
  scope === undefined ? LOOPBACK : addressesOfOption('--scope', scope);

const parseClock = (clock: string): number => {
  const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(\.\d+)?Z)?$/.test(clock) ? Date.parse(clock) : Number.NaN;
  if (Number.isNaN(time))
    throw usage(`--clock ${JSON.stringify(clock)} is not a date such as 2001-06-27T00:06:06Z`);
  return time;
};

const parseSeed = (seed: string): number => {
  if (!/^[0-9]{1,9}$/.test(seed)) throw usage(`--seed ${JSON.stringify(seed)} is not a whole number`);
  return Number(seed);
};

const DAY_MS = 24 * 3_600_000;

const parseKeepDays = (days: string): number => {
  if (!/^[1-9][0-9]{0,4}$/.test(days))
    throw usage(`--keep-days ${JSON.stringify(days)} is not a number of days`);
  return Number(days) * DAY_MS;
};

const readPem = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new OpenGuardError('OG_INPUT_FILE', `cannot read ${path}: ${String(error.code)}`);
  }
};

const isLoopback = (host: string): boolean => {
  const address = parseAddress(host);
  return host === 'localhost' || (address._tag === 'Right' && contains(LOOPBACK, address.right));
};

/** Reads the arguments of serve; `help` when that is asked for. Rejects with `OG_USAGE` and the like. */
export const parseServeOptions = async (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  platform: string,
): Promise<ServeOptions | 'help'> => {
  const { values } = parseStrictly({
    args: [...args],
    options: OPTIONS,
    allowPositionals: false,
    strict: true,
  });
  if (values.help === true) return 'help';
  const { engine, 'tls-cert': cert, 'tls-key': key } = values;
  if (engine !== 'nmap' && engine !== 'simulated') throw usage('--engine is nmap or simulated');
  const simulated = engine === 'simulated';
  for (const name of ['estate', 'seed', 'clock'] as const) {
    if (!simulated && values[name] !== undefined) throw usage(`--${name} belongs to --engine simulated`);
  }
  if ((cert === undefined) !== (key === undefined)) throw usage('--tls-cert and --tls-key belong together');
  const { host, port } = parseHostAndPort('--listen', values.listen);
  const edge = parseEdgeOptions(values);
  if (edge.selfSigned && cert !== undefined)
    throw usage('--tls-self-signed makes a certificate: leave --tls-cert and --tls-key out');
  const isBare = cert === undefined && !edge.selfSigned && !isLoopback(host);
  if (isBare && values['insecure-http'] !== true) {
    throw usage(
      `plain HTTP beyond loopback would show passwords to the network: ${host} needs --tls-cert and --tls-key or --tls-self-signed, or --insecure-http where a proxy or a tunnel protects them`,
    );
  }
  if (
    values.database !== undefined &&
    values.smtp !== undefined &&
    values['key-file'] === undefined &&
    !hasKeys(environment)
  ) {
    throw usage(
      '--smtp with --database needs --key-file: every machine on the database has to open the letters of the others; make one with "openguard-server mail key FILE" and copy it to all of them',
    );
  }
  return {
    ...edge,
    ...parseJobOptions(values, { simulated, alone: values.database === undefined }),
    insecure: isBare,
    host,
    port,
    ...(values.database === undefined ? {} : { database: databaseUrl(values.database) }),
    directory: values.data ?? defaultDataDirectory(environment, platform, simulated),
    scope: withoutExcluded(parseScope(values.scope), values.exclude),
    engine,
    ...(values.estate === undefined ? {} : { estateFile: values.estate }),
    serviceLevels: values['service-level'] ?? [],
    ...(values['keep-days'] === undefined ? {} : { keepMs: parseKeepDays(values['keep-days']) }),
    mail: await readMailOptions(values, environment),
    seed: parseSeed(values.seed ?? '1'),
    ...(values.clock === undefined ? {} : { clock: parseClock(values.clock) }),
    ...(cert === undefined || key === undefined
      ? {}
      : { tls: checkedPair({ cert: await readPem(cert), key: await readPem(key) }, { cert, key }) }),
  };
};
