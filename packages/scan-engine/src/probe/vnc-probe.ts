import { setTimeout as delay } from 'node:timers/promises';
import type { Port } from '../nmap/document.js';
import type { Sight } from '../scripts/script-rule.js';
import { converse, type Conversation } from './conversation.js';
import { tcpService, type Place, type Probe } from './probe.js';

const GREETING = /^RFB (\d{3})\.(\d{3})\n/;
const GREETING_LENGTH = 12;
const NONE = 1;
const VENCRYPT = 19;
const OPEN = new Set([NONE, 257, 260]);
/** Numbers of RFC 6143, of the registry it founded, and of VeNCrypt. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [NONE, 'None'],
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
/** They double the time whenever somebody comes again; after a scan's scripts it is a minute or more. */
const TRIES = 8;
const PATIENCE_MS = 120_000;

interface Offer {
  readonly version: string;
  readonly types: readonly number[];
  /** Whether it let us choose no log-in although it does not offer that (CVE-2006-2369). */
  readonly bypassed: boolean;
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

/** Chooses no log-in where it is not offered: a server that is in order hangs up or says no. */
const isBypassed = async ({ send, hear }: Conversation): Promise<boolean> => {
  send(Uint8Array.of(NONE));
  const answer = await hear((bytes) => bytes.length >= 4);
  return answer.length === 4 && answer.readUInt32BE(0) === 0;
};

/**
 * Goes in where there is no log-in, and leaves: servers that shut out whoever connected a few times without one forget
 * that then, and the next scan finds what this one found. No session is begun, since none is asked for.
 */
const goIn = async ({ send, hear }: Conversation): Promise<void> => {
  send(Uint8Array.of(NONE));
  await hear((bytes) => bytes.length >= 4);
};

/** What a server offers, or that it has shut us out. */
const offerOf = async (place: Place, signal: AbortSignal): Promise<Offer | 'shut out'> => {
  const conversation = await converse(place, signal);
  try {
    const greeting = await exactly(conversation, () => GREETING_LENGTH);
    const [, major, minor] = GREETING.exec(greeting.toString('latin1')) ?? [];
    if (major === undefined || minor === undefined) throw new Error('it does not speak RFB');
    // One that shuts us out says so at once, in the form of version 3.3, without waiting for our version.
    if (greeting.length > GREETING_LENGTH) return 'shut out';
    const version = `${Number(major)}.${Number(minor)}`;
    const decides = Number(major) === 3 && Number(minor) < 7;
    conversation.send(`RFB 003.${decides ? '003' : Number(minor) === 7 ? '007' : '008'}\n`);
    if (decides) {
      const type = (await exactly(conversation, () => 4)).readUInt32BE(0);
      return type === 0 ? 'shut out' : { version, types: [type], bypassed: false };
    }
    const offer = await exactly(conversation, offerLength);
    if (offer[0] === 0) return 'shut out';
    const types = [...offer.subarray(1, 1 + (offer[0] ?? 0))];
    if (types.includes(NONE)) {
      await goIn(conversation);
      return { version, types, bypassed: false };
    }
    if (!types.includes(VENCRYPT)) return { version, types, bypassed: await isBypassed(conversation) };
    return { version, types: [...types, ...(await venCryptTypes(conversation))], bypassed: false };
  } finally {
    conversation.close();
  }
};

/** Whether nmap's script had its answer: servers count connections, and one more may be the one too many. */
const isTold = ({ scripts }: Port): boolean =>
  scripts.some(({ id, tables }) => id === 'vnc-info' && tables.some(({ key }) => key === 'Security types'));

/** Whether it was that there is no log-in. */
const isToldOpen = ({ scripts }: Port): boolean =>
  scripts.some(({ id, output }) => id === 'vnc-info' && /\bNone \(1\)/.test(output ?? ''));

const waitedFor = async (
  place: Place,
  signal: AbortSignal,
  shutOutMs: number,
): Promise<Offer | 'shut out'> => {
  for (let tries = 1; ; tries += 1) {
    const offer = await offerOf(place, signal);
    if (offer !== 'shut out' || tries === TRIES) return offer;
    await delay(shutOutMs, undefined, { signal });
  }
};

/**
 * VNC, where nmap's scripts had no answer: which log-ins it offers, and whether one of them is none at all.
 *
 * @param shutOutMs how long it waits before it asks again a server that has shut it out
 */
export const vncProbeAfter = (shutOutMs: number): Probe => ({
  name: 'VNC security types',
  patienceMs: PATIENCE_MS,
  checks: ['vnc-banner', 'vnc_no_authentication', 'realvnc-auth-bypass'],
  looksAt: (port) => tcpService(['vnc'])(port) && !isTold(port),
  ask: async (place, signal) => {
    const offer = await waitedFor(place, signal, shutOutMs);
    if (offer === 'shut out') throw new Error('it admits nobody for now, after too many connections');
    const { version, types, bypassed } = offer;
    const names = types.map((type) => NAMES.get(type) ?? `type ${type}`).join(', ');
    const banner: Sight = {
      check: 'vnc-banner',
      result: `Protocol version: ${version}\nSecurity types: ${names}`,
    };
    return [
      banner,
      ...(types.some((type) => OPEN.has(type)) ? [{ check: 'vnc_no_authentication', result: names }] : []),
      ...(bypassed ? [{ check: 'realvnc-auth-bypass', result: `Offered: ${names}. Chosen: None.` }] : []),
    ];
  },
});

/** {@link vncProbeAfter}, with the patience that TigerVNC asks for. */
export const vncProbe: Probe = vncProbeAfter(SHUT_OUT_MS);

/** Goes in where nmap's script was told that there is no log-in, for the same reason. It tells nothing more. */
export const vncFarewell: Probe = {
  name: 'VNC without log-in',
  patienceMs: PATIENCE_MS,
  checks: [],
  looksAt: (port) => tcpService(['vnc'])(port) && isToldOpen(port),
  ask: async (place, signal) => {
    await waitedFor(place, signal, SHUT_OUT_MS);
    return [];
  },
};
