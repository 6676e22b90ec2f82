import { OpenGuardError } from '@openguard/errors';
import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import type { Io } from './io.js';
import { writeAt } from './nameless-file.js';
import { outputError, write } from './output.js';
import { spooledSink } from './spooled-sink.js';

/** Where a report's bytes go. */
export interface ReportSink {
  readonly write: (chunk: Uint8Array) => Promise<void>;
  /** Called only when the document is proven to be a complete report. */
  readonly finish: () => Promise<void>;
  /** Called only when the document is proven to be complete and no report: a refusal, which is told and leaves no file. */
  readonly discard: () => Promise<void>;
  /** Called in the end whatever happened. */
  readonly close: () => Promise<void>;
}

/** A sink for a document that may begin anew. */
export interface RestartableSink extends ReportSink {
  /** Forgets what was written: the document comes again from its beginning. */
  readonly restart: () => Promise<void>;
}

const attempt = async <A>(path: string, action: () => Promise<A>, besides?: () => string): Promise<A> => {
  try {
    return await action();
  } catch (error) {
    throw error instanceof Error ? outputError(path, error, besides?.()) : error;
  }
};

/** What is at a path already: nothing, a file to replace, or something like a device that is written to as it is. */
const whatIsAt = async (path: string): Promise<'nothing' | 'file' | 'device'> => {
  try {
    const found = await stat(path);
    if (found.isDirectory())
      throw new OpenGuardError('OG_OUTPUT_FILE', `cannot write ${path}: it is a directory`);
    return found.isFile() ? 'file' : 'device';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'nothing';
    throw error instanceof Error ? outputError(path, error) : error;
  }
};

const deviceSink = async (path: string, signal: AbortSignal): Promise<RestartableSink> => {
  const file = await attempt(path, () => open(path, 'w'));
  const spool = spooledSink((chunk) => attempt(path, () => file.writeFile(chunk)), signal);
  return {
    ...spool,
    close: () => spool.close().finally(() => attempt(path, () => file.close())),
  };
};

/** Opens a new file, never one that is there already, be it of another run or of someone who planted a link. */
const openPart = async (
  path: string,
  target: string,
): Promise<{ readonly part: string; readonly file: FileHandle }> => {
  const usual = `${target}.part`;
  try {
    return { part: usual, file: await open(usual, 'wx', 0o600) };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
      throw error instanceof Error ? outputError(path, error) : error;
    }
  }
  const other = `${target}.${randomBytes(4).toString('hex')}.part`;
  return { part: other, file: await attempt(path, () => open(other, 'wx', 0o600)) };
};

/**
 * A file that appears under its name, or replaces what is there, only when the report is whole. Until then, and
 * after a failure, what has come lies beside it in FILE.part.
 */
export const fileSink = async (path: string, { signal }: Io): Promise<RestartableSink> => {
  if (path === '') throw new OpenGuardError('OG_USAGE', 'the name of the output file is empty');
  const there = await whatIsAt(path);
  if (there === 'device') return deviceSink(path, signal);
  const target = there === 'file' ? await attempt(path, () => realpath(path)) : path;
  const { part, file } = await openPart(path, target);
  let length = 0;
  let empty = true;
  const left = (): string => (empty ? '' : `; what had come lies in ${part}`);
  return {
    write: async (chunk) => {
      await attempt(path, () => writeAt(file, chunk, length), left);
      empty = false;
      length += chunk.length;
    },
    restart: async () => {
      length = 0;
      await attempt(path, () => file.truncate());
    },
    discard: () => {
      empty = true;
      return Promise.resolve();
    },
    finish: () =>
      attempt(
        path,
        async () => {
          await file.sync();
          await rename(part, target);
        },
        left,
      ),
    close: () =>
      attempt(path, async () => {
        await file.close();
        if (empty) await rm(part, { force: true });
      }),
  };
};

/** Standard output. */
export const outputSink = (io: Io): ReportSink => ({
  write: (chunk) => write(io, chunk),
  finish: () => Promise.resolve(),
  discard: () => Promise.resolve(),
  close: () => Promise.resolve(),
});

/** Standard output, once the document is whole. */
export const wholeOutputSink = (io: Io): RestartableSink =>
  spooledSink((chunk) => write(io, chunk), io.signal);

/** Nowhere: for those who want the items alone. */
export const NO_SINK: RestartableSink = {
  restart: () => Promise.resolve(),
  write: () => Promise.resolve(),
  finish: () => Promise.resolve(),
  discard: () => Promise.resolve(),
  close: () => Promise.resolve(),
};
