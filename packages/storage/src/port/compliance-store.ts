import type { KeptPolicy, KeptReport } from '@openguard/model';
import type { Address } from '@openguard/targets';

/** How a host keeps to a control of a policy: what it is found by, and how it is written, with its evidence and without. */
export interface KeptPosture {
  readonly id: number;
  readonly host: number;
  readonly address: Address;
  readonly control: number;
  readonly status: string;
  /** Milliseconds since 1970; left out where nobody says. */
  readonly modifiedAt?: number;
  readonly whole: string;
  readonly brief: string;
}

/** What explains postures, as it is written: its list, and its place among all of a policy. */
export interface KeptExplanation {
  readonly list: string;
  readonly number: number;
  readonly written: string;
}

/** The calls of a store that are about imported documents of compliance. */
export interface ComplianceStore {
  /** Keeps the posture of a policy in place of what was kept of it; all of it, or nothing changes. */
  readonly putPolicy: (
    policy: KeptPolicy,
    parts: AsyncIterable<KeptPosture | KeptExplanation>,
  ) => Promise<void>;
  /** The policies of an account by their ids. */
  readonly policies: (account: string) => Promise<readonly KeptPolicy[]>;
  /** Postures of a policy by their ids, from one on, read some at a time. */
  readonly postures: (account: string, policy: number, from: number) => AsyncIterable<KeptPosture>;
  /** What explains the postures of a policy, by place. */
  readonly explanations: (account: string, policy: number) => AsyncIterable<KeptExplanation>;
  /** Forgets a policy; resolves to false when there is none. */
  readonly removePolicy: (account: string, id: number) => Promise<boolean>;

  /** Keeps a report with its bytes; all of it or nothing. */
  readonly putReport: (report: KeptReport, bytes: AsyncIterable<Uint8Array>) => Promise<void>;
  /** The reports of an account by their ids. */
  readonly reports: (account: string) => Promise<readonly KeptReport[]>;
  readonly reportBytes: (account: string, id: number) => AsyncIterable<Uint8Array>;
  /** Forgets a report; resolves to false when there is none. */
  readonly removeReport: (account: string, id: number) => Promise<boolean>;
}
