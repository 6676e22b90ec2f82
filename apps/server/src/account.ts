import { AccountRole } from '@openguard/model';
import { createAccounts } from '@openguard/service';
import type { Store } from '@openguard/storage';
import { readSecret } from '@openguard/transport';
import { parseCount, parseStrictly, usage } from './arguments.js';
import { auditCommand } from './operator-audit.js';
import { STORE_HELP, STORE_OPTIONS, withAnyStore, withStore } from './store-options.js';

const HELP = `openguard-server account add|list|passwd|grant|erase [NAME] [options]

  --role user|backoffice  what the account may do (add)
  --targetip LIST         the addresses that it may scan (add, grant), such as 192.0.2.1,192.0.2.4-192.0.2.9
  --most-addresses N      refuse more addresses than this (add, grant)
  --domain NAME           the domain that it may map, or several parted by commas (add)
  --email ADDRESS         its owner's e-mail; every account has its own (add)
  --password-stdin        read the password from standard input (add, passwd)
  --json                  as JSON, with everything that is known but passwords (list)
${STORE_HELP}
erase takes the account's reports, maps and letters along, for good. list shows: name, role, addresses, domain,
e-mail, who enrolled it, when it was made.

Example: printf '%s\\n' "$PASSWORD" | openguard-server account add ann --role user --targetip 127.0.0.1 --password-stdin
`;

const OPTIONS = {
  ...STORE_OPTIONS,
  role: { type: 'string' },
  targetip: { type: 'string' },
  'most-addresses': { type: 'string' },
  domain: { type: 'string' },
  email: { type: 'string' },
  'password-stdin': { type: 'boolean' },
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
  const rows = (await accounts.list()).map((account) => ({
    name: account.name,
    role: account.role,
    targetip: account.targets,
    domain: account.domain,
    email: account.email,
    serviceLevel: account.serviceLevel,
    enrolledBy: account.enrolledBy,
    created: new Date(account.createdAt).toISOString(),
    contact: account.contact,
  }));
  if (json) process.stdout.write(`${JSON.stringify(rows)}\n`);
  else
    for (const { name, role, targetip, domain, email = '', enrolledBy = '', created } of rows) {
      const cells = [name, role, targetip, domain, email, enrolledBy, created];
      process.stdout.write(`${cells.map((cell) => cell || '-').join('\t')}\n`);
    }
};

const act = async (
  store: Store,
  accounts: Accounts,
  action: string,
  name: string | undefined,
  values: Values,
): Promise<void> => {
  if (action === 'list') return list(accounts, values.json === true);
  if (name === undefined) throw usage(`account ${action} needs a NAME`);
  switch (action) {
    case 'add': {
      const { role = 'user', targetip, domain, email } = values;
      if (!AccountRole.is(role)) throw usage('--role is user or backoffice');
      const password = await passwordOf(values);
      await auditCommand(store, 'account add', name, [role, targetip, domain].filter(Boolean).join(' '));
      return accounts.add({
        ...{ name, role, password },
        ...(targetip === undefined ? {} : { targets: targetip }),
        ...(domain === undefined ? {} : { domain }),
        ...(email === undefined ? {} : { email }),
      });
    }
    case 'passwd': {
      const password = await passwordOf(values);
      await auditCommand(store, 'account passwd', name);
      return accounts.setPassword(name, password);
    }
    case 'grant':
      if (values.targetip === undefined) throw usage('account grant needs --targetip LIST');
      await auditCommand(store, 'account grant', name, values.targetip);
      return accounts.setTargets(name, values.targetip);
    case 'erase':
    case 'remove':
      await auditCommand(store, 'account erase', name);
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
  const within = action === 'add' ? withAnyStore : withStore;
  await within(values, (store) => {
    const most = values['most-addresses'];
    const bounds = most === undefined ? {} : { mostAddresses: parseCount('--most-addresses', most) };
    return act(store, createAccounts({ store, clock: Date.now, ...bounds }), action, name, values);
  });
  return 0;
};
