import { OpenGuardError } from '@openguard/errors';
import { createWatches, isWebhook, openWatch, shownAddress } from '@openguard/service';
import type { Store } from '@openguard/storage';
import { randomBytes, randomUUID } from 'node:crypto';
import { parseCount, parseStrictly, usage } from './arguments.js';
import { findSealing, type KeyPlace } from './keys/find-keys.js';
import { STORE_HELP, STORE_OPTIONS, storeLocation, withStore } from './store-options.js';
import { createWebhooks } from './webhook/post-webhook.js';

const HELP = `openguard-server notify add|list|remove|test [ID] [options]

  add                      tell somebody what scans of an account find that is new, reopened or worsened, by mail or to a webhook
  list                     who is told of what; of a webhook the origin alone, since the rest may be secret
  remove ID                tell them nothing more; letters that wait for them are dropped
  test ID                  post a test to a webhook now ("mail test" is for mail); exit code 4 when it is not taken

  --account NAME           whose scans (add), and of whose to list who is told; of all unless told (list)
  --mail ADDRESS           who is told (add)
  --webhook URL            what is told in place of a person: https, or http on loopback (add); prints the secret that
                           signs what is posted, once
  --severity N             of vulnerabilities of this severity and more, 1 to 5; 4 unless told (add)
  --key-file FILE          the key that seals secrets; in the data directory unless told (add, test)
  --webhooks-private       a webhook may have a private address (test)
  --json                   as JSON (list)
${STORE_HELP}
Letters are sent by servers that are started with --smtp, and webhooks are posted to by those with --webhooks: once for each scan that the history has taken in and that shows
anything. "openguard-server mail list" tells what became of them, "mail test" tries the way.
Example: openguard-server notify add --account ann --mail security@example.org --severity 4
`;

const OPTIONS = {
  ...STORE_OPTIONS,
  account: { type: 'string' },
  mail: { type: 'string' },
  webhook: { type: 'string' },
  'key-file': { type: 'string' },
  'webhooks-private': { type: 'boolean' },
  severity: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parseStrictly<{ readonly options: typeof OPTIONS }>>['values'];
type Watches = ReturnType<typeof createWatches>;

const placeOf = (values: Values): KeyPlace => {
  const keyFile = values['key-file'];
  return { ...storeLocation(values), ...(keyFile === undefined ? {} : { keyFile }) };
};

const WORST = 5;
const DEFAULT_SEVERITY = '4';

const add = async (watches: Watches, values: Values): Promise<void> => {
  const { account, mail, webhook, severity = DEFAULT_SEVERITY } = values;
  const to = mail ?? webhook;
  if (account === undefined || to === undefined || (mail !== undefined && webhook !== undefined))
    throw usage('notify add needs --account, and --mail or --webhook');
  if (isWebhook(to) !== (webhook !== undefined))
    throw usage('--webhook is an address such as https://example.org/x, and --mail one of mail');
  const from = parseCount('--severity', severity);
  if (from > WORST) throw usage('--severity is 1 to 5');
  const { watch, secret } = await watches.add({ account, to, severity: from });
  process.stdout.write(secret === undefined ? `${watch.id}\n` : `${watch.id}\nsecret: ${secret}\n`);
};

const list = async (watches: Watches, { account: whose, json }: Values): Promise<void> => {
  const rows = (await watches.list(whose)).map(({ createdAt, id, account, to, severity }) => ({
    ...{ id, account, to: shownAddress(to), severity },
    created: new Date(createdAt).toISOString(),
  }));
  if (json === true) process.stdout.write(`${JSON.stringify(rows)}\n`);
  else
    for (const { id, account, to, severity, created } of rows)
      process.stdout.write(`${[id, account, to, `severity ${severity}`, created].join('\t')}\n`);
};

const remove = async (watches: Watches, id: string): Promise<void> => {
  const dropped = await watches.remove(id);
  if (dropped > 0) process.stdout.write(`waiting letters dropped: ${dropped}\n`);
};

const test = async (store: Store, watches: Watches, values: Values, id: string): Promise<void> => {
  const watch = (await watches.list()).find((each) => each.id === id);
  if (watch === undefined || !isWebhook(watch.to))
    throw usage(`there is no webhook with the id ${JSON.stringify(id)}; see "openguard-server notify list"`);
  const sealing = await findSealing(placeOf(values), process.env, store);
  const secret = sealing === undefined ? undefined : openWatch(sealing, watch);
  if (secret === undefined) throw new OpenGuardError('OG_KEYS', 'none of the keys opens its secret');
  const letter = {
    ...{ id: randomUUID(), to: { name: '', address: watch.to }, subject: '' },
    text: JSON.stringify({ event: 'test', account: watch.account }),
  };
  const hooks = createWebhooks({ allowPrivate: values['webhooks-private'] === true });
  const handover = await hooks.hand(letter, secret);
  if (handover.tag !== 'taken')
    throw new OpenGuardError('OG_NOT_DELIVERED', `the webhook does not work: ${handover.reason}`);
  process.stdout.write('the webhook took the test\n');
};

/** `openguard-server notify …`: an operator's work on who is told what is new. */
export const notifyCommand = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseStrictly({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    strict: true,
  });
  const [action, id, extra] = positionals;
  if (values.help === true || action === undefined) {
    process.stdout.write(HELP);
    return values.help === true ? 0 : 2;
  }
  if (!['add', 'list', 'remove', 'test'].includes(action))
    throw usage(`unknown action ${JSON.stringify(action)} of notify`);
  if (extra !== undefined || (id === undefined) !== (action === 'add' || action === 'list'))
    throw usage(`notify ${action} takes ${action === 'add' || action === 'list' ? 'no' : 'one'} ID`);
  await withStore(values, async (store) => {
    const newId = (): string => randomBytes(4).toString('hex');
    const watches = createWatches({
      ...{ store, clock: Date.now, newId },
      findSealing: () => findSealing(placeOf(values), process.env, store),
    });
    if (action === 'add') return add(watches, values);
    if (id === undefined) return list(watches, values);
    return action === 'remove' ? remove(watches, id) : test(store, watches, values, id);
  });
  return 0;
};
