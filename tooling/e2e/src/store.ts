import { createAccounts } from '@openguard/service';
import { openSqliteStore } from '@openguard/storage';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openguardServer } from './commands.js';
import type { Sandbox } from './sandbox.js';

/** The account of every test. Its password holds what Basic authentication, URLs and shells trip over. */
export const ANN = { user: 'ann', password: 's3cret:pä%+ w0rd' } as const;
/** What it may scan. */
const LOOPBACK = '127.0.0.0/8';
/** What it may map: the domain of the default estate. */
const DOMAIN = 'company.example';
/** Hashing is slow on purpose, and most tests are not about that. */
const QUICK = { N: 2 ** 10, r: 8, p: 1 };

/** An account that is added to a store. */
interface NewAccount {
  readonly user: string;
  readonly password: string;
  /** Nothing may be scanned when it is left out. */
  readonly targets?: string;
  /** No domain may be mapped when it is left out. */
  readonly domain?: string;
  readonly role?: 'user' | 'backoffice';
}

/** Adds an account to a store with the server's own command. */
export const addAccount = async (
  box: Sandbox,
  data: string,
  { user, password, targets, domain, role = 'user' }: NewAccount,
): Promise<void> => {
  const own = targets === undefined ? [] : ['--targetip', targets];
  const named = domain === undefined ? [] : ['--domain', domain];
  const rights = ['--role', role, ...own, ...named];
  const args = ['account', 'add', user, ...rights, '--password-stdin', '--data', data];
  const { code, stderr } = await openguardServer(box, args, { input: `${password}\n` });
  if (code !== 0) throw new Error(`account add: ${stderr}`);
};

const makeStore = async (box: Sandbox): Promise<Buffer> => {
  const store = await openSqliteStore({ directory: box.path('template') });
  const accounts = createAccounts({ store, clock: Date.now, cost: QUICK });
  const rights = { role: 'user', targets: LOOPBACK, domain: DOMAIN } as const;
  await accounts.add({ name: ANN.user, password: ANN.password, ...rights });
  await store.close();
  return readFileSync(box.path('template', 'openguard.db'));
};

let template: Promise<Buffer> | undefined;

/** A store of its own for a sandbox, with the account of every test. */
export const storeWithAnn = async (box: Sandbox, data = box.path('data')): Promise<string> => {
  template ??= makeStore(box);
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, 'openguard.db'), await template, { mode: 0o600 });
  return data;
};
