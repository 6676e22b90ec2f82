/** How thoroughly a scan looks. */
export interface Profile {
  /** What the API's `option` accepts. */
  readonly name: string;
  /** Every TCP port, or the thousand that are open most often. */
  readonly ports: 'all' | 'common';
  /** The UDP ports that are asked, as a list of numbers and ranges in ascending order; empty for none. */
  readonly udpPorts: string;
  /** How many runs of nmap a scan has at a time, at most. */
  readonly runs: number;
  /** How many questions an unknown service is asked, 0 to 9. */
  readonly versionIntensity: number;
  /** How often the operating system is guessed at, until a guess is exact. */
  readonly osTries: number;
  /** Whether checks run that hold connections for minutes or write to a vulnerable host; only an operator can allow that. */
  readonly intrusive: boolean;
  /** Whether others are asked about the hosts; only an operator can allow that. */
  readonly external: boolean;
  /** Whether protocols other than TCP, UDP and ICMP are looked for. */
  readonly protocols: boolean;
  /** After how many seconds one script on one port is given up. */
  readonly scriptSeconds: number;
  /** After how many seconds a host is given up. */
  readonly hostSeconds: number;
}

/** Services that are met most often over UDP, or that give most away. */
const USUAL_UDP =
  '7,9,13,17,19,37,53,67,69,111,123,137,161,177,389,443,500,514,520,623,1434,1900,2049,5060,5353,11211,17185';

const MORE_UDP =
  '7,9,13,17,19,37,42,49,53,67-69,80,88,111,120,123,135-139,158,161-162,177,213,259,389,402,407,427,434,443,445,464,' +
  '497,500,502,512-515,518,520,593,623,626,631,664,749,750,902,996-999,1022-1027,1194,1434,1604,1645,1646,1701,1718,' +
  '1719,1812,1813,1900,2000,2048,2049,2123,2152,2222,3283,3386,3401,3456,3478,3702,4045,4500,5000,5060,5351,5353,5632,' +
  '5683,6346,6481,9200,10000,10080,11211,17185,20031,27960,30718,31337,32768-32771,33434,47808,49152-49156';

/** What tells nobody else which hosts are looked at. */
const CAUTIOUS: readonly Profile[] = [
  {
    name: 'standard',
    ports: 'all',
    udpPorts: USUAL_UDP,
    runs: 4,
    versionIntensity: 7,
    osTries: 2,
    intrusive: false,
    external: false,
    protocols: false,
    scriptSeconds: 60,
    hostSeconds: 1800,
  },
  {
    name: 'light',
    ports: 'common',
    udpPorts: '',
    runs: 4,
    versionIntensity: 2,
    osTries: 1,
    intrusive: false,
    external: false,
    protocols: false,
    scriptSeconds: 30,
    hostSeconds: 600,
  },
  {
    name: 'thorough',
    ports: 'all',
    udpPorts: MORE_UDP,
    runs: 2,
    versionIntensity: 9,
    osTries: 5,
    intrusive: false,
    external: false,
    protocols: true,
    scriptSeconds: 600,
    hostSeconds: 7200,
  },
];

/** The profiles of every engine; the first is the default. */
export const PROFILES: readonly Profile[] = CAUTIOUS;

const THOROUGH = CAUTIOUS.filter(({ name }) => name === 'thorough');

/**
 * The same, and the most thorough one once more for everything that an operator has to allow: with questions to others, and
 * with checks that do something to a host.
 */
export const ALL_PROFILES: readonly Profile[] = [
  ...CAUTIOUS,
  ...THOROUGH.map((profile) => ({ ...profile, name: 'thorough-external', external: true })),
  ...THOROUGH.map((profile) => ({ ...profile, name: 'thorough-intrusive', intrusive: true })),
];

/** The profiles that an operator offers who allows these things. */
export const profilesFor = (allowed: {
  readonly external?: boolean | undefined;
  readonly intrusive?: boolean | undefined;
}): readonly Profile[] =>
  ALL_PROFILES.filter(
    ({ external, intrusive }) =>
      (!external || allowed.external === true) && (!intrusive || allowed.intrusive === true),
  );

/** The profile of a name among some; `undefined` when there is none. */
export const profileOf = (name: string, among: readonly Profile[] = PROFILES): Profile | undefined =>
  among.find((profile) => profile.name === name);
