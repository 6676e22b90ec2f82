import { open, rename, rm } from 'node:fs/promises';
import { outputError, write, type Io } from './io.js';

/** Where a report's bytes go. `finish` is called only when the document is proven to be a complete report. */
export interface ReportSink {
  readonly write: (chunk: Uint8Array) => Promise<void>;
  readonly finish: () => Promise<void>;
  /** Called in the end whatever happened. */
  readonly close: () => Promise<void>;
}

/**
 * A file that appears under its name only when it is whole; until then, and after a failure, what has come lies
 * in FILE.part.
 */
export const fileSink = async (path: string): Promise<ReportSink> => {
  const part = `${path}.part`;
  const attempt = async <A>(action: () => Promise<A>): Promise<A> => {
    try {
      return await action();
    } catch (error) {
      throw error instanceof Error ? outputError(path, error) : error;
    }
  };
  const file = await attempt(() => open(part, 'w', 0o600));
  let empty = true;
  return {
    write: (chunk) => {
      empty = false;
      return attempt(() => file.writeFile(chunk));
    },
    finish: () =>
      attempt(async () => {
        await file.sync();
        await rename(part, path);
      }),
    close: () =>
      attempt(async () => {
        await file.close();
        if (empty) await rm(part, { force: true });
      }),
  };
};

/** Standard output. */
export const outputSink = (io: Io): ReportSink => ({
  write: (chunk) => write(io, chunk),
  finish: () => Promise.resolve(),
  close: () => Promise.resolve(),
});

/** Nowhere: for those who want the items alone. */
export const NO_SINK: ReportSink = {
  write: () => Promise.resolve(),
  finish: () => Promise.resolve(),
  close: () => Promise.resolve(),
};
