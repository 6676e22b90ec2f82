import { decode, encode, streamDecode, streamEncode, type Answer, type Packet } from 'dns-packet';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

const AUTHORITATIVE = 1 << 10;
const NAME_ERROR = 3;
const REFUSED = 5;

/** A zone, and what the server does besides answering from it. */
export interface TinyZone {
  readonly records: readonly Answer[];
  /** What it gives to whoever asks for the whole zone; refused when left out. */
  readonly transferred?: (records: readonly Answer[]) => readonly Answer[];
  /** Names that it does not answer about. */
  readonly mute?: readonly string[];
  /** Where every other name leads. */
  readonly everywhere?: string;
}

/** A name server on loopback, by UDP and TCP at one port, that knows a zone and counts what it is asked. */
export interface TinyDns {
  readonly port: number;
  readonly resolvers: readonly string[];
  readonly questions: readonly string[];
  readonly close: () => Promise<void>;
}

const reply = (query: Packet, answers: readonly Answer[], code: number): Packet => ({
  type: 'response',
  id: query.id ?? 0,
  flags: AUTHORITATIVE | code,
  questions: query.questions ?? [],
  answers: [...answers],
});

const answersOf = (
  { records, everywhere }: TinyZone,
  name: string,
  type: string,
): readonly Answer[] | undefined => {
  const own = records.filter((record) => record.name === name);
  if (own.length === 0 && everywhere !== undefined && type === 'A')
    return [{ name, type: 'A', data: everywhere }];
  return own.length === 0 ? undefined : own.filter((record) => record.type === type);
};

/** Starts the server at an address of loopback. */
export const startTinyDns = async (zone: TinyZone, address: string): Promise<TinyDns> => {
  const questions: string[] = [];
  const answer = (query: Packet): Packet | undefined => {
    const [question] = query.questions ?? [];
    if (question === undefined) return undefined;
    questions.push(`${question.name} ${question.type}`);
    if (zone.mute?.includes(question.name) === true) return undefined;
    if (question.type === 'AXFR') {
      const records = zone.transferred?.(zone.records);
      return records === undefined ? reply(query, [], REFUSED) : reply(query, records, 0);
    }
    const answers = answersOf(zone, question.name, question.type);
    return answers === undefined ? reply(query, [], NAME_ERROR) : reply(query, answers, 0);
  };
  const tcp = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (bytes) => {
      const packet = answer(streamDecode(bytes));
      if (packet === undefined) return;
      // In small pieces, as a network may deliver them.
      const reply = streamEncode(packet);
      for (let at = 0; at < reply.length; at += 7) socket.write(reply.subarray(at, at + 7));
    });
  });
  tcp.listen(0, address);
  await once(tcp, 'listening');
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket('udp4', (message, { port: to, address: peer }) => {
    const packet = answer(decode(message));
    if (packet !== undefined) udp.send(encode(packet), to, peer);
  });
  udp.bind(port, address);
  await once(udp, 'listening');
  return {
    port,
    resolvers: [`${address}:${port}`],
    questions,
    close: async () => {
      udp.close();
      tcp.close();
      await once(tcp, 'close');
    },
  };
};
