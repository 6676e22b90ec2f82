import { printable } from '../../printable.js';
import { shortcomingsOf } from '../../report-facts.js';
import type { Report, ReportHeader } from '../../report.js';
import { terminalJson } from '../../terminal-json.js';
import { fingerprinting } from './fingerprints.js';
import { resultOf } from './result.js';
import { Rules } from './rules.js';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** A report that is not whole was no success; what is missing is told. */
const invocationOf = (header: ReportHeader | undefined, warnings: readonly string[]) => {
  const shortcomings = [...(header === undefined ? [] : shortcomingsOf(header)), ...warnings.map(printable)];
  const status = header?.keys['STATUS']?.trim() ?? 'FINISHED';
  return {
    executionSuccessful: (status === 'FINISHED' || status === 'NOHOSTALIVE') && warnings.length === 0,
    toolExecutionNotifications: shortcomings.map((text) => ({ level: 'warning', message: { text } })),
  };
};

/**
 * The findings of a report as SARIF 2.1.0, on one line: a rule for each check, a result for each finding, the same
 * fingerprint for the same finding in every report. A result that is not tested again stays a problem; one that is
 * fixed passes.
 */
export function* sarif({
  header,
  findings,
  version,
  checkIdOf,
  warnings = [],
}: Report): Generator<string, void, undefined> {
  const rules = new Rules();
  const fingerprintOf = fingerprinting(checkIdOf);
  yield `{"$schema":"${SCHEMA}","version":"2.1.0","runs":[{"columnKind":"utf16CodeUnits","results":[`;
  let separator = '';
  for (const one of findings) {
    yield separator + terminalJson(resultOf(one, rules.add(one.finding), fingerprintOf(one.finding)));
    separator = ',';
  }
  const driver = { name: 'OpenGuard', ...(version === undefined ? {} : { version }), rules: rules.list() };
  const properties = {
    ref: header?.ref === undefined ? undefined : printable(header.ref),
    target: header?.target === undefined ? undefined : printable(header.target),
  };
  yield `],"tool":${terminalJson({ driver })}`;
  yield `,"invocations":${terminalJson([invocationOf(header, warnings)])},"properties":${terminalJson(properties)}}]}\n`;
}
