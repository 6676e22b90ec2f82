import { OpenGuardError } from '@openguard/errors';
import { Readable, pipeline } from 'node:stream';

const isZlibError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));

const unzipError = (name: string, error: unknown): unknown => {
  if (!isZlibError(error)) return error;
  return error.code === 'Z_BUF_ERROR'
    ? new OpenGuardError('OG_XML_TRUNCATED', `${name}: what gzip holds is cut off before its end`, {
        cause: error,
      })
    : new OpenGuardError('OG_XML_ENCODING', `${name}: what gzip holds is damaged (${error.code})`, {
        cause: error,
      });
};

/**
 * Unzips gzip as a stream. Rejects with `OG_XML_TRUNCATED` when it is cut off, and with `OG_XML_ENCODING` when it is
 * damaged: its checksum covers every byte. `name` says in the error where it came from.
 */
export async function* unzip(
  source: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { createGunzip } = await import('node:zlib');
  const gunzip = createGunzip();
  // Whatever breaks either of them, the loop below is told.
  pipeline(Readable.from(source, { objectMode: false }), gunzip, () => undefined);
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array;
  } catch (error) {
    throw unzipError(name, error);
  }
}
