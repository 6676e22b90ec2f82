import { worstFirst } from '@openguard/analytics';
import { OpenGuardError } from '@openguard/errors';
import {
  historyReport,
  historyTable,
  printable,
  renderReport,
  trendTable,
  type Report,
} from '@openguard/render';
import type { History, HistoryQuery, Looked, TrackedFinding, TrendPoint } from '@openguard/service';
import { parseTargetList, describeTargetFault, type AddressSet } from '@openguard/targets';
import type { Command, Invocation } from '../command.js';
import { HistoryWatch, isShown, queryWith } from '../history-gate.js';
import { HISTORY_HELP, HISTORY_OPTIONS, ofKindAsked, readHistory } from '../history-store.js';
import { say } from '../io.js';
import { nobodyLooked, nothingFound } from '../nothing-found.js';
import { jsonLine } from '../output.js';
import { REPORT_HELP, REPORT_OPTIONS, reportRequestOf, type ReportRequest } from '../report-request.js';
import { withReportWriter, type WriteReport } from '../report-writer.js';
import { VERSION } from '../version.js';

const addressesOf = (text: string): AddressSet => {
  const parsed = parseTargetList(text);
  if (parsed._tag === 'Right') return parsed.right.addresses;
  throw new OpenGuardError('OG_TARGETS', `history: ${describeTargetFault(parsed.left)}`);
};

const numberFrom = (name: string, value: unknown, least: number, most: number): number | undefined => {
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && /^[0-9]{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new OpenGuardError('OG_USAGE', `history: --${name} is a number from ${least} to ${most}`);
};

/** What a history told. */
interface Answer {
  readonly findings: readonly TrackedFinding[];
  readonly trend: readonly TrendPoint[];
  readonly reports: Awaited<ReturnType<History['reports']>>;
  readonly looked: Looked;
}

const EMPTY: Answer = { findings: [], trend: [], reports: [], looked: { hosts: 0, untested: 0 } };

/** What was asked of a history, and what it told. */
interface Told extends Answer {
  readonly invocation: Invocation;
  readonly request: ReportRequest;
  readonly query: HistoryQuery;
}

const nobodyOf = ({ invocation: { positionals }, reports, looked }: Told): string | undefined =>
  nobodyLooked({ range: positionals[0], reports: reports.length, looked });

const partsOf = ({ reports }: Answer): readonly string[] =>
  reports
    .filter(({ complete }) => !complete)
    .map(({ source = '', ref }) => `only a part of ${source || ref} was taken in; import it again`);

/** Why the history does not hold all that was handed in, if it does not. */
const lackOf = (answer: Answer): OpenGuardError | undefined => {
  const [part] = partsOf(answer);
  return part === undefined ? undefined : new OpenGuardError('OG_REPLY_TRUNCATED', part);
};

const warningsOf = (told: Told): readonly string[] => {
  const nobody = nobodyOf(told);
  return [...(nobody === undefined ? [] : [nobody]), ...partsOf(told)];
};

/** What is left out since it was not asked for: of what is handed on, nobody can tell. */
const rangeOf = ({ invocation, query: { severity } }: Told): string => {
  const [range = 'all hosts'] = invocation.positionals;
  return severity === undefined ? range : `${range}, severity ${severity} or more`;
};

const reportOf = async (told: Told): Promise<Report> => {
  const { entryOf, textIdOf } = await import('@openguard/knowledgebase');
  const { invocation, findings, trend, request } = told;
  const simulated = invocation.values['simulated'] === true;
  const report = historyReport({
    ...{ target: rangeOf(told), simulated, findings, trend, warnings: warningsOf(told) },
    textsOf: entryOf,
  });
  const { gate } = request;
  return {
    ...{ ...report, checkIdOf: textIdOf, version: VERSION },
    ...(gate === undefined ? {} : { gate }),
  };
};

const findingsText = (told: Told): string => {
  const { findings, query, looked } = told;
  if (findings.length > 0) return historyTable(findings);
  const nobody = nobodyOf(told);
  return nobody === undefined
    ? nothingFound(query, looked)
    : `${nobody.charAt(0).toUpperCase()}${nobody.slice(1)}.\n`;
};

const textOf = (told: Told): string =>
  findingsText(told) +
  (told.trend.length === 0 ? '' : `\nAll hosts, week by week:\n${trendTable(told.trend)}`);

/** Writes what a history told. Not every format has a place for what is missing, so that it is said beside it, too. */
const tell = async (told: Told, write: WriteReport): Promise<void> => {
  const { findings, trend, reports, looked, request, invocation, query } = told;
  const { format = 'table' } = request;
  if (format !== 'table' && query.severity !== undefined)
    say(invocation.io, `openguard: what is of less than severity ${query.severity} is left out`);
  const written = format === 'table' ? nobodyOf(told) : undefined;
  for (const warning of warningsOf(told))
    if (warning !== written) say(invocation.io, `openguard: ${printable(warning)}`);
  if (format === 'json') await write([jsonLine({ findings, trend, reports, looked })]);
  else if (format !== 'table') await write(await renderReport(format, await reportOf(told)));
  else await write([textOf(told)]);
};

/** The history of findings. */
export const history: Command = {
  name: 'history',
  usage: 'openguard history [RANGE] [--format FORMAT] [--fail-on CONDITION]',
  help: `What the reports that were imported say together: each finding that is open, the worst first, since when, how often it
was found, and until when its risk is accepted; then how the score went, week by week. A "?" marks what the last scan
did not test, with the reason below. RANGE is a target list such as 192.0.2.0/24; without it, all hosts. Conditions and
SARIF take the states for verdicts: one that is active is the same.

  --fixed                         fixed findings, too
  --information                   services and information, too
  --severity N                    of severity N or more alone
  --weeks N                       so many weeks of trend at most; 12, 0 for none
  --simulated                     the history of simulated reports
${REPORT_HELP}${HISTORY_HELP}`,
  example: 'openguard history 192.0.2.0/24 --severity 4',
  options: {
    ...HISTORY_OPTIONS,
    ...REPORT_OPTIONS,
    fixed: { type: 'boolean' },
    information: { type: 'boolean' },
    severity: { type: 'string' },
    weeks: { type: 'string' },
    simulated: { type: 'boolean' },
  },
  run: async (invocation) => {
    const { positionals, values, io } = invocation;
    const [range, extra] = positionals;
    if (extra !== undefined)
      throw new OpenGuardError('OG_USAGE', 'history: give one RANGE at most; see openguard history --help');
    const request = await reportRequestOf('history', invocation, 'history');
    const severity = numberFrom('severity', values['severity'], 1, 5);
    const weeks = numberFrom('weeks', values['weeks'], 0, 520) ?? 12;
    const query: HistoryQuery = {
      ...{ fixed: values['fixed'] === true, information: values['information'] === true },
      ...(range === undefined ? {} : { addresses: addressesOf(range) }),
      ...(severity === undefined ? {} : { severity }),
    };
    const simulated = values['simulated'] === true;
    const watch = new HistoryWatch(request.gate);
    const ask = async (history: History): Promise<Answer> => {
      const found: TrackedFinding[] = [];
      for await (const finding of history.findings(queryWith(query, request.gate))) {
        io.signal.throwIfAborted();
        watch.see(finding);
        if (isShown(finding, query)) found.push(finding);
      }
      const trend = weeks === 0 ? [] : await history.trend(7, weeks);
      const [reports, looked] = [await history.reports(), await history.looked(query)];
      return { findings: worstFirst(found), trend, reports, looked };
    };
    return withReportWriter(io, request, async (write) => {
      const answer = await ofKindAsked(simulated, () => readHistory(invocation, simulated, ask, EMPTY));
      await tell({ ...answer, invocation, request, query }, write);
      return watch.tell(io, simulated, lackOf(answer));
    });
  },
};
