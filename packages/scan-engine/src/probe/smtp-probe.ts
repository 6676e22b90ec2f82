import type { Sight } from '../scripts/script-rule.js';
import { converse, type Conversation } from './conversation.js';
import { tcpService, type Probe, type Unclear } from './probe.js';
import { hearReply, isForLater, notPutOff, sayLine } from './reply.js';

const isYes = (code: number): boolean => code >= 200 && code < 300;

type Told = readonly (Sight | Unclear)[];

/** A server that puts unknown senders off for a while has neither refused nor agreed. */
const putOff = (check: string, codes: readonly number[]): Told => {
  const code = codes.find((each) => isForLater({ code: each }));
  return code === undefined ? [] : [{ check, unclear: `it said ${code}, come back later` }];
};

/** Whether the server tells addresses that exist from one that surely does not. */
const tellsNames = async (conversation: Conversation): Promise<Told> => {
  const invented = await sayLine(conversation, 'VRFY no-such-user-7f3a91');
  if (isYes(invented.code)) return [];
  // Nothing can be held against a name that was only put off.
  if (isForLater(invented)) return putOff('smtp_vrfy', [invented.code]);
  const codes: number[] = [];
  for (const name of ['postmaster', 'root']) {
    const { code } = await sayLine(conversation, `VRFY ${name}`);
    if (isYes(code))
      return [{ check: 'smtp_vrfy', result: `VRFY ${name} is confirmed, an invented name is not.` }];
    codes.push(code);
  }
  return putOff('smtp_vrfy', codes);
};

/** Whether the server would take a letter for somebody else's domain. It is not sent: RSET takes it back. */
const relays = async (conversation: Conversation): Promise<Told> => {
  const from = await sayLine(conversation, 'MAIL FROM:<postmaster@example.org>');
  if (!isYes(from.code)) return putOff('smtp_open_relay', [from.code]);
  const { code } = await sayLine(conversation, 'RCPT TO:<postmaster@example.com>');
  await sayLine(conversation, 'RSET');
  return isYes(code)
    ? [{ check: 'smtp_open_relay', result: 'A recipient at example.com was accepted without a log-in.' }]
    : putOff('smtp_open_relay', [code]);
};

/** SMTP: relaying, names, and log-ins without TLS. */
export const smtpProbe: Probe = {
  name: 'mail dialogue',
  checks: ['smtp_open_relay', 'smtp_vrfy', 'smtp_cleartext_login'],
  looksAt: tcpService(['smtp', 'smtps', 'submission']),
  ask: async (place, signal) => {
    const conversation = await converse(place, signal);
    try {
      const { code } = await hearReply(conversation);
      // One that talks to nobody like us may talk otherwise to others.
      if (!isYes(code)) throw new Error(`it greeted with ${code}`);
      const { lines } = notPutOff(await sayLine(conversation, 'EHLO scanner.invalid'));
      const logIn = lines.find((line) => /^AUTH[ =].*\b(?:PLAIN|LOGIN)\b/i.test(line));
      const clear: readonly Sight[] =
        logIn === undefined || place.ssl ? [] : [{ check: 'smtp_cleartext_login', result: logIn }];
      const seen = [...clear, ...(await tellsNames(conversation)), ...(await relays(conversation))];
      conversation.send('QUIT\r\n');
      return seen;
    } finally {
      conversation.close();
    }
  },
};
