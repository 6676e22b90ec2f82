import { explainRule } from '@openguard/knowledgebase';
import { ScanReference, type GradedFinding } from '@openguard/model';
import { parseAddress } from '@openguard/targets';
import { parseStrictly, usage } from './arguments.js';
import { STORE_HELP, STORE_OPTIONS, withStore } from './store-options.js';

const HELP = `openguard-server grades REF [options]

Prints for every finding of a scan which rule set its severity, and what the rule says. "openguard scans" lists REFs.

  --ip ADDRESS            findings of one host alone
  --json                  a JSON object for each finding
${STORE_HELP}
Example: openguard-server grades scan/993593085.18806 --ip 192.0.2.7
`;

const OPTIONS = {
  ip: { type: 'string' },
  json: { type: 'boolean' },
  ...STORE_OPTIONS,
  help: { type: 'boolean' },
} as const;

const addressOf = (text: string) => {
  const address = parseAddress(text);
  if (address._tag === 'Left') throw usage(`--ip ${JSON.stringify(text)} is not an address`);
  return address.right;
};

const gradeOf = (ip: string, { section, severity, id, protocol, port, rule }: GradedFinding) => ({
  ip,
  section,
  id,
  ...(port === undefined ? {} : { port: `${protocol ?? 'tcp'}/${port}` }),
  severity: severity ?? 0,
  rule,
  means: explainRule(rule) ?? 'A rule of another version of this program.',
});

/** `openguard-server grades`: why the findings of a scan have their severity. */
export const gradesCommand = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseStrictly({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    strict: true,
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const [ref, extra] = positionals;
  if (!ScanReference.is(ref) || extra !== undefined)
    throw usage('grades: give the reference of one scan, such as scan/993593085.18806');
  const only = values.ip === undefined ? undefined : addressOf(values.ip);
  await withStore(values, async (store) => {
    for await (const { ip, findings } of store.hostsOf(ref, only)) {
      for (const finding of findings) {
        const grade = gradeOf(ip, finding);
        const line =
          values.json === true
            ? JSON.stringify(grade)
            : [ip, grade.port ?? '-', grade.id, grade.section, grade.severity, grade.rule, grade.means].join(
                '\t',
              );
        process.stdout.write(`${line}\n`);
      }
    }
  });
  return 0;
};
