import type { Io } from './io.js';
import { ReaderGone, writeAll } from './output.js';
import { fileSink } from './report-file.js';
import type { ReportRequest } from './report-request.js';

/** Writes what is shown, piece by piece. */
export type WriteReport = (texts: Iterable<string>) => Promise<void>;

/** Pieces are collected up to this many characters before they go to a file. */
const BATCH = 64 * 1024;

function* batched(texts: Iterable<string>): Generator<string, void, undefined> {
  let batch = '';
  for (const text of texts) {
    batch += text;
    if (batch.length < BATCH) continue;
    yield batch;
    batch = '';
  }
  yield batch;
}

/** Writes to standard output until nobody reads on. What is concluded does not depend on who reads. */
const writeWhileRead =
  (io: Io): WriteReport =>
  async (texts) => {
    try {
      await writeAll(io, texts);
    } catch (error) {
      if (!(error instanceof ReaderGone)) throw error;
    }
  };

/**
 * Gives `work` what writes to the file that a person asked for, or to standard output. The file is opened before, so
 * that nobody scans for hours and then cannot write; it appears under its name when all is written.
 */
export const withReportWriter = async <A>(
  io: Io,
  { output }: Pick<ReportRequest, 'output'>,
  work: (write: WriteReport) => Promise<A>,
): Promise<A> => {
  if (output === undefined) return work(writeWhileRead(io));
  const sink = await fileSink(output, io);
  try {
    return await work(async (texts) => {
      for (const batch of batched(texts)) await sink.write(Buffer.from(batch));
      await sink.finish();
    });
  } finally {
    await sink.close();
  }
};
