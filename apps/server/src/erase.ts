import { createAccounts, forgetHosts } from '@openguard/service';
import type { Store } from '@openguard/storage';
import { parseStrictly, usage } from './arguments.js';
import { auditCommand } from './operator-audit.js';
import { STORE_HELP, STORE_OPTIONS, withStore } from './store-options.js';

const HELP = `openguard-server erase --account NAME | --older-than DAYS [--account NAME] [options]

  --account NAME           the account, with its reports, maps and letters; with --older-than only what is old of it
  --older-than DAYS        scans and maps that ended longer ago, and the histories of hosts that no scan has looked
                           at since
  --dry-run                only say what would be erased
${STORE_HELP}
What is erased does not come back. The audit log stays. Example: openguard-server erase --older-than 90 --dry-run
`;

const OPTIONS = {
  ...STORE_OPTIONS,
  account: { type: 'string' },
  'older-than': { type: 'string' },
  'dry-run': { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

const DAY_MS = 24 * 3_600_000;

const parseDays = (text: string): number => {
  if (!/^[0-9]{1,5}$/.test(text)) throw usage(`--older-than ${JSON.stringify(text)} is not a number of days`);
  return Number(text);
};

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const eraseAccount = async (store: Store, name: string, dry: boolean): Promise<void> => {
  const accounts = createAccounts({ store, clock: Date.now });
  await accounts.find(name);
  const ended = await store.countEnded(Number.MAX_SAFE_INTEGER, name);
  if (!dry) {
    await auditCommand(store, 'erase', name);
    await accounts.remove(name);
  }
  say(
    `${dry ? 'would erase' : 'erased'} the account ${name}, ${counted(ended, 'report')}, its history and its letters`,
  );
};

const eraseOld = async (
  store: Store,
  days: number,
  account: string | undefined,
  dry: boolean,
): Promise<void> => {
  if (account !== undefined) await createAccounts({ store, clock: Date.now }).find(account);
  const before = Date.now() - days * DAY_MS;
  if (!dry) await auditCommand(store, 'erase', account ?? '', `what ended more than ${days} days ago`);
  const count = await (dry ? store.countEnded(before, account) : store.eraseEnded(before, account));
  const whose = account === undefined ? '' : ` of ${account}`;
  const only = account === undefined ? {} : { account };
  const hosts = await forgetHosts({ store, before, dry, ...only });
  const histories = hosts === 0 ? '' : `, and what was known of ${counted(hosts, 'host')}`;
  say(`${dry ? 'would erase' : 'erased'} ${counted(count, 'report')}${whose}${histories}`);
};

/** `openguard-server erase`: accounts and reports, for good. */
export const eraseCommand = async (args: readonly string[]): Promise<number> => {
  const { values } = parseStrictly({ args: [...args], options: OPTIONS, strict: true });
  const { account, 'older-than': olderThan, 'dry-run': dry = false } = values;
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  if (olderThan !== undefined) {
    const days = parseDays(olderThan);
    await withStore(values, (store) => eraseOld(store, days, account, dry));
  } else if (account !== undefined) {
    await withStore(values, (store) => eraseAccount(store, account, dry));
  } else throw usage('erase needs --account NAME or --older-than DAYS');
  return 0;
};
