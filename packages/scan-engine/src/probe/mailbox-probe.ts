import { converse } from './conversation.js';
import { tcpService, type Probe } from './probe.js';

const endsLine = (heard: Buffer): boolean => heard.at(-1) === 0x0a;

/** POP3: whether a password is taken before the connection is encrypted. */
export const pop3Probe: Probe = {
  name: 'log-in without TLS',
  checks: ['pop3_cleartext_login'],
  looksAt: (port) => tcpService(['pop3'])(port) && port.service?.tunnel !== 'ssl',
  ask: async (place, signal) => {
    const conversation = await converse(place, signal);
    try {
      const greeting = (await conversation.hear(endsLine)).toString('latin1');
      if (!greeting.startsWith('+OK')) throw new Error('it does not greet');
      conversation.send('CAPA\r\n');
      const capabilities = (
        await conversation.hear((heard) => {
          const text = heard.toString('latin1');
          return text.startsWith('-') ? endsLine(heard) : /(?:^|\n)\.\r?\n$/.test(text);
        })
      ).toString('latin1');
      const offered = capabilities
        .split(/\r?\n/)
        .filter((line) => /^USER$/i.test(line) || /^SASL .*\b(?:PLAIN|LOGIN)\b/i.test(line));
      conversation.send('QUIT\r\n');
      return offered.length > 0 ? [{ check: 'pop3_cleartext_login', result: offered.join('\n') }] : [];
    } finally {
      conversation.close();
    }
  },
};

/** IMAP: the same. */
export const imapProbe: Probe = {
  name: 'log-in without TLS',
  checks: ['imap_cleartext_login'],
  looksAt: (port) => tcpService(['imap'])(port) && port.service?.tunnel !== 'ssl',
  ask: async (place, signal) => {
    const conversation = await converse(place, signal);
    try {
      await conversation.hear(endsLine);
      conversation.send('a1 CAPABILITY\r\n');
      const answer = (
        await conversation.hear((heard) => /(?:^|\n)a1 [^\n]*\n$/.test(heard.toString('latin1')))
      ).toString('latin1');
      const line = /^\* CAPABILITY (.*?)\r?$/im.exec(answer)?.[1];
      if (line === undefined) throw new Error('it does not tell its capabilities');
      conversation.send('a2 LOGOUT\r\n');
      const words = line.toUpperCase().split(' ');
      return words.includes('LOGINDISABLED')
        ? []
        : [{ check: 'imap_cleartext_login', result: `CAPABILITY ${line}` }];
    } finally {
      conversation.close();
    }
  },
};
