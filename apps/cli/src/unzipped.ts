import { OpenGuardError } from '@openguard/errors';
import { Readable, pipeline } from 'node:stream';

/** The two bytes that every gzip file begins with (RFC 1952, section 2.3.1); no document does. */
const MAGIC = [0x1f, 0x8b] as const;

const isZlibError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));

const unzipError = (name: string, error: unknown): unknown => {
  if (!isZlibError(error)) return error;
  return error.code === 'Z_BUF_ERROR'
    ? new OpenGuardError('OG_XML_TRUNCATED', `${name}: the gzip file is cut off before its end`, {
        cause: error,
      })
    : new OpenGuardError('OG_XML_ENCODING', `${name}: the gzip file is damaged (${error.code})`, {
        cause: error,
      });
};

/** The same bytes, with as many of them told first as are there after at least two have come. */
const begun = async (
  source: AsyncIterator<Uint8Array>,
): Promise<{ readonly head: Uint8Array; readonly all: AsyncGenerator<Uint8Array, void, undefined> }> => {
  const first: Uint8Array[] = [];
  let length = 0;
  for (let next = await source.next(); next.done !== true; next = await source.next()) {
    first.push(next.value);
    length += next.value.length;
    if (length >= MAGIC.length) break;
  }
  const head = Buffer.concat(first);
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

/**
 * The bytes of a document, unzipped where they are gzip, as a stream. Rejects with `OG_XML_TRUNCATED` when the
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
  const { createGunzip } = await import('node:zlib');
  const gunzip = createGunzip();
  // Whatever breaks either of them, the loop below is told.
  pipeline(Readable.from(all, { objectMode: false }), gunzip, () => undefined);
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array;
  } catch (error) {
    throw unzipError(name, error);
  }
}
