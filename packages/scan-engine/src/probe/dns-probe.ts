import {
  RECURSION_DESIRED,
  encode,
  streamEncode,
  type DecodedPacket,
  type Packet,
  type Question,
} from 'dns-packet';
import { decodeDns } from '../names/decode-dns.js';
import type { Sight } from '../scripts/script-rule.js';
import { converse } from './conversation.js';
import { askByDatagram } from './datagram.js';
import { tcpService, udpService, type Place, type Probe } from './probe.js';

const ID = 0x4f47;
const CODE = 0x000f;
const REFUSED = 5;
/** Before a message over TCP stands its length. */
const HEAD = 2;

type Ask = (question: Question) => Promise<DecodedPacket | undefined>;

const packetOf = (question: Question): Packet => ({
  type: 'query',
  id: ID,
  flags: RECURSION_DESIRED,
  questions: [question],
});

/** An answer to our question; `undefined` for anything else. */
const answerIn = (message: Buffer): DecodedPacket | undefined => {
  const packet = decodeDns(message);
  return packet?.id === ID && packet.flag_qr ? packet : undefined;
};

const overUdp =
  ({ host, port }: Place, signal: AbortSignal): Ask =>
  async (question) => {
    const isOurs = (message: Buffer): boolean => answerIn(message) !== undefined;
    const answer = await askByDatagram(host, port, encode(packetOf(question)), isOurs, signal);
    return answer === undefined ? undefined : answerIn(answer);
  };

const overTcp =
  (place: Place, signal: AbortSignal): Ask =>
  async (question) => {
    const conversation = await converse({ ...place, ssl: false }, signal);
    try {
      conversation.send(streamEncode(packetOf(question)));
      const heard = await conversation.hear(
        (bytes) => bytes.length >= HEAD && bytes.length >= HEAD + bytes.readUInt16BE(0),
      );
      return heard.length < HEAD ? undefined : answerIn(heard.subarray(HEAD, HEAD + heard.readUInt16BE(0)));
    } finally {
      conversation.close();
    }
  };

/**
 * The name is one that every resolver knows by itself: nobody else hears of the question. A server says in every
 * answer whether it would have asked others for us.
 */
const recursion = async (ask: Ask): Promise<readonly Sight[]> => {
  const answer = await ask({ name: '1.0.0.127.in-addr.arpa', type: 'PTR' });
  return answer?.flag_ra === true && ((answer.flags ?? 0) & CODE) !== REFUSED
    ? [{ check: 'dns_recursion', result: 'The server offers recursion to the scanner.' }]
    : [];
};

const version = async (ask: Ask): Promise<readonly Sight[]> => {
  const answer = await ask({ name: 'version.bind', type: 'TXT', class: 'CH' });
  const [first] = answer?.answers ?? [];
  const text =
    first?.type === 'TXT'
      ? [first.data]
          .flat()
          .map((part) => part.toString('latin1'))
          .join('')
      : '';
  return text === '' ? [] : [{ check: 'dns_version', result: text }];
};

/** Name servers over UDP: recursion and version. */
export const dnsProbe: Probe = {
  name: 'DNS questions',
  checks: ['dns_recursion', 'dns_version'],
  looksAt: (port) => udpService(['domain'])(port) || tcpService(['domain'])(port),
  ask: async (place, signal) => {
    const ask = (place.udp ? overUdp : overTcp)(place, signal);
    return [...(await recursion(ask)), ...(await version(ask))];
  },
};

/** Name servers over TCP: whether they hand out whole zones. */
export const zoneProbe: Probe = {
  name: 'DNS zone transfer',
  checks: ['dns_zone_transfer'],
  looksAt: tcpService(['domain']),
  ask: async (place, signal) => {
    const ask = overTcp(place, signal);
    const given: string[] = [];
    for (const zone of place.zones) {
      const answer = await ask({ name: zone, type: 'AXFR' });
      if (answer?.answers?.[0]?.type === 'SOA') given.push(zone);
    }
    return given.length > 0 ? [{ check: 'dns_zone_transfer', result: given.sort().join('\n') }] : [];
  },
};
