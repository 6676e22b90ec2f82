import { AccountRole } from '@openguard/model';
import { createAccounts } from '@openguard/service';
import { openSqliteStore } from '@openguard/storage';
import { parseStrictly, usage } from './arguments.js';
import { readSecret } from '@openguard/transport';
import { defaultDataDirectory } from './state-directory.js';

const HELP = `openguard-server account add|list|passwd|grant|remove [NAME] [options]

  --role user|backoffice  what the account may do (add)
  --targetip LIST         the addresses that it may scan (add, grant), such as 192.0.2.1,192.0.2.4-192.0.2.9
  --domain NAME           the domain that it may map, or several parted by commas (add)
  --password-stdin        read the password from standard input (add, passwd)
  --data DIR              where the store lies

Example: printf '%s\\n' "$PASSWORD" | openguard-server account add ann --role user --targetip 127.0.0.1 --password-stdin
`;

const OPTIONS = {
  role: { type: 'string' },
  targetip: { type: 'string' },
  domain: { type: 'string' },
  'password-stdin': { type: 'boolean' },
  data: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parseStrictly<{ readonly options: typeof OPTIONS }>>['values'];
type Accounts = ReturnType<typeof createAccounts>;

const passwordOf = (values: Values): Promise<string> => {
  if (values['password-stdin'] !== true)
    throw usage('a password is read from standard input alone: give --password-stdin');
  return readSecret(process.stdin);
};

const list = async (accounts: Accounts, json: boolean): Promise<void> => {
  const rows = (await accounts.list()).map(({ name, role, targets, domain, createdAt }) => ({
    name,
    role,
    targetip: targets,
    domain,
    created: new Date(createdAt).toISOString(),
  }));
  if (json) process.stdout.write(`${JSON.stringify(rows)}\n`);
  else
    for (const { name, role, targetip, domain } of rows)
      process.stdout.write(`${[name, role, targetip || '-', domain || '-'].join('\t')}\n`);
};

const act = async (
  accounts: Accounts,
  action: string,
  name: string | undefined,
  values: Values,
): Promise<void> => {
  if (action === 'list') return list(accounts, values.json === true);
  if (name === undefined) throw usage(`account ${action} needs a NAME`);
  switch (action) {
    case 'add': {
      const { role = 'user', targetip, domain } = values;
      if (!AccountRole.is(role)) throw usage('--role is user or backoffice');
      return accounts.add({
        name,
        role,
        password: await passwordOf(values),
        ...(targetip === undefined ? {} : { targets: targetip }),
        ...(domain === undefined ? {} : { domain }),
      });
    }
    case 'passwd':
      return accounts.setPassword(name, await passwordOf(values));
    case 'grant':
      if (values.targetip === undefined) throw usage('account grant needs --targetip LIST');
      return accounts.setTargets(name, values.targetip);
    case 'remove':
      return accounts.remove(name);
    default:
      throw usage(`unknown action ${JSON.stringify(action)} of account`);
  }
};

/** `openguard-server account …`: an operator's work on the accounts of a store. */
export const accountCommand = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseStrictly({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    strict: true,
  });
  const [action, name, extra] = positionals;
  if (values.help === true || action === undefined) {
    process.stdout.write(HELP);
    return values.help === true ? 0 : 2;
  }
  if (extra !== undefined) throw usage(`account ${action} takes one NAME`);
  const directory = values.data ?? defaultDataDirectory(process.env, process.platform, false);
  const store = await openSqliteStore({ directory });
  try {
    await act(createAccounts({ store, clock: Date.now }), action, name, values);
  } finally {
    await store.close();
  }
  return 0;
};
