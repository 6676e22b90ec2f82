import type { Sight } from '../scripts/script-rule.js';
import { converse } from './conversation.js';
import { askByDatagram } from './datagram.js';
import { DNS, dnsQuestion, readDnsAnswer, type DnsAnswer } from './dns-message.js';
import { tcpService, udpService, type Place, type Probe } from './probe.js';

const ID = 0x4f47;
const REFUSED = 5;

type Ask = (name: string, type: number, kind?: number) => Promise<DnsAnswer | undefined>;

const overUdp =
  ({ host, port }: Place, signal: AbortSignal): Ask =>
  async (name, type, kind) => {
    const isOurs = (message: Buffer): boolean => readDnsAnswer(message)?.id === ID;
    const answer = await askByDatagram(host, port, dnsQuestion(ID, name, type, kind), isOurs, signal);
    return answer === undefined ? undefined : readDnsAnswer(answer);
  };

const overTcp =
  (place: Place, signal: AbortSignal): Ask =>
  async (name, type, kind) => {
    const conversation = await converse({ ...place, ssl: false }, signal);
    try {
      const question = dnsQuestion(ID, name, type, kind);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(question.length, 0);
      conversation.send(Buffer.concat([length, question]));
      const heard = await conversation.hear(
        (bytes) => bytes.length >= 2 && bytes.length >= 2 + bytes.readUInt16BE(0),
      );
      return heard.length < 2 ? undefined : readDnsAnswer(heard.subarray(2, 2 + heard.readUInt16BE(0)));
    } finally {
      conversation.close();
    }
  };

/**
 * The name is one that every resolver knows by itself: nobody else hears of the question. A server says in every
 * answer whether it would have asked others for us.
 */
const recursion = async (ask: Ask): Promise<readonly Sight[]> => {
  const answer = await ask('1.0.0.127.in-addr.arpa', DNS.PTR);
  return answer?.recursive === true && answer.code !== REFUSED
    ? [{ check: 'dns_recursion', result: 'The server offers recursion to the scanner.' }]
    : [];
};

const version = async (ask: Ask): Promise<readonly Sight[]> => {
  const { first } = (await ask('version.bind', DNS.TXT, DNS.CHAOS)) ?? {};
  const text = first?.type === DNS.TXT ? first.data.subarray(1).toString('latin1') : '';
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
      const answer = await ask(zone, DNS.AXFR);
      if (answer?.first?.type === DNS.SOA) given.push(zone);
    }
    return given.length > 0 ? [{ check: 'dns_zone_transfer', result: given.sort().join('\n') }] : [];
  },
};
