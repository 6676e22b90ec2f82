import { readItems, type Reply } from '@openguard/client';
import type { DocumentItem } from '@openguard/model';
import type { ReportSink } from './report-file.js';
import { consume } from './consume.js';

async function* teed(
  source: AsyncIterable<Uint8Array>,
  sink: ReportSink,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of source) {
    await sink.write(chunk);
    yield chunk;
  }
}

/**
 * Receives a reply: its bytes go to the sink exactly as they come, and its items to `take` as they are proven.
 * The sink is finished only when the document is complete and has a header: without one it is a refusal, which
 * must not take the place of a report, whatever it holds besides. Refusals are told after that.
 */
export const receive = async (
  reply: Reply,
  roots: readonly string[],
  sink: ReportSink,
  take: (item: DocumentItem) => void,
): Promise<void> => {
  const items = readItems(teed(reply.bytes, sink), reply.url, { roots });
  let isReport = false;
  await consume(items, async (item) => {
    if (item.kind === 'header' && reply.status === 200) isReport = true;
    take(item);
    if (item.kind === 'end') await (isReport ? sink.finish() : sink.discard());
  });
};
