import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import addFormats from 'ajv-formats';
import Ajv from 'ajv-draft-04';
import { describe, expect, it } from 'vitest';
import type { Report, ReportedFields, ReportedFinding } from '../../report.js';
import { sarif } from './sarif.js';

const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

const finding = (more: Partial<ReportedFields> = {}): ReportedFields => ({
  section: 'vuln',
  ip: '192.0.2.1',
  id: 'ftp_anonymous',
  title: 'Anonymous FTP',
  cve: ['CVE-1999-0497'],
  category: 'ftp',
  severity: 3,
  port: 21,
  protocol: 'tcp',
  diagnosis: 'It lets <b>anyone</b> in.',
  solution: 'Switch it off.',
  ...more,
});

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly Readonly<Record<string, unknown>>[] } };
    readonly results: readonly {
      readonly ruleIndex: number;
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly kind: string;
      readonly level: string;
      readonly baselineState?: string;
    }[];
    readonly invocations: readonly { readonly executionSuccessful: boolean }[];
  }[];
}

const runOf = (findings: readonly ReportedFinding[], more: Partial<Report> = {}) => {
  const log = JSON.parse([...sarif({ findings, ...more })].join('')) as Log;
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  const [run] = log.runs;
  if (run === undefined) throw new TypeError('no run');
  return run;
};

const fingerprintsOf = (...all: readonly ReportedFields[]): readonly (string | undefined)[] =>
  runOf(all.map((one) => ({ finding: one }))).results.map(
    ({ partialFingerprints }) => partialFingerprints['primaryLocationLineHash'],
  );

describe('a log', () => {
  it('satisfies the schema of SARIF 2.1.0, which refuses what is none', () => {
    const verdicts = ['new', 'fixed', 'changed', 'same', 'reopened', 'not tested'] as const;
    const sections = ['vuln', 'practice', 'service', 'info'] as const;
    const all = verdicts.flatMap((verdict) =>
      sections.map((section) => ({ verdict, reason: 'why', finding: finding({ section }) })),
    );
    const bare = {
      section: 'vuln',
      ip: 'a b/../%',
      id: 'x',
      title: '\u001b',
      cve: [],
      category: '',
    } as const;
    const header = {
      ref: 'scan/1.2',
      target: '192.0.2.1',
      keys: { STATUS: 'INTERRUPTED', NOT_SCANNED: '192.0.2.9' },
    };
    const run = runOf([...all, { finding: bare }], { header, version: '1.0.0' });
    expect(run.invocations[0]?.executionSuccessful).toBe(false);
    expect(validate({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false);
  });

  it('never lets what was not tested again read as gone', () => {
    const { results } = runOf([
      { verdict: 'not tested', finding: finding() },
      { verdict: 'fixed', finding: finding() },
    ]);
    expect(results).toMatchObject([
      { kind: 'fail', level: 'warning', baselineState: 'unchanged' },
      { kind: 'pass', level: 'none', baselineState: 'absent' },
    ]);
  });

  it('has one rule for a check, as the worst finding of it tells', () => {
    const { tool, results } = runOf([
      { finding: finding({ severity: 2 }) },
      { finding: finding({ id: 'other', cvssBase: '9.8' }) },
      { finding: finding({ severity: 5, ip: '192.0.2.2' }) },
    ]);
    expect(results.map(({ ruleIndex }) => ruleIndex)).toEqual([0, 1, 0]);
    expect(tool.driver.rules).toMatchObject([
      {
        id: 'ftp_anonymous',
        help: { text: 'Diagnosis: It lets anyone in.\n\nSolution: Switch it off.' },
        helpUri: 'https://nvd.nist.gov/vuln/detail/CVE-1999-0497',
        defaultConfiguration: { level: 'error' },
        properties: { 'security-severity': '9.5', tags: ['security', 'ftp', 'CVE-1999-0497'] },
      },
      { id: 'other', properties: { 'security-severity': '9.8' } },
    ]);
  });
});

describe('a fingerprint', () => {
  it('stays when severity, title, result and order change, and when a doubt is confirmed', () => {
    const [first, second] = [finding(), finding({ port: 2121 })];
    const [one, other] = fingerprintsOf(first, second);
    expect(one).not.toBe(other);
    const later = finding({ section: 'practice', severity: 5, title: 'Another', result: 'x' });
    expect(fingerprintsOf(second, later)).toEqual([other, one]);
  });

  it.each([{ ip: '192.0.2.2' }, { id: 'x' }, { port: 22 }, { protocol: 'udp' }, { fqdn: 'a.example' }])(
    'is another with %j',
    (more) => {
      const [one, other] = fingerprintsOf(finding(), finding(more));
      expect(one).not.toBe(other);
    },
  );

  it('tells several under one identity apart', () => {
    const [one, other] = fingerprintsOf(finding(), finding({ result: 'second' }));
    expect(one?.replace(/1$/, '2')).toBe(other);
  });
});
