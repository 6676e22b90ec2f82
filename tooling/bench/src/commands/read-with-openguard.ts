import { createReadStream } from 'node:fs';
import { describeDocumentFault, readDocument } from '@openguard/reports';
import * as E from 'fp-ts/lib/Either.js';
import { BenchFailure } from '../bench-failure.js';
import { CHUNK, type Sink } from './sink.js';

/** Reads with this project's own reader, item by item. */
export const readWithOpenguard = async (file: string, sink: Sink): Promise<void> => {
  let complete = false;
  for await (const item of readDocument(createReadStream(file, { highWaterMark: CHUNK }))) {
    if (E.isLeft(item)) throw new BenchFailure(describeDocumentFault(item.left));
    if (item.right.kind === 'finding') sink.finding(item.right);
    else if (item.right.kind === 'host') sink.host(item.right);
    else sink.other(item.right);
    complete = item.right.kind === 'end';
  }
  if (!complete) throw new BenchFailure(`${file} was not read to its end`);
};
