import { OpenGuardError } from '@openguard/errors';
import { MapReference, ScanReference, type ReturnItem } from '@openguard/model';
import type { Endpoint } from '@openguard/protocol';
import { printable } from '@openguard/render';
import type { Invocation } from './command.js';
import { withClient } from './connect.js';
import { consume } from './consume.js';
import { write, writeJson } from './output.js';

/** Something that a server does to a scan or map that it knows. */
interface Action {
  readonly command: string;
  readonly endpoint: Endpoint<{ readonly ref: ScanReference | MapReference }>;
  /** What was done, as a word before the reference. */
  readonly done: string;
}

const referenceOf = ({ positionals }: Invocation, { command }: Action): ScanReference | MapReference => {
  const [ref, extra] = positionals;
  if (ref !== undefined && extra === undefined && (ScanReference.is(ref) || MapReference.is(ref))) return ref;
  throw new OpenGuardError(
    'OG_USAGE',
    `${command}: give one reference such as scan/987659876.19876 or map/987659876.19876; see openguard ${command} --help`,
  );
};

/** Has an action done, and says what came of it. Rejects with `OG_API_REFUSED` when the server refuses. */
export const performAction = async (invocation: Invocation, action: Action): Promise<number> => {
  const { io, values } = invocation;
  const ref = referenceOf(invocation, action);
  const outcome = await withClient(invocation, async (client): Promise<ReturnItem> => {
    const reply = await client.call(action.endpoint, { ref }, { signal: io.signal });
    let returned: ReturnItem | undefined;
    await consume(reply.items(), (item) => {
      if (item.kind === 'return') returned = item;
    });
    if (returned !== undefined) return returned;
    throw new OpenGuardError('OG_DOCUMENT_INVALID', `${reply.url}: the reply does not say what was done`);
  });
  const { status, number, text } = outcome;
  if (values['json'] === true) await writeJson(io, { ref, status, number, text });
  else await write(io, `${action.done} ${printable(ref)}${text === '' ? '' : `: ${printable(text)}`}\n`);
  return 0;
};
