import { readReply, type Reply } from '@openguard/client';
import { OpenGuardError } from '@openguard/errors';
import { isUtf8 } from 'node:buffer';
import { SERVER_HELP, SERVER_OPTIONS, type Command } from '../command.js';
import { withClient } from '../connect.js';
import { consume } from '../consume.js';
import { write, writeJson } from '../output.js';
import { pairOf } from '../pair.js';

const pathOf = (name: string): string => {
  if (name.startsWith('/')) return name;
  if (!/^[A-Za-z0-9_-]+(\.php)?$/.test(name)) {
    throw new OpenGuardError(
      'OG_USAGE',
      `get: ${JSON.stringify(name.slice(0, 60))} is no function such as scan_report_list, and no path that begins with "/"`,
    );
  }
  return `/msp/${name.endsWith('.php') ? name : `${name}.php`}`;
};

/** The sample program *get*. */
export const get: Command = {
  name: 'get',
  usage: 'openguard get FUNCTION [name=value ...]',
  help: `Makes one authenticated request and writes the bytes of the reply exactly as received. FUNCTION is a name such
as scan_report_list or scan.php, or a path on the same server. An XML reply is checked as it passes: one that
is cut or not well-formed ends with exit code 5, a refusal of the API with 3. Any other reply whose HTTP status
is not 200 ends with 3 for 401 and 403, else with 4.

${SERVER_HELP}`,
  example: 'openguard get scan_report_list target=192.0.2.1 last=yes',
  options: SERVER_OPTIONS,
  run: (invocation) =>
    withClient(invocation, async (client) => {
      const { positionals, io, values } = invocation;
      const [name, ...rest] = positionals;
      if (name === undefined)
        throw new OpenGuardError('OG_USAGE', 'get: which FUNCTION? see openguard get --help');
      const reply = await client.get(
        pathOf(name),
        rest.map((argument) => pairOf('get', argument)),
        { signal: io.signal },
      );
      const json = values['json'] === true;
      const kept: Uint8Array[] = [];
      const passed = (async function* () {
        for await (const chunk of reply.bytes) {
          if (json) kept.push(chunk);
          else await write(io, chunk);
          yield chunk;
        }
      })();
      try {
        await check(passed, reply);
      } finally {
        if (json) await writeJson(io, wholeOf(reply, Buffer.concat(kept)));
      }
      return 0;
    }),
};

const wholeOf = ({ url, status, contentType }: Reply, bytes: Buffer) => ({
  url,
  status,
  contentType,
  ...(isUtf8(bytes) ? { body: bytes.toString('utf8') } : { bodyInBase64: bytes.toString('base64') }),
});

const CLAIMS_NOTHING = /^(application\/xml-dtd|image\/|application\/(json|pdf|octet-stream))/i;

/** Documents of other APIs are none of our business. */
const isUnknownDocument = (error: unknown): boolean =>
  error instanceof OpenGuardError && error.code === 'OG_DOCUMENT_ROOT';

/** Lets all bytes pass; what claims to be a report has to be one. */
const check = async (bytes: AsyncGenerator<Uint8Array>, reply: Reply): Promise<void> => {
  const asItIs = reply.status === 200 && reply.contentEncoding === '';
  try {
    if (!asItIs || !CLAIMS_NOTHING.test(reply.contentType))
      await consume(readReply(keepOpen(bytes), reply), () => undefined);
  } catch (error) {
    // Whatever is wrong with it, the whole reply is passed on.
    await drain(bytes);
    if (!isUnknownDocument(error)) throw error;
  }
  await drain(bytes);
};

const drain = async (bytes: AsyncGenerator<Uint8Array>): Promise<void> => {
  for (;;) if ((await bytes.next()).done === true) return;
};

/** The same bytes, for a reader that may stop early without closing their source. */
async function* keepOpen(bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) {
    const next = await bytes.next();
    if (next.done === true) return;
    yield next.value;
  }
}
