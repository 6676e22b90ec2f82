import type { Sight } from '../scripts/script-rule.js';
import { converse, type Conversation } from './conversation.js';
import { tcpService, type Place, type Probe, type Unclear } from './probe.js';
import { hearReply, isForLater, notPutOff, sayLine, type Reply } from './reply.js';

const isYes = (code: number): boolean => code >= 200 && code < 300;

type Told = readonly (Sight | Unclear)[];

/** What comes before a transaction is missing: another order of commands, or TLS. */
const OUT_OF_ORDER = 503;
const FIRST_SOMETHING_ELSE = 530;
const WANTS_TLS = 'TLS first';

/**
 * Why a reply neither agrees nor refuses: the server puts unknown senders off for a while, or wants something else
 * first. One that wants a log-in has refused.
 */
const whyUnclear = ({ code, lines }: Reply): string | undefined => {
  if (isForLater({ code })) return `it said ${code}, come back later`;
  if (code === OUT_OF_ORDER) return `it said ${code}, something else first`;
  if (code === FIRST_SOMETHING_ELSE && /TLS/i.test(lines.join(' '))) return `it said ${code}, ${WANTS_TLS}`;
  return undefined;
};

const unclear = (check: string, replies: readonly Reply[]): Told => {
  const why = replies.map(whyUnclear).find((reason) => reason !== undefined);
  return why === undefined ? [] : [{ check, unclear: why }];
};

/** Whether the server tells addresses that exist from one that surely does not. */
const tellsNames = async (conversation: Conversation): Promise<Told> => {
  const invented = await sayLine(conversation, 'VRFY no-such-user-7f3a91');
  if (isYes(invented.code)) return [];
  // Nothing can be held against a name that was only put off.
  if (whyUnclear(invented) !== undefined) return unclear('smtp_vrfy', [invented]);
  const replies: Reply[] = [];
  for (const name of ['postmaster', 'root']) {
    const reply = await sayLine(conversation, `VRFY ${name}`);
    if (isYes(reply.code))
      return [{ check: 'smtp_vrfy', result: `VRFY ${name} is confirmed, an invented name is not.` }];
    replies.push(reply);
  }
  return unclear('smtp_vrfy', replies);
};

/** Whether the server would take a letter for somebody else's domain. It is not sent: RSET takes it back. */
const relays = async (conversation: Conversation): Promise<Told> => {
  const from = await sayLine(conversation, 'MAIL FROM:<postmaster@example.org>');
  if (!isYes(from.code)) return unclear('smtp_open_relay', [from]);
  const to = await sayLine(conversation, 'RCPT TO:<postmaster@example.com>');
  await sayLine(conversation, 'RSET');
  return isYes(to.code)
    ? [{ check: 'smtp_open_relay', result: 'A recipient at example.com was accepted without a log-in.' }]
    : unclear('smtp_open_relay', [to]);
};

/** Introduces us, to a server that knows no EHLO or does not like the name in it as well. */
const introduce = async (conversation: Conversation): Promise<Reply> => {
  const extended = notPutOff(await sayLine(conversation, 'EHLO scanner.invalid'));
  if (isYes(extended.code)) return extended;
  for (const name of ['scanner.invalid', 'example.org']) {
    const plain = notPutOff(await sayLine(conversation, `HELO ${name}`));
    if (isYes(plain.code)) return { ...plain, lines: [] };
  }
  throw new Error(`it answered our introduction with ${extended.code}`);
};

const offers = ({ lines }: Reply, extension: RegExp): string | undefined =>
  lines.find((line) => extension.test(line));

const ask = async (conversation: Conversation): Promise<Told> => [
  ...(await tellsNames(conversation)),
  ...(await relays(conversation)),
];

const leave = (conversation: Conversation, told: Told): Told => {
  conversation.send('QUIT\r\n');
  return told;
};

/** Asks through TLS what a server answers to nobody before. */
const askThroughTls = async (conversation: Conversation): Promise<Told> => {
  const { code } = notPutOff(await sayLine(conversation, 'STARTTLS'));
  if (!isYes(code)) throw new Error(`it answered STARTTLS with ${code}`);
  const encrypted = await conversation.encrypted();
  await introduce(encrypted);
  return leave(encrypted, await ask(encrypted));
};

const talk = async ({ ssl }: Place, conversation: Conversation): Promise<Told> => {
  const { code } = await hearReply(conversation);
  // One that talks to nobody like us may talk otherwise to others.
  if (!isYes(code)) throw new Error(`it greeted with ${code}`);
  const introduced = await introduce(conversation);
  const logIn = offers(introduced, /^AUTH[ =].*\b(?:PLAIN|LOGIN)\b/i);
  const clear: Told = logIn === undefined || ssl ? [] : [{ check: 'smtp_cleartext_login', result: logIn }];
  const told = await ask(conversation);
  const wantsTls = told.some((each) => 'unclear' in each && each.unclear.endsWith(WANTS_TLS));
  return wantsTls && offers(introduced, /^STARTTLS\b/i) !== undefined
    ? [...clear, ...(await askThroughTls(conversation))]
    : leave(conversation, [...clear, ...told]);
};

/** SMTP: relaying, names, and log-ins without TLS. */
export const smtpProbe: Probe = {
  name: 'mail dialogue',
  checks: ['smtp_open_relay', 'smtp_vrfy', 'smtp_cleartext_login'],
  looksAt: tcpService(['smtp', 'smtps', 'submission']),
  ask: async (place, signal) => {
    const conversation = await converse(place, signal);
    try {
      return await talk(place, conversation);
    } finally {
      conversation.close();
    }
  },
};
