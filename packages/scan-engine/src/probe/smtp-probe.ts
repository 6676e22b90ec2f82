import type { Sight } from '../scripts/script-rule.js';
import { converse, type Conversation } from './conversation.js';
import { tcpService, type Probe } from './probe.js';
import { hearReply, sayLine } from './reply.js';

const isYes = (code: number): boolean => code >= 200 && code < 300;

/** Whether the server tells addresses that exist from one that surely does not. */
const tellsNames = async (conversation: Conversation): Promise<readonly Sight[]> => {
  const invented = await sayLine(conversation, 'VRFY no-such-user-7f3a91');
  if (isYes(invented.code)) return [];
  for (const name of ['postmaster', 'root']) {
    const { code } = await sayLine(conversation, `VRFY ${name}`);
    if (isYes(code))
      return [{ check: 'smtp_vrfy', result: `VRFY ${name} is confirmed, an invented name is not.` }];
  }
  return [];
};

/** Whether the server would take a letter for somebody else's domain. It is not sent: RSET takes it back. */
const relays = async (conversation: Conversation): Promise<readonly Sight[]> => {
  const from = await sayLine(conversation, 'MAIL FROM:<postmaster@example.org>');
  if (!isYes(from.code)) return [];
  const { code } = await sayLine(conversation, 'RCPT TO:<postmaster@example.com>');
  await sayLine(conversation, 'RSET');
  return isYes(code)
    ? [{ check: 'smtp_open_relay', result: 'A recipient at example.com was accepted without a log-in.' }]
    : [];
};

/** SMTP: relaying, names, and log-ins without TLS. */
export const smtpProbe: Probe = {
  name: 'mail dialogue',
  checks: ['smtp_open_relay', 'smtp_vrfy', 'smtp_cleartext_login'],
  looksAt: tcpService(['smtp', 'smtps', 'submission']),
  ask: async (place, signal) => {
    const conversation = await converse(place, signal);
    try {
      await hearReply(conversation);
      const { lines } = await sayLine(conversation, 'EHLO scanner.invalid');
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
