import { setTimeout as delay } from 'node:timers/promises';
import type { Sight } from '../scripts/script-rule.js';
import { converse, type Conversation } from './conversation.js';
import { tcpService, type Place, type Probe } from './probe.js';

const GREETING = /^RFB (\d{3})\.(\d{3})\n/;
const GREETING_LENGTH = 12;
const VENCRYPT = 19;
const OPEN = new Set([1, 257, 260]);
/** Numbers of RFC 6143, of the registry it founded, and of VeNCrypt. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [1, 'None'],
  [2, 'VNC Authentication'],
  [5, 'RA2'],
  [6, 'RA2ne'],
  [16, 'Tight'],
  [17, 'Ultra'],
  [18, 'TLS'],
  [VENCRYPT, 'VeNCrypt'],
  [20, 'SASL'],
  [21, 'MD5'],
  [22, 'xvp'],
  [30, 'Apple Remote Desktop'],
  [256, 'VeNCrypt Plain'],
  [257, 'VeNCrypt TLS None'],
  [258, 'VeNCrypt TLS VNC'],
  [259, 'VeNCrypt TLS Plain'],
  [260, 'VeNCrypt X509 None'],
  [261, 'VeNCrypt X509 VNC'],
  [262, 'VeNCrypt X509 Plain'],
]);

/** Servers shut out for some seconds whoever connected a few times without a log-in, as version detection does. */
const SHUT_OUT_MS = 12_000;

interface Offer {
  readonly version: string;
  readonly types: readonly number[];
}

const exactly = async ({ hear }: Conversation, count: (heard: Buffer) => number): Promise<Buffer> => {
  const heard = await hear((bytes) => bytes.length >= count(bytes));
  if (heard.length < count(heard)) throw new Error('it hung up');
  return heard;
};

/** A number of types, and the types; or none, and why. */
const offerLength = (bytes: Buffer): number => {
  const count = bytes[0];
  if (count === undefined) return 1;
  if (count > 0) return 1 + count;
  return bytes.length < 5 ? 5 : 5 + Math.min(bytes.readUInt32BE(1), 1000);
};

/** What VeNCrypt offers: after its version (0.2), a number of types of four bytes each. */
const venCryptTypes = async (conversation: Conversation): Promise<readonly number[]> => {
  conversation.send(Uint8Array.of(VENCRYPT));
  await exactly(conversation, () => 2);
  conversation.send(Uint8Array.of(0, 2));
  const answer = await exactly(conversation, (bytes) => 2 + 4 * (bytes[1] ?? 0));
  if (answer[0] !== 0) return [];
  return Array.from({ length: answer[1] ?? 0 }, (_, index) => answer.readUInt32BE(2 + 4 * index));
};

/** What a server offers, or that it has shut us out. */
const offerOf = async (place: Place, signal: AbortSignal): Promise<Offer | 'shut out'> => {
  const conversation = await converse(place, signal);
  try {
    const greeting = await exactly(conversation, () => GREETING_LENGTH);
    const [, major, minor] = GREETING.exec(greeting.toString('latin1')) ?? [];
    if (major === undefined || minor === undefined) throw new Error('it does not speak RFB');
    const version = `${Number(major)}.${Number(minor)}`;
    const decides = Number(major) === 3 && Number(minor) < 7;
    conversation.send(`RFB 003.${decides ? '003' : Number(minor) === 7 ? '007' : '008'}\n`);
    if (decides) {
      const type = (await exactly(conversation, () => 4)).readUInt32BE(0);
      return type === 0 ? 'shut out' : { version, types: [type] };
    }
    const offer = await exactly(conversation, offerLength);
    if (offer[0] === 0) return 'shut out';
    const types = [...offer.subarray(1, 1 + (offer[0] ?? 0))];
    const deeper = types.includes(VENCRYPT) && !types.includes(1) ? await venCryptTypes(conversation) : [];
    return { version, types: [...types, ...deeper] };
  } finally {
    conversation.close();
  }
};

/** VNC: which log-ins it offers, and whether one of them is none at all. */
export const vncProbe: Probe = {
  name: 'VNC security types',
  checks: ['vnc-banner', 'vnc_no_authentication'],
  looksAt: tcpService(['vnc']),
  ask: async (place, signal) => {
    let offer = await offerOf(place, signal);
    if (offer === 'shut out') {
      await delay(SHUT_OUT_MS, undefined, { signal });
      offer = await offerOf(place, signal);
    }
    if (offer === 'shut out') throw new Error('it admits nobody for now, after too many connections');
    const { version, types } = offer;
    const names = types.map((type) => NAMES.get(type) ?? `type ${type}`).join(', ');
    const banner: Sight = {
      check: 'vnc-banner',
      result: `Protocol version: ${version}\nSecurity types: ${names}`,
    };
    return types.some((type) => OPEN.has(type))
      ? [banner, { check: 'vnc_no_authentication', result: names }]
      : [banner];
  },
};
