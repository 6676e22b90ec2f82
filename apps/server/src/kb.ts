import { OpenGuardError } from '@openguard/errors';
import { describeFeedFault, readFeed } from '@openguard/knowledgebase';
import { importFeed, type Import } from '@openguard/service';
import type { Store } from '@openguard/storage';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip, type Gunzip } from 'node:zlib';
import { parseStrictly, usage } from './arguments.js';
import { STORE_HELP, STORE_OPTIONS, withAnyStore, withStore } from './store-options.js';

const HELP = `openguard-server kb import FILE... [options]
openguard-server kb show [options]

import takes published vulnerabilities into the store, so that scans can name those that are known for the versions of
services. FILE is a feed of the NVD (JSON 2.0, nvdcve-2.0-*.json), CISA's catalogue of exploited vulnerabilities
(known_exploited_vulnerabilities.json) or the table of EPSS (epss_scores-*.csv), as it was downloaded or unpacked; gzip
is recognised. Every FILE is read to its end before anything is imported: of damaged ones nothing is, nor of those beside them.
The same file again changes nothing. Of vulnerabilities the last modified counts, whatever the order of import; the catalogue
and the table of EPSS replace what was imported of them, unless that is newer. Nothing is downloaded. show says how much is
known; vulnerabilities without a product to find them by are not counted.

${STORE_HELP}
Example: openguard-server kb import nvdcve-2.0-2025.json.gz known_exploited_vulnerabilities.json
`;

const OPTIONS = { ...STORE_OPTIONS, help: { type: 'boolean' } } as const;

const PIECE_BYTES = 1024 * 1024;

const unreadable = (path: string, cause: unknown): OpenGuardError =>
  new OpenGuardError(
    'OG_INPUT_FILE',
    `cannot read ${path}: ${cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)}`,
    { cause },
  );

const isGzip = async (path: string): Promise<boolean> => {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
};

const isRegular = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    throw unreadable(path, error);
  }
};

const unpacked = (file: Readable): Gunzip => {
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
  // A pipe does not pass on that its source failed.
  file.once('error', (error) => {
    gunzip.destroy(error);
  });
  return file.pipe(gunzip);
};

async function* bytesOf(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    const packed = await isGzip(path);
    const file = createReadStream(path, { highWaterMark: PIECE_BYTES });
    yield* packed ? unpacked(file) : file;
  } catch (error) {
    // Both what the system and what gzip complains of has a code.
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw unreadable(path, error);
  }
}

/**
 * Reads a file to its end, and refuses one that is no feed, is damaged or cannot be read, before a store is made or changed
 * for it: half a feed would count as knowledge, and what it lacks as not there.
 */
const checkFile = async (path: string): Promise<void> => {
  if (!(await isRegular(path)))
    throw new OpenGuardError('OG_INPUT_FILE', `cannot read ${path}: it is no file; it is read twice`);
  for await (const item of readFeed(bytesOf(path))) {
    if (item.kind === 'fault')
      throw new OpenGuardError('OG_FEED', `${path}: ${describeFeedFault(item.value)}; nothing was imported`);
  }
};

/** What of a feed changes nothing, and why. */
const leftOut = ({ older, productless, unreadable, keptTable }: Import): string =>
  [
    ...(older === 0 ? [] : [`${older} older than what is known, and left`]),
    ...(productless === 0 ? [] : [`${productless} without a product to find them by`]),
    ...(unreadable === 0 ? [] : [`${unreadable} names of products that cannot be read`]),
    ...(keptTable === undefined
      ? []
      : [
          `its table is older than the one of ${new Date(keptTable).toISOString().slice(0, 10)}, which stays`,
        ]),
  ]
    .map((text) => `; ${text}`)
    .join('');

const importFile = async (store: Store, path: string): Promise<void> => {
  const taken = await importFeed(store, readFeed(bytesOf(path)));
  const { vulnerabilities, exploited, forecasts, fault } = taken;
  const counted =
    `${vulnerabilities} vulnerabilities, ${exploited} exploited, ${forecasts} forecasts` + leftOut(taken);
  if (fault !== undefined) {
    throw new OpenGuardError(
      'OG_FEED',
      `${path}: ${describeFeedFault(fault)}; imported before that: ${counted}`,
    );
  }
  process.stdout.write(`${path}: ${counted}\n`);
};

/** `openguard-server kb`: published vulnerabilities in the store. */
export const kbCommand = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseStrictly({
    args: [...args],
    options: OPTIONS,
    allowPositionals: true,
    strict: true,
  });
  const [action, ...files] = positionals;
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  if (action === 'import' && files.length > 0) {
    for (const path of files) await checkFile(path);
    await withAnyStore(values, async (store) => {
      for (const path of files) await importFile(store, path);
    });
    return 0;
  }
  if (action === 'show' && files.length === 0) {
    const { vulnerabilities, exploited, forecasts } = await withStore(values, (store) =>
      store.countKnowledge(),
    );
    process.stdout.write(
      `vulnerabilities ${vulnerabilities}, exploited ${exploited}, forecasts ${forecasts}\n`,
    );
    return 0;
  }
  throw usage('kb: say "import FILE..." or "show"');
};
