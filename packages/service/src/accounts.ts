import { describeFieldFault, enrollmentForm } from '@openguard/enrollment';
import { OpenGuardError } from '@openguard/errors';
import type { Account, AccountRole, OutgoingMail } from '@openguard/model';
import type { Store } from '@openguard/storage';
import { describeTargetFault, parseDomain, parseTargetList, size } from '@openguard/targets';
import { hashPassword, type HashCost } from './password.js';
import { passwordFault } from './password-rule.js';

/**
 * An account as an operator or an enrollment describes it. `targets` is a target list; without one nothing may be
 * scanned. `domain` is a domain, or several parted by commas; without one no domain may be mapped.
 */
export interface NewAccount extends Pick<Account, 'email' | 'serviceLevel' | 'enrolledBy' | 'contact'> {
  readonly name: string;
  readonly role: AccountRole;
  readonly targets?: string;
  readonly domain?: string;
  readonly password: string;
}

const refuse = (message: string): never => {
  throw new OpenGuardError('OG_ACCOUNT', message);
};

const checkedTargets = (targets: string | undefined, most: number): string => {
  if (targets === undefined || targets === '') return '';
  const parsed = parseTargetList(targets);
  if (parsed._tag === 'Left')
    return refuse(`the account's addresses cannot be read: ${describeTargetFault(parsed.left)}`);
  const count = size(parsed.right.addresses);
  return count > most
    ? refuse(`the account would have ${count} addresses; at most ${most} are allowed`)
    : targets;
};

const checkedDomain = (domain: string): string => {
  const names = domain.split(',').map((name) => name.trim());
  const parsed = names.map(parseDomain);
  const wrong = names.find((_, index) => parsed[index]?._tag === 'Left');
  if (wrong !== undefined) refuse(`${JSON.stringify(wrong.slice(0, 80))} is no domain such as example.org`);
  return parsed.flatMap((name) => (name._tag === 'Right' ? [name.right] : [])).join(',');
};

const checkedPassword = (password: string, name: string): string => {
  const fault = passwordFault(password, name);
  return fault === undefined ? password : refuse(fault);
};

const emailField = enrollmentForm().fields.find(({ name }) => name === 'email');

const checkedEmail = (email: string): string => {
  const read = emailField?.read(email);
  return read?._tag === 'Left' ? refuse(`the e-mail: ${describeFieldFault(read.left)}`) : email;
};

const checkedName = (name: string): string =>
  /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/.test(name)
    ? name
    : refuse(
        'an account name has 1 to 64 letters, digits, dots, hyphens, underscores and "@", and begins with a letter or digit',
      );

const unknown = (name: string): never =>
  refuse(`there is no account ${JSON.stringify(name.slice(0, 64))}; see "account list"`);

/** What managing accounts needs. */
export interface AccountsOptions {
  readonly store: Store;
  readonly clock: () => number;
  readonly cost?: HashCost;
  /** How many addresses one account may own; as many as there are unless told. */
  readonly mostAddresses?: number;
}

/** An operator's work on accounts. Every call rejects with `OG_ACCOUNT` when it cannot be done as asked, and with `OG_ACCOUNT_EMAIL` when the e-mail is another account's. */
export const createAccounts = ({
  store,
  clock,
  cost,
  mostAddresses = Number.POSITIVE_INFINITY,
}: AccountsOptions) => ({
  /** Adds an account, and with it queues a mail to its owner, both or none. */
  add: async (
    { name, targets, domain, password, email, ...rest }: NewAccount,
    mail?: OutgoingMail,
  ): Promise<void> => {
    const account: Account = {
      ...rest,
      name: checkedName(name),
      targets: checkedTargets(targets, mostAddresses),
      domain: domain === undefined || domain === '' ? '' : checkedDomain(domain),
      ...(email === undefined ? {} : { email: checkedEmail(email) }),
      passwordHash: await hashPassword(checkedPassword(password, name), cost),
      createdAt: clock(),
    };
    await store.addAccount(account, mail);
  },
  list: (): Promise<readonly Account[]> => store.listAccounts(),
  find: async (name: string): Promise<Account> => (await store.findAccount(name)) ?? unknown(name),
  setPassword: async (name: string, password: string): Promise<void> => {
    const hash = await hashPassword(checkedPassword(password, name), cost);
    if (!(await store.setPasswordHash(name, hash))) unknown(name);
  },
  setTargets: async (name: string, targets: string): Promise<void> => {
    if (!(await store.setTargets(name, checkedTargets(targets, mostAddresses)))) unknown(name);
  },
  /** Removes an account with its reports, maps and mails, for good. */
  remove: async (name: string): Promise<void> => {
    if (!(await store.removeAccount(name))) unknown(name);
  },
});
