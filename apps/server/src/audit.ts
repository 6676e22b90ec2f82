import type { AuditEntry } from '@openguard/model';
import { parseStrictly, usage } from './arguments.js';
import { STORE_HELP, STORE_OPTIONS, withStore } from './store-options.js';
import { visible } from './visible.js';

const HELP = `openguard-server audit [options]

Prints who asked for what, from where and when, oldest first. The log only grows: nothing can change or remove an entry.

  --from DATE, --to DATE  from a time on, and before a time, such as 2026-01-31 or 2026-01-31T12:00:00Z
  --account NAME          entries of one account alone
  --json                  a JSON object for each entry
${STORE_HELP}
Example: openguard-server audit --from 2026-01-01 --account ann --json
`;

const OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  account: { type: 'string' },
  json: { type: 'boolean' },
  ...STORE_OPTIONS,
  help: { type: 'boolean' },
} as const;

const timeOf = (option: string, text: string): number => {
  const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw usage(`${option} ${JSON.stringify(text)} is not a date such as 2026-01-31`);
  return time;
};

/** What comes from others must not move the cursor of a terminal, or look like a line of its own. */
const shown = (text: string): string => (text === '' ? '-' : visible(text));

const lineOf = ({ at, account, address, action, subject, detail }: AuditEntry): string => {
  const when = new Date(at).toISOString();
  return [when, ...[account, address, action, subject, detail].map(shown)].join('\t');
};

const jsonOf = ({ at, ...entry }: AuditEntry): string =>
  JSON.stringify({ at: new Date(at).toISOString(), ...entry });

/** `openguard-server audit`: prints the audit log. */
export const auditCommand = async (args: readonly string[]): Promise<number> => {
  const { values } = parseStrictly({ args: [...args], options: OPTIONS, strict: true });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const { from, to, account, json } = values;
  const query = {
    ...(from === undefined ? {} : { from: timeOf('--from', from) }),
    ...(to === undefined ? {} : { to: timeOf('--to', to) }),
    ...(account === undefined ? {} : { account }),
  };
  await withStore(values, async (store) => {
    for await (const entry of store.listAudit(query))
      process.stdout.write(`${json === true ? jsonOf(entry) : lineOf(entry)}\n`);
  });
  return 0;
};
