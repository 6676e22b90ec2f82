import type { Client } from '@openguard/client';
import { OpenGuardError } from '@openguard/errors';
import { about, type MapTarget } from '@openguard/protocol';
import { isSubset, LOOPBACK, type TargetList } from '@openguard/targets';
import { ask } from './ask.js';
import type { Invocation } from './command.js';

/** What is asked of a person, and what is said when nobody stands for it. */
interface Words {
  readonly question: string;
  readonly unstated: string;
}

const SCAN_WORDS: Words = {
  question: 'These targets lie beyond loopback. Do their owners allow this scan? (yes/no) ',
  unstated:
    'these targets lie beyond loopback; scan only what its owners allow, and say so with --authorised',
};

const MAP_WORDS: Words = {
  question:
    'A map touches every host of a domain, beyond loopback. Do their owners allow this map? (yes/no) ',
  unstated:
    'a map touches every host of a domain, beyond loopback; map only what its owners allow, and say so with --authorised',
};

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

const demand = async ({ values, io }: Invocation, client: Client, words: Words): Promise<void> => {
  if (values['authorised'] === true) return;
  const unstated = new OpenGuardError('OG_PERMISSION_UNSTATED', words.unstated);
  // After --password-stdin nothing more can be read from standard input.
  if (!io.stdin.isTTY || io.stdin.destroyed || !io.stderr.isTTY) {
    if (await isSimulated(client, io.signal)) return;
    throw unstated;
  }
  const answer = await ask(words.question, io.stdin, io.stderr, io.signal);
  if (answer.toLowerCase() !== 'yes') throw unstated;
};

/**
 * Makes sure that someone stands for a scan beyond loopback: says so with `--authorised`, or answers yes on a
 * terminal. Rejects with `OG_PERMISSION_UNSTATED`.
 */
export const demandPermission = async (
  invocation: Invocation,
  client: Client,
  targets: TargetList,
): Promise<void> => {
  if (!isSubset(targets.addresses, LOOPBACK)) await demand(invocation, client, SCAN_WORDS);
};

/** The same for a map: where the hosts of a domain lie is not known before. */
export const demandMapPermission = async (
  invocation: Invocation,
  client: Client,
  targets: readonly MapTarget[],
): Promise<void> => {
  const isLoopback = ({ domain, netblock }: MapTarget): boolean =>
    domain === undefined && netblock !== undefined && isSubset(netblock.addresses, LOOPBACK);
  if (!targets.every(isLoopback)) await demand(invocation, client, MAP_WORDS);
};
