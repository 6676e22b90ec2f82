import type { Client } from '@openguard/client';
import { OpenGuardError } from '@openguard/errors';
import { isSubset, LOOPBACK, type TargetList } from '@openguard/targets';
import { createInterface } from 'node:readline/promises';
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
    const reply = await client.get('/msp/about.php', [], { signal });
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
  if (!io.stdin.isTTY || !io.stderr.isTTY) {
    if (await isSimulated(client, io.signal)) return;
    throw unstated();
  }
  const terminal = createInterface({ input: io.stdin, output: io.stderr });
  try {
    const answer = await terminal.question(
      'These targets lie beyond loopback. Do their owners allow this scan? (yes/no) ',
      {
        signal: io.signal,
      },
    );
    if (answer.trim().toLowerCase() !== 'yes') throw unstated();
  } finally {
    terminal.close();
  }
};
