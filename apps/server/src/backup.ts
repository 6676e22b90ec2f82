import { OpenGuardError } from '@openguard/errors';
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Store } from '@openguard/storage';
import { parseStrictly, usage } from './arguments.js';
import { STORE_HELP, STORE_OPTIONS, withStore } from './store-options.js';
import { isSystemError } from './system-error.js';

const HELP = `openguard-server backup FILE|- [options]

Writes everything in the store, as it is at one moment, to a new file or to standard output, as gzip. A server may run
meanwhile. The file holds password hashes and reports: keep it as the store itself.

${STORE_HELP}
Example: openguard-server backup openguard.gz --data /var/lib/openguard
`;

const OPTIONS = { ...STORE_OPTIONS, help: { type: 'boolean' } } as const;
const PIECE = 64 * 1024;

async function* ended(lines: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let piece = '';
  for await (const line of lines) {
    piece += `${line}\n`;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

const failure = (where: string, error: unknown): unknown => {
  if (error instanceof OpenGuardError || !isSystemError(error)) return error;
  const why = error.code === 'EEXIST' ? 'it is there already' : error.code;
  return new OpenGuardError('OG_OUTPUT_FILE', `cannot write the backup to ${where}: ${why}`, {
    cause: error,
  });
};

const write = (store: Store, target: Writable): Promise<void> =>
  pipeline(Readable.from(ended(store.backup())), createGzip(), target);

/** The file is there when it is whole, and never before. */
const writeFile = async (store: Store, path: string): Promise<void> => {
  const draft = `${path}.${randomUUID()}.part`;
  try {
    await write(store, createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }));
    await link(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
};

/** `openguard-server backup`: everything in a store. */
export const backupCommand = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseStrictly({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    strict: true,
  });
  const [file, extra] = positionals;
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  if (file === undefined || extra !== undefined)
    throw usage('backup takes one FILE, or - for standard output');
  if (file === '-' && process.stdout.isTTY) throw usage('a backup is nothing for a terminal: name a file');
  await withStore(values, (store) =>
    file === '-' ? write(store, process.stdout) : writeFile(store, file),
  ).catch((error: unknown) => {
    throw failure(file === '-' ? 'standard output' : file, error);
  });
  return 0;
};
