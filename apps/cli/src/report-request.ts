import { describeGateFault, parseGate, type CheckIdOf, type Gate } from '@openguard/analytics';
import { OpenGuardError } from '@openguard/errors';
import { REPORT_FORMATS, type ReportFormat } from '@openguard/render';
import type { Invocation } from './command.js';

/** Options of every command that shows findings. */
export const REPORT_OPTIONS = {
  format: { type: 'string' },
  output: { type: 'string', short: 'o' },
  'fail-on': { type: 'string' },
  store: { type: 'string' },
  account: { type: 'string' },
} as const;

/** What `--help` says about {@link REPORT_OPTIONS}. */
export const REPORT_HELP = `  --format FORMAT                 ${REPORT_FORMATS.join(', ')}
  -o, --output FILE               write that to FILE, which appears when it is whole
  --fail-on CONDITION             exit code 1 if a finding meets it, such as 'severity>=4' or 'vuln and not cve=CVE-1999-*';
                                  everything is shown all the same; docs/formats.md tells more
`;

/** What `--help` says of the store whose accepted risks count. */
export const ACCEPTED_HELP = `  --store DIR|postgres://...      the history whose accepted risks fail nothing; else your own, if there is one
  --account NAME                  whose history in that store
`;

/** The table of checks that fingerprints need, and nothing else: it is loaded for them alone. */
export const checkIdsFor = async ({ format }: ReportRequest): Promise<CheckIdOf | undefined> =>
  format === 'sarif' ? (await import('@openguard/knowledgebase')).textIdOf : undefined;

/** How a command is to show findings, and when it is to fail. */
export interface ReportRequest {
  /** Undefined: as the command shows them by itself. */
  readonly format: ReportFormat | undefined;
  readonly output: string | undefined;
  readonly gate: Gate | undefined;
}

const gateOf = (command: string, text: string, comparing: boolean): Gate => {
  const gate = parseGate(text);
  if (gate._tag === 'Left')
    throw new OpenGuardError('OG_USAGE', `${command}: --fail-on: ${describeGateFault(gate.left)}`);
  if (gate.right.comparing && !comparing)
    throw new OpenGuardError(
      'OG_USAGE',
      `${command}: --fail-on: one report does not tell what is new, fixed, changed, same, reopened or not-tested; use openguard compare`,
    );
  return gate.right;
};

const formatOf = (command: string, { values }: Invocation): ReportFormat | undefined => {
  const { format, json } = values;
  if (typeof format !== 'string') return json === true ? 'json' : undefined;
  const known = REPORT_FORMATS.find((name) => name === format);
  if (known === undefined)
    throw new OpenGuardError(
      'OG_USAGE',
      `${command}: --format ${JSON.stringify(format.slice(0, 40))} is none of ${REPORT_FORMATS.join(', ')}`,
    );
  if (json === true && known !== 'json')
    throw new OpenGuardError('OG_USAGE', `${command}: --json and --format ${known} exclude each other`);
  return known;
};

/**
 * Reads how findings are to be shown. Rejects with `OG_USAGE` what cannot be, before anything is read or scanned.
 *
 * @param comparing whether the command compares two reports, so that a condition may ask for verdicts
 */
export const reportRequestOf = (
  command: string,
  invocation: Invocation,
  comparing: boolean,
): ReportRequest => {
  const { output, 'fail-on': condition } = invocation.values;
  const format = formatOf(command, invocation);
  if (typeof output === 'string' && format === undefined)
    throw new OpenGuardError('OG_USAGE', `${command}: --output needs a --format`);
  return {
    format,
    output: typeof output === 'string' ? output : undefined,
    gate: typeof condition === 'string' ? gateOf(command, condition, comparing) : undefined,
  };
};
