import { unzip } from '@openguard/client';

/** The two bytes that every gzip file begins with (RFC 1952, section 2.3.1); no document does. */
const MAGIC = [0x1f, 0x8b] as const;

/** The same bytes, with as many of them told first as are there after at least two have come. */
const begun = async (
  source: AsyncIterator<Uint8Array>,
): Promise<{ readonly head: Uint8Array; readonly all: AsyncGenerator<Uint8Array, void, undefined> }> => {
  let head = Buffer.alloc(0);
  for (let next = await source.next(); next.done !== true; next = await source.next()) {
    head = Buffer.concat([head, next.value]);
    if (head.length >= MAGIC.length) break;
  }
  const all = (async function* () {
    try {
      yield head;
      for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
    } finally {
      await source.return?.();
    }
  })();
  return { head, all };
};

/** The same pieces, to be kept. */
async function* copied(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of pieces) yield Uint8Array.from(piece);
}

/**
 * The bytes of a document, whose pieces may be overwritten by the next, unzipped where they are gzip, as a stream. Rejects with `OG_XML_TRUNCATED` when the
 * gzip file is cut off and with `OG_XML_ENCODING` when it is damaged: its checksum covers every byte.
 */
export async function* unzipped(
  source: AsyncGenerator<Uint8Array, void, undefined>,
  name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { head, all } = await begun(source);
  if (head[0] !== MAGIC[0] || head[1] !== MAGIC[1]) {
    yield* all;
    return;
  }
  yield* unzip(copied(all), name);
}
