import type { Client } from '@openguard/client';
import { OpenGuardError } from '@openguard/errors';
import { about } from '@openguard/protocol';
import { isSubset, LOOPBACK, type TargetList } from '@openguard/targets';
import { ask } from './ask.js';
import type { Invocation } from './command.js';

const unstated = (): OpenGuardError =>
  new OpenGuardError(
    'OG_PERMISSION_UNSTATED',
    'these targets lie beyond loopback; scan only what its owners allow, and say so with --authorised',
  );

/** A server on a simulated estate sends nothing to anyone. */
const isSimulated = async (client: Client, signal: AbortSignal): Promise<boolean> => {
  let text = '';
  try {
    const reply = await client.call(about, {}, { signal });
    const decoder = new TextDecoder();
    for await (const chunk of reply.bytes) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > 10_000) break;
    }
  } catch (error) {
    // A server that does not tell is taken for one that really scans; one that is not there is an error.
    if (!(error instanceof OpenGuardError && error.code === 'OG_TRANSPORT_STATUS')) throw error;
  }
  return /<SCANNER-VERSION>[^<]*simulated/.test(text);
};

/**
 * Makes sure that someone stands for a scan beyond loopback: says so with `--authorised`, or answers yes on a
 * terminal. Rejects with `OG_PERMISSION_UNSTATED`.
 */
export const demandPermission = async (
  { values, io }: Invocation,
  client: Client,
  targets: TargetList,
): Promise<void> => {
  if (values['authorised'] === true || isSubset(targets.addresses, LOOPBACK)) return;
  // After --password-stdin nothing more can be read from standard input.
  if (!io.stdin.isTTY || io.stdin.destroyed || !io.stderr.isTTY) {
    if (await isSimulated(client, io.signal)) return;
    throw unstated();
  }
  const question = 'These targets lie beyond loopback. Do their owners allow this scan? (yes/no) ';
  const answer = await ask(question, io.stdin, io.stderr, io.signal);
  if (answer.toLowerCase() !== 'yes') throw unstated();
};
