import { readItems } from '@openguard/client';
import { OpenGuardError } from '@openguard/errors';
import { stat } from 'node:fs/promises';
import type { Command } from '../command.js';
import { fileBytes, inputError, stdinBytes } from '../input.js';
import { jsonLine, write } from '../output.js';
import { createProgress } from '../progress.js';

/** Lines are collected up to this many characters before they are written. */
const BATCH = 64 * 1024;

const sizeOf = async (path: string): Promise<number | undefined> => {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : undefined;
  } catch (error) {
    throw inputError(path, error);
  }
};

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

/** Any document of the API, as NDJSON. */
export const decode: Command = {
  name: 'decode',
  usage: 'openguard decode FILE|-',
  help: `Reads any document of the API and writes a JSON object a line, in the document's order: header, host, finding,
refused, report, return. The last line, {"kind":"end",...}, comes only when the document is proven complete; a
cut or faulty document ends without it, with exit code 5. Memory stays constant.

`,
  example: 'openguard decode report.xml | jq -r "select(.kind==\\"finding\\").title"',
  options: {},
  run: async ({ positionals, io }) => {
    const [path, extra] = positionals;
    if (path === undefined || extra !== undefined)
      throw new OpenGuardError('OG_USAGE', 'decode: give one FILE or "-"; see openguard decode --help');
    const total = path === '-' ? undefined : await sizeOf(path);
    const progress = createProgress(io);
    let bytes = 0;
    let findings = 0;
    const source = (async function* () {
      for await (const chunk of path === '-' ? stdinBytes(io) : fileBytes(path, io)) {
        bytes += chunk.length;
        progress.show(
          `${megabytes(bytes)}${total === undefined ? '' : ` of ${megabytes(total)}`}, ${findings} findings`,
        );
        yield chunk;
      }
    })();
    let lines = '';
    try {
      for await (const item of readItems(source, path === '-' ? 'standard input' : path)) {
        if (item.kind === 'finding') findings += 1;
        lines += jsonLine(item);
        if (lines.length < BATCH) continue;
        await write(io, lines);
        lines = '';
      }
    } finally {
      // What was read before a fault stands; only the end line says that it is all.
      if (lines !== '') await write(io, lines);
      progress.clear();
    }
    return 0;
  },
};
