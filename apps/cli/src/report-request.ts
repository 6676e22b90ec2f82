import { describeGateFault, parseGate, type CheckIdOf, type Gate } from '@openguard/analytics';
import { OpenGuardError } from '@openguard/errors';
import { REPORT_FORMATS, type ReportFormat } from '@openguard/render';
import type { Invocation } from './command.js';

/** Options of every command that shows findings. */
export const REPORT_OPTIONS = {
  format: { type: 'string' },
  output: { type: 'string', short: 'o' },
  'fail-on': { type: 'string' },
  kb: { type: 'string' },
  store: { type: 'string' },
  account: { type: 'string' },
} as const;

/** What `--help` says about {@link REPORT_OPTIONS}. */
export const REPORT_HELP = `  --format FORMAT                 ${REPORT_FORMATS.join(', ')}
  -o, --output FILE               write that to FILE, which appears when it is whole
  --fail-on CONDITION             exit code 1 if a finding meets it, such as 'severity>=4' or 'vuln and not cve=CVE-1999-*';
                                  everything is shown all the same; docs/formats.md tells more
  --kb FILE                       a knowledge base (openguard get knowledgebase_download) that tells titles, categories
                                  and CVEs of detections, which name checks by number alone
`;

/** The option of the commands that read reports out of files. */
export const REPAIR_OPTIONS = { repair: { type: 'boolean' } } as const;

/** What `--help` says about {@link REPAIR_OPTIONS}. */
export const REPAIR_HELP = `  --repair                        of a file: mend what XML forbids instead of refusing it, as openguard decode --repair does;
                                  what was mended is told
`;

/** What `--help` says of the store whose accepted risks count. */
export const ACCEPTED_HELP = `  --store DIR|postgres://...      the history whose accepted risks fail nothing; else your own, if there is one
  --account NAME                  whose history in that store
`;

/** The table of checks that fingerprints need, and nothing else: it is loaded for them alone. */
export const checkIdsFor = async ({ format }: ReportRequest): Promise<CheckIdOf | undefined> =>
  format === 'sarif' ? (await import('@openguard/knowledgebase')).textIdOf : undefined;

/** What a command tells of findings: as a report holds them, what became of them, or how they stand. */
export type Telling = 'one report' | 'comparison' | 'history';

/** How a command is to show findings, and when it is to fail. */
export interface ReportRequest {
  /** Undefined: as the command shows them by itself. */
  readonly format: ReportFormat | undefined;
  readonly output: string | undefined;
  readonly gate: Gate | undefined;
}

/** What became of a finding that a command cannot tell of one report, or a history. */
const UNTOLD: Readonly<Record<Telling, { readonly words: readonly string[]; readonly why: string }>> = {
  'one report': {
    words: ['new', 'fixed', 'changed', 'worsened', 'same', 'reopened', 'not-tested'],
    why: 'one report does not tell what is new, fixed, changed, worsened, same, reopened or not-tested',
  },
  history: {
    words: ['changed', 'worsened', 'not-tested'],
    why: 'a history does not tell what changed, worsened or was not-tested since the last scan',
  },
  comparison: { words: [], why: '' },
};

const gateOf = async (command: string, text: string, telling: Telling): Promise<Gate> => {
  const { namesOfCheck } = await import('@openguard/knowledgebase');
  const gate = parseGate(text, namesOfCheck);
  if (gate._tag === 'Left')
    throw new OpenGuardError('OG_USAGE', `${command}: --fail-on: ${describeGateFault(gate.left)}`);
  const { words, why } = UNTOLD[telling];
  if (gate.right.verdicts.some((word) => words.includes(word)))
    throw new OpenGuardError('OG_USAGE', `${command}: --fail-on: ${why}; use openguard compare`);
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
 * @param telling what the command shows, which a condition may ask for
 */
export const reportRequestOf = async (
  command: string,
  invocation: Invocation,
  telling: Telling,
): Promise<ReportRequest> => {
  const { output, 'fail-on': condition } = invocation.values;
  const format = formatOf(command, invocation);
  if (typeof output === 'string' && format === undefined)
    throw new OpenGuardError('OG_USAGE', `${command}: --output needs a --format`);
  return {
    format,
    output: typeof output === 'string' ? output : undefined,
    gate: typeof condition === 'string' ? await gateOf(command, condition, telling) : undefined,
  };
};
