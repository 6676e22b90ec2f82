/** How thoroughly a scan looks. */
export interface Profile {
  /** What the API's `option` accepts. */
  readonly name: string;
  /** Every TCP port, or the thousand that are open most often. */
  readonly ports: 'all' | 'common';
  /** How many questions an unknown service is asked, 0 to 9. */
  readonly versionIntensity: number;
  /** How often the operating system is guessed at, until a guess is exact. */
  readonly osTries: number;
  /** Whether checks run that hold connections for minutes or write to a vulnerable host. */
  readonly slowChecks: boolean;
  /** After how many seconds one script on one port is given up. */
  readonly scriptSeconds: number;
  /** After how many seconds a host is given up. */
  readonly hostSeconds: number;
}

/** The profiles of every engine; the first is the default. */
export const PROFILES: readonly Profile[] = [
  {
    name: 'standard',
    ports: 'all',
    versionIntensity: 5,
    osTries: 2,
    slowChecks: false,
    scriptSeconds: 60,
    hostSeconds: 1800,
  },
  {
    name: 'light',
    ports: 'common',
    versionIntensity: 2,
    osTries: 1,
    slowChecks: false,
    scriptSeconds: 30,
    hostSeconds: 600,
  },
  {
    name: 'thorough',
    ports: 'all',
    versionIntensity: 9,
    osTries: 5,
    slowChecks: true,
    scriptSeconds: 600,
    hostSeconds: 7200,
  },
];

/** The profile of a name; `undefined` when there is none. */
export const profileOf = (name: string): Profile | undefined =>
  PROFILES.find((profile) => profile.name === name);
