import { formatAddress, parseAddress, type Address } from '@openguard/targets';
import { RECURSION_DESIRED, streamEncode } from 'dns-packet';
import * as E from 'fp-ts/lib/Either.js';
import { randomInt } from 'node:crypto';
import { connect } from 'node:net';
import { decodeDns } from './decode-dns.js';

/** A host of a zone: a name and one of its addresses. */
export interface ZoneHost {
  readonly name: string;
  readonly address: Address;
}

/** Where and how patiently a zone is asked for. */
export interface TransferOptions {
  /** 53 by default. */
  readonly port?: number;
  /** How long a server may take for the whole zone. */
  readonly timeoutMs?: number;
}

const PORT = 53;
const TIMEOUT_MS = 10_000;
/** A zone larger than this is taken for an attack on us. */
const MOST_BYTES = 64 * 1024 * 1024;
const MESSAGE_HEAD = 2;

const question = (domain: string, id: number): Buffer =>
  streamEncode({
    type: 'query',
    id,
    flags: RECURSION_DESIRED,
    questions: [{ type: 'AXFR', name: domain, class: 'IN' }],
  });

/** Whole messages out of pieces of a stream, where each has its length before it. */
async function* messagesOf(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let pieces: Buffer[] = [];
  let held = 0;
  let total = 0;
  let wanted = MESSAGE_HEAD;
  for await (const piece of source) {
    total += piece.length;
    if (total > MOST_BYTES) return;
    pieces.push(piece);
    held += piece.length;
    if (held < wanted) continue;
    let bytes = Buffer.concat(pieces);
    for (;;) {
      wanted = MESSAGE_HEAD;
      if (bytes.length < wanted) break;
      wanted += bytes.readUInt16BE(0);
      if (bytes.length < wanted) break;
      yield bytes.subarray(MESSAGE_HEAD, wanted);
      bytes = bytes.subarray(wanted);
    }
    pieces = [bytes];
    held = bytes.length;
  }
}

/**
 * Asks a name server for a whole zone (AXFR, RFC 5936). `undefined` when it gives none: it refuses, does not
 * answer, or what comes is not a whole zone, from SOA to SOA. Most servers refuse; that is no failure.
 */
export const transferZone = async (
  domain: string,
  server: Address,
  options: TransferOptions,
  signal: AbortSignal,
): Promise<readonly ZoneHost[] | undefined> => {
  const id = randomInt(0x1_0000);
  const socket = connect({ host: formatAddress(server), port: options.port ?? PORT });
  const patience = AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS)]);
  const end = (): void => {
    socket.destroy();
  };
  patience.addEventListener('abort', end);
  // Whatever goes wrong on the way, the answer is that there is no zone.
  socket.on('error', end);
  socket.write(question(domain, id));
  const hosts: ZoneHost[] = [];
  let starts = 0;
  try {
    for await (const message of messagesOf(socket)) {
      const packet = decodeDns(message);
      if (packet === undefined || packet.id !== id) return undefined;
      for (const answer of packet.answers ?? []) {
        if (answer.type === 'SOA') starts += 1;
        else if (starts === 0) return undefined;
        if (answer.type !== 'A') continue;
        const address = parseAddress(answer.data);
        if (E.isRight(address)) hosts.push({ name: answer.name.toLowerCase(), address: address.right });
      }
      if (starts > 1) return hosts;
    }
    return undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  } finally {
    patience.removeEventListener('abort', end);
    socket.destroy();
  }
};
