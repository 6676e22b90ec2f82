import { OpenGuardError } from '@openguard/errors';
import { complianceKind, createAccounts, importPolicyReport, importPostures } from '@openguard/service';
import type { Store } from '@openguard/storage';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseCount, parseStrictly, usage } from './arguments.js';
import { visible } from './visible.js';
import { STORE_HELP, STORE_OPTIONS, withStore } from './store-options.js';

const HELP = `openguard-server compliance import FILE --account NAME [--policy N] [--title TEXT] [options]
openguard-server compliance list --account NAME [options]
openguard-server compliance remove policy|report N --account NAME [options]

import keeps what somebody else has evaluated, once it was read to its proven end: posture information
(POSTURE_INFO_LIST_OUTPUT with details=All; --policy says of which policy, and what was kept of that is replaced), or a
policy report (COMPLIANCE_POLICY_REPORT). The account then asks for it with its API. This server evaluates no controls
itself.

  --account NAME           whose it is
  --policy N               the number of the policy (posture information)
  --title TEXT             what it is called
${STORE_HELP}
Example: openguard-server compliance import posture.xml --account ann --policy 12 --title 'Mill, Linux'
`;

const OPTIONS = {
  ...STORE_OPTIONS,
  account: { type: 'string' },
  policy: { type: 'string' },
  title: { type: 'string' },
  help: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parseStrictly<{ readonly options: typeof OPTIONS }>>['values'];

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const unreadable = (path: string, cause: unknown): OpenGuardError =>
  new OpenGuardError(
    'OG_INPUT_FILE',
    `cannot read ${path}: ${cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)}`,
    { cause },
  );

async function* bytesOf(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const file = createReadStream(path);
  try {
    for await (const chunk of file) yield chunk as Uint8Array;
  } catch (error) {
    // What the system complains of has a code.
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw unreadable(path, error);
  }
}

/** A document is read twice: from its beginning each time. */
const checkFile = async (path: string): Promise<void> => {
  const found = await stat(path).catch((error: unknown) => {
    // What the system complains of has a code.
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw unreadable(path, error);
  });
  if (!found.isFile())
    throw new OpenGuardError(
      'OG_INPUT_FILE',
      `cannot read ${path}: it is ${found.isDirectory() ? 'a directory' : 'no file that could be read twice; save it first'}`,
    );
};

const importFile = async (store: Store, account: string, path: string, values: Values): Promise<void> => {
  await checkFile(path);
  const document = { source: basename(path), read: () => bytesOf(path) };
  const options = { store, account, clock: Date.now };
  const kind = await complianceKind(document);
  if (kind === undefined)
    throw new OpenGuardError(
      'OG_DOCUMENT_ROOT',
      `${path} is neither posture information nor a compliance policy report`,
    );
  if (kind === 'report') {
    if (values.policy !== undefined) throw usage('--policy belongs to posture information');
    const { id, title } = await importPolicyReport(options, document, values.title);
    return say(`report ${id}: ${visible(title)}`);
  }
  if (values.policy === undefined) throw usage('posture information needs --policy N');
  const id = parseCount('--policy', values.policy);
  const policy = { id, title: values.title ?? `Policy ${id}` };
  const { postures } = await importPostures(options, document, policy);
  say(`policy ${id}: ${postures} ${postures === 1 ? 'posture' : 'postures'}`);
};

const list = async (store: Store, account: string): Promise<void> => {
  const at = (time: number): string => new Date(time).toISOString();
  for (const { id, title, postures, importedAt } of await store.policies(account))
    say(['policy', id, `${postures} postures`, at(importedAt), visible(title)].join('\t'));
  for (const { id, title, size, importedAt } of await store.reports(account))
    say(['report', id, `${size} bytes`, at(importedAt), visible(title)].join('\t'));
};

const remove = async (store: Store, account: string, words: readonly string[]): Promise<void> => {
  const [kind, id = '', extra] = words;
  if ((kind !== 'policy' && kind !== 'report') || extra !== undefined)
    throw usage('compliance remove: say policy N or report N');
  const number = parseCount(kind, id);
  const removed = await (kind === 'policy'
    ? store.removePolicy(account, number)
    : store.removeReport(account, number));
  if (!removed) throw usage(`${account} has no ${kind} ${number}`);
  say(`${kind} ${number} removed`);
};

/** `openguard-server compliance`: what others have evaluated, for accounts to ask for. */
export const complianceCommand = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseStrictly({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    strict: true,
  });
  const [action, ...words] = positionals;
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const { account } = values;
  if (account === undefined) throw usage('compliance needs --account NAME');
  const [path, extra] = words;
  if (action === 'import' && (path === undefined || extra !== undefined))
    throw usage('compliance import takes one file');
  if (action !== 'import' && action !== 'list' && action !== 'remove')
    throw usage('compliance: say import, list or remove');
  await withStore(values, async (store) => {
    await createAccounts({ store, clock: Date.now }).find(account);
    if (action === 'import') await importFile(store, account, path ?? '', values);
    else if (action === 'list') await list(store, account);
    else await remove(store, account, words);
  });
  return 0;
};
