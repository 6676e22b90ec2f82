import type { Noticed } from './notice.js';

/** Whether a host keeps to a control of a policy. Dates and other texts as they stand. */
export interface PostureItem extends Noticed {
  readonly kind: 'posture';
  readonly id?: number;
  readonly hostId?: number;
  /** Of a policy report, which names hosts by address. */
  readonly ip?: string;
  readonly controlId: string;
  readonly technologyId?: string;
  readonly technology?: string;
  readonly instance?: string;
  /** `Passed`, `Failed` or `Error`. */
  readonly status: string;
  readonly statement?: string;
  readonly criticality?: string;
  readonly rationale?: string;
  readonly remediation?: string;
  readonly evaluated?: string;
  readonly modified?: string;
  readonly previousStatus?: string;
  /** An expression such as `:dp_1 in #fv_1`; its tokens stand in the glossary. */
  readonly evidence?: string;
  readonly dataPoints?: readonly {
    readonly label: string;
    readonly updated?: string;
    readonly values: readonly string[];
    readonly errors: readonly string[];
    readonly translation?: string;
  }[];
  readonly exception?: {
    readonly assignee?: string;
    readonly status?: string;
    readonly end?: string;
    readonly created?: string;
    readonly createdBy?: string;
    readonly modified?: string;
    readonly modifiedBy?: string;
    readonly comments: readonly string[];
  };
}
