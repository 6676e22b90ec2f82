import { worstFirst } from '@openguard/analytics';
import { OpenGuardError } from '@openguard/errors';
import { historyTable, trendTable } from '@openguard/render';
import type { HistoryQuery, TrackedFinding } from '@openguard/service';
import { parseTargetList, describeTargetFault, type AddressSet } from '@openguard/targets';
import type { Command } from '../command.js';
import { HISTORY_HELP, HISTORY_OPTIONS, withHistory } from '../history-store.js';
import { write, writeJson } from '../output.js';

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

/** The history of findings. */
export const history: Command = {
  name: 'history',
  usage: 'openguard history [RANGE]',
  help: `What the reports that were imported say together: each finding that is open, the worst first, since when, how often it
was found, and until when its risk is accepted; then how the score went, week by week. A "?" marks what the last scan
did not test, with the reason below. RANGE is a target list such as 192.0.2.0/24; without it, all hosts.

  --fixed                         fixed findings, too
  --information                   services and information, too
  --severity N                    of severity N or more alone
  --weeks N                       so many lines of trend at most; 12, 0 for none
  --simulated                     the history of simulated reports
${HISTORY_HELP}`,
  example: 'openguard history 192.0.2.0/24 --severity 4',
  options: {
    ...HISTORY_OPTIONS,
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
    const severity = numberFrom('severity', values['severity'], 1, 5);
    const weeks = numberFrom('weeks', values['weeks'], 0, 520) ?? 12;
    const query: HistoryQuery = {
      ...{ fixed: values['fixed'] === true, information: values['information'] === true },
      ...(range === undefined ? {} : { addresses: addressesOf(range) }),
      ...(severity === undefined ? {} : { severity }),
    };
    return withHistory(invocation, values['simulated'] === true, async (told) => {
      const found: TrackedFinding[] = [];
      for await (const finding of told.findings(query)) {
        io.signal.throwIfAborted();
        found.push(finding);
      }
      const findings = worstFirst(found);
      const trend = weeks === 0 ? [] : await told.trend(7, weeks);
      const reports = await told.reports();
      if (values['json'] === true) {
        await writeJson(io, { findings, trend, reports });
        return 0;
      }
      const incomplete = reports.filter(({ complete }) => !complete);
      for (const { source = '', ref } of incomplete)
        io.stderr.write(
          `openguard: only a part of ${JSON.stringify(source || ref)} was taken in; import it again\n`,
        );
      if (reports.length === 0) {
        await write(io, 'No report was imported yet; see openguard import --help.\n');
        return 0;
      }
      await write(io, historyTable(findings));
      if (trend.length > 0) await write(io, `\nAll hosts, week by week:\n${trendTable(trend)}`);
      return 0;
    });
  },
};
