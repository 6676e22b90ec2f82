import { parseAddress } from '@openguard/targets';
import type { DueDays } from '@openguard/service';
import type { TicketRule } from '@openguard/storage';
import { usage } from './arguments.js';

/** What `--help` says about how scans and maps are worked on. */
export const JOB_HELP = `  --workers N              parts of scans that are worked on at a time; 2 unless told; 0 leaves them to
                           "openguard-server worker" (--database)
  --grace SECONDS          how long a scan that is not saved outlives its connection; 60 unless told
  --drain SECONDS          how long the server may take to hand its work back when it is told to end; 10 unless told
  --batch N                addresses that a part of a scan has; as the engine likes it unless told
  --nmap-runs N            how many batches of hosts nmap scans at a time, for all scans together; 4 unless told
  --allow-external         offer the option profile "thorough-external", which asks registries about the hosts (nmap)
  --allow-intrusive        offer the option profile "thorough-intrusive", whose checks hold connections for minutes or
                           write to a vulnerable host (nmap)
  --resolver LIST          name servers that maps ask, HOST or HOST:PORT with commas between; those of this
                           machine unless told (nmap)
  --tickets SEVERITY|none  make tickets of confirmed vulnerabilities from this severity on; 3 unless told
  --ticket-potential       of potential vulnerabilities, too
  --ticket-days LIST       days to mend severity 1, 2, 3, 4 and 5; 90,60,30,14,7 unless told
  --host-ms N              how long each host takes (simulated)
`;

/** Options about how scans and maps are worked on. */
export const JOB_OPTIONS = {
  workers: { type: 'string' },
  grace: { type: 'string' },
  drain: { type: 'string' },
  batch: { type: 'string' },
  'nmap-runs': { type: 'string' },
  'allow-external': { type: 'boolean' },
  'allow-intrusive': { type: 'boolean' },
  resolver: { type: 'string' },
  tickets: { type: 'string' },
  'ticket-potential': { type: 'boolean' },
  'ticket-days': { type: 'string' },
  'host-ms': { type: 'string' },
} as const;

/** The values of these options as they were given. */
export type JobValues = {
  readonly [K in keyof typeof JOB_OPTIONS]?:
    (K extends 'allow-external' | 'allow-intrusive' | 'ticket-potential' ? boolean : string) | undefined;
};

/** How scans and maps are worked on. */
export interface JobOptions {
  readonly workers: number;
  readonly graceSeconds: number;
  readonly drainSeconds: number;
  readonly hostsPerBatch?: number;
  readonly hostMs?: number;
  readonly nmapRuns?: number;
  /** Which findings get a ticket; none when left out. */
  readonly tickets?: TicketRule;
  readonly dueDays: DueDays;
  /** Whether others may be asked about hosts. */
  readonly external?: boolean;
  /** Whether checks may hold connections for minutes, or write to a vulnerable host. */
  readonly intrusive?: boolean;
  /** Addresses of name servers, with or without a port. */
  readonly resolvers?: readonly string[];
}

const numberOf = (name: keyof JobValues, text: string, from: number, to: number): number => {
  const value = /^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= from && value <= to))
    throw usage(`--${name} ${JSON.stringify(text)} is not a number from ${from} to ${to}`);
  return value;
};

const isResolver = (text: string): boolean => {
  const [, address = '', port = '53'] = /^([0-9.]+)(?::([0-9]{1,5}))?$/.exec(text) ?? [];
  return parseAddress(address)._tag === 'Right' && Number(port) > 0 && Number(port) <= 65_535;
};

const parseResolvers = (list: string): readonly string[] => {
  const resolvers = list.split(',').map((resolver) => resolver.trim());
  const wrong = resolvers.find((resolver) => !isResolver(resolver));
  if (wrong !== undefined)
    throw usage(`--resolver ${JSON.stringify(wrong)} is not the address of a name server`);
  return resolvers;
};

const DEFAULT_SEVERITY = '3';
const DEFAULT_DAYS = '90,60,30,14,7';

const parseTickets = ({ tickets = DEFAULT_SEVERITY, ...values }: JobValues): Pick<JobOptions, 'tickets'> => {
  if (tickets === 'none') return {};
  const sections =
    values['ticket-potential'] === true ? (['vuln', 'practice'] as const) : (['vuln'] as const);
  return { tickets: { sections, severity: numberOf('tickets', tickets, 1, 5) } };
};

const parseDays = (list: string): DueDays => {
  const [first, second, third, fourth, fifth, ...more] = list
    .split(',')
    .map((days) => numberOf('ticket-days', days.trim(), 0, 3650));
  if (
    first === undefined ||
    second === undefined ||
    third === undefined ||
    fourth === undefined ||
    fifth === undefined ||
    more.length > 0
  )
    throw usage('--ticket-days needs five numbers, for severity 1, 2, 3, 4 and 5');
  return [first, second, third, fourth, fifth];
};

/** Reads these options. Throws `OG_USAGE`. */
export const parseJobOptions = (
  values: JobValues,
  { simulated, alone }: { readonly simulated: boolean; readonly alone: boolean },
): JobOptions => {
  const {
    workers = '2',
    grace = '60',
    drain = '10',
    batch,
    resolver,
    'host-ms': hostMs,
    'nmap-runs': nmapRuns,
  } = values;
  if (hostMs !== undefined && !simulated) throw usage('--host-ms belongs to --engine simulated');
  if (nmapRuns !== undefined && simulated) throw usage('--nmap-runs belongs to --engine nmap');
  const external = values['allow-external'] === true;
  if (external && simulated) throw usage('--allow-external belongs to --engine nmap');
  const intrusive = values['allow-intrusive'] === true;
  if (intrusive && simulated) throw usage('--allow-intrusive belongs to --engine nmap');
  if (resolver !== undefined && simulated) throw usage('--resolver belongs to --engine nmap');
  return {
    ...(external ? { external } : {}),
    ...(intrusive ? { intrusive } : {}),
    ...parseTickets(values),
    dueDays: parseDays(values['ticket-days'] ?? DEFAULT_DAYS),
    workers: numberOf('workers', workers, alone ? 1 : 0, 1000),
    graceSeconds: numberOf('grace', grace, 0, 86_400),
    drainSeconds: numberOf('drain', drain, 0, 3600),
    ...(batch === undefined ? {} : { hostsPerBatch: numberOf('batch', batch, 1, 65_536) }),
    ...(nmapRuns === undefined ? {} : { nmapRuns: numberOf('nmap-runs', nmapRuns, 1, 64) }),
    ...(resolver === undefined ? {} : { resolvers: parseResolvers(resolver) }),
    ...(hostMs === undefined ? {} : { hostMs: numberOf('host-ms', hostMs, 0, 3_600_000) }),
  };
};
