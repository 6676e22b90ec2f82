import type { Client, ReceiveOptions } from '@openguard/client';
import { OpenGuardError } from '@openguard/errors';
import { printable } from '@openguard/render';
import type { Invocation } from './command.js';
import { showingProgress } from './showing-progress.js';
import { untilLeft } from './until-left.js';

/** Reads `--patience`, in seconds. */
const patienceOf = ({ values }: Invocation): Pick<ReceiveOptions, 'patienceMs'> => {
  const { patience } = values;
  if (typeof patience !== 'string') return {};
  if (!/^[0-9]{1,6}$/.test(patience))
    throw new OpenGuardError(
      'OG_USAGE',
      `--patience ${JSON.stringify(patience.slice(0, 40))} is not a number of seconds from 0 to 999999`,
    );
  return { patienceMs: Number(patience) * 1000 };
};

/**
 * Waits for what a server does while it holds the reply: shows how far it is, says when the connection was cut and
 * what becomes of it, and has it cancelled when whoever waits leaves.
 */
export const holdingReply = async <A>(
  invocation: Invocation,
  client: Client,
  what: string,
  work: (options: ReceiveOptions) => Promise<A>,
): Promise<A> => {
  const { io } = invocation;
  const patience = patienceOf(invocation);
  let known: readonly string[] = [];
  return showingProgress(io, what, ({ onProgress, remark }) =>
    untilLeft(
      client,
      () => known,
      io,
      () =>
        work({
          ...patience,
          signal: io.signal,
          onProgress,
          onReferences: (references) => {
            known = references;
          },
          onCut: ({ message }, references) => {
            const next = references.length === 0 ? 'looking for it at the server' : references.join(', ');
            const said = printable(message).replace(/; try again.*$/, '');
            remark(`openguard: ${said}; coming back to what was begun: ${printable(next)}`);
          },
        }),
    ),
  );
};
