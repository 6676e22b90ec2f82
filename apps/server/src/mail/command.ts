import { OpenGuardError } from '@openguard/errors';
import { retryMail, shownAddress } from '@openguard/service';
import type { Store } from '@openguard/storage';
import { randomUUID } from 'node:crypto';
import { parseStrictly, usage } from '../arguments.js';
import { STORE_HELP, STORE_OPTIONS, withStore } from '../store-options.js';
import { makeKeyFile } from '../keys/key-file.js';
import { MAIL_HELP, MAIL_OPTIONS, readMailOptions } from './mail-options.js';

const HELP = `openguard-server mail list|retry|test|key [WHAT] [options]

  list                     letters to the owners of accounts, and what became of them
  retry ID|all             try a letter now, or all that failed or wait
  test ADDRESS             send a letter to an address, to see that --smtp works
  key FILE                 make a key that seals letters, for servers on several machines

${STORE_HELP}  --json                   as JSON (list)
${MAIL_HELP}
Example: openguard-server mail list --data /var/lib/openguard
`;

const OPTIONS = {
  ...STORE_OPTIONS,
  ...MAIL_OPTIONS,
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parseStrictly<{ readonly options: typeof OPTIONS }>>['values'];

const timeOf = (at: number): string => new Date(at).toISOString();

const list = async (store: Store, json: boolean): Promise<void> => {
  const rows = (await store.listMails()).map(
    ({ id, state, account, to, createdAt, attempts, nextAt, failure }) => ({
      id,
      state,
      account,
      to: shownAddress(to),
      created: timeOf(createdAt),
      attempts,
      ...(state === 'queued' ? { next: timeOf(nextAt) } : {}),
      ...(failure === undefined ? {} : { failure }),
    }),
  );
  if (json) process.stdout.write(`${JSON.stringify(rows)}\n`);
  else
    for (const { id, state, account, to, created, attempts, next, failure } of rows)
      process.stdout.write(
        `${[id, state, account, to, created, attempts, next ?? '-', failure ?? '-'].join('\t')}\n`,
      );
};

const retry = async (store: Store, id: string): Promise<void> => {
  const retried = await retryMail({ store, clock: Date.now }, id === 'all' ? undefined : id);
  process.stdout.write(`${retried} ${retried === 1 ? 'letter' : 'letters'} will be tried again at once\n`);
};

const test = async (address: string, values: Values): Promise<void> => {
  const { smtp } = await readMailOptions(values, process.env);
  if (smtp === undefined) throw usage('mail test needs --smtp and --mail-from');
  const { createSmtpMailer } = await import('./smtp-mailer.js');
  const handover = await createSmtpMailer(smtp).hand({
    id: randomUUID(),
    to: { name: '', address },
    subject: 'A test of openguard-server',
    text: 'This letter shows that openguard-server can send mail. Nobody needs to answer it.\n',
  });
  if (handover.tag !== 'taken')
    throw new OpenGuardError('OG_NOT_DELIVERED', `mail does not work: ${handover.reason}`);
  process.stdout.write('the mail server took the letter\n');
};

/** `openguard-server mail …`: letters on their way. */
export const mailCommand = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseStrictly({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    strict: true,
  });
  const [action, what, extra] = positionals;
  if (values.help === true || action === undefined) {
    process.stdout.write(HELP);
    return values.help === true ? 0 : 2;
  }
  if (action === 'list') {
    if (what !== undefined) throw usage('mail list takes no name');
    await withStore(values, (store) => list(store, values.json === true));
    return 0;
  }
  if (!['retry', 'test', 'key'].includes(action))
    throw usage(`unknown action ${JSON.stringify(action)} of mail`);
  if (what === undefined || extra !== undefined) throw usage(`mail ${action} takes one word after it`);
  if (action === 'retry') await withStore(values, (store) => retry(store, what));
  else if (action === 'test') await test(what, values);
  else await makeKeyFile(what);
  return 0;
};
