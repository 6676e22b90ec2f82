import { OpenGuardError } from '@openguard/errors';
import { claimDirectory } from '@openguard/storage';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parseStrictly, usage } from './arguments.js';
import { unmadeIn } from './made-directory.js';
import { openStore, STORE_HELP, STORE_OPTIONS, storeLocation, type StoreLocation } from './store-options.js';
import { isSystemError } from './system-error.js';

const HELP = `openguard-server restore FILE|- [options]

Brings back what "backup" wrote, into an empty store, of either kind: all of it or nothing.

${STORE_HELP}
Example: openguard-server restore openguard.gz --data /var/lib/openguard-new
`;

const OPTIONS = { ...STORE_OPTIONS, help: { type: 'boolean' } } as const;

/** What reading a file or its gzip went wrong with. */
const failure = (where: string, error: unknown): unknown => {
  if (error instanceof OpenGuardError || !isSystemError(error)) return error;
  return error.code.startsWith('Z_')
    ? new OpenGuardError('OG_BACKUP', `${where} is no whole gzip; nothing was restored`, { cause: error })
    : new OpenGuardError('OG_INPUT_FILE', `cannot read ${where}: ${error.code}`, { cause: error });
};

const openFile = async (path: string): Promise<Readable> => {
  try {
    return (await open(path, 'r')).createReadStream();
  } catch (error) {
    throw failure(path, error);
  }
};

/** The lines of a gzip, which is read only as fast as they are taken. */
async function* linesOf(source: Readable, where: string): AsyncGenerator<string, void, undefined> {
  const gunzip = createGunzip();
  source.once('error', (error) => gunzip.destroy(error));
  let begun: string[] = [];
  try {
    for await (const text of source.pipe(gunzip).setEncoding('utf8') as AsyncIterable<string>) {
      const [first = '', ...rest] = text.split('\n');
      const last = rest.pop();
      begun.push(first);
      if (last === undefined) continue;
      yield begun.join('');
      yield* rest;
      begun = [last];
    }
  } catch (error) {
    throw failure(where, error);
  } finally {
    source.destroy();
  }
  if (begun.join('') !== '') yield begun.join('');
}

/** Waits for the first line: what is no backup at all is refused before anything is made for it. */
const begun = async (lines: AsyncGenerator<string, void, undefined>): Promise<AsyncIterable<string>> => {
  const first = await lines.next();
  return (async function* () {
    if (first.done !== true) yield first.value;
    yield* lines;
  })();
};

const restoreInto = async (location: StoreLocation, lines: AsyncIterable<string>): Promise<void> => {
  const store = await openStore(location);
  try {
    await store.restore(lines);
  } finally {
    await store.close();
  }
};

/** All or nothing: where no store was, none is left when the backup cannot be restored. */
const restore = async (location: StoreLocation, lines: AsyncIterable<string>): Promise<void> => {
  if (location.database !== undefined) return restoreInto(location, lines);
  const unmade = unmadeIn(location.directory);
  const release = await claimDirectory(location.directory);
  try {
    await restoreInto(location, lines);
  } catch (error) {
    await unmade?.removeFiles();
    release();
    await unmade?.removeDirectories();
    throw error;
  }
  release();
};

/** `openguard-server restore`: a store as it was. */
export const restoreCommand = async (args: readonly string[]): Promise<number> => {
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
    throw usage('restore takes one FILE, or - for standard input');
  const where = file === '-' ? 'standard input' : file;
  const source = file === '-' ? process.stdin : await openFile(file);
  const lines = linesOf(source, where);
  try {
    await restore(storeLocation(values), await begun(lines));
  } finally {
    await lines.return();
  }
  return 0;
};
