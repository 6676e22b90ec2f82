/** What the command line asks of a bench. */
export interface Settings {
  /** How often everything is measured; each bench has its own default. */
  readonly rounds: number | undefined;
  /** Size of the report that is generated. */
  readonly megabytes: number;
  readonly seed: number;
  /** How many hosts are stored; each bench has its own default. */
  readonly hosts: number | undefined;
  /** The only store that is measured; of each bench that knows several, all of them unless told. */
  readonly store: 'sqlite' | 'postgresql' | undefined;
  /** A report to read instead of a generated one. */
  readonly file: string | undefined;
}

/** What a bench is given besides. */
export interface Stage {
  readonly signal: AbortSignal;
  /** Tells people that it goes on. */
  readonly say: (text: string) => void;
}
