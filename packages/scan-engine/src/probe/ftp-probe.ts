import { converse } from './conversation.js';
import { tcpService, type Probe } from './probe.js';
import { hearReply, notPutOff, sayLine } from './reply.js';

const PASSWORD_PLEASE = 331;
const LOGGED_IN = 230;

/** FTP: whether a password is asked for before the connection is encrypted. */
export const ftpProbe: Probe = {
  name: 'log-in without TLS',
  checks: ['ftp_cleartext_login'],
  looksAt: (port) => tcpService(['ftp'])(port) && port.service?.tunnel !== 'ssl',
  ask: async (place, signal) => {
    const conversation = await converse(place, signal);
    try {
      notPutOff(await hearReply(conversation));
      const { code } = notPutOff(await sayLine(conversation, 'USER openguard'));
      conversation.send('QUIT\r\n');
      return code === PASSWORD_PLEASE
        ? [{ check: 'ftp_cleartext_login', result: 'The server asked for a password without TLS.' }]
        : [];
    } finally {
      conversation.close();
    }
  },
};

/** FTP: whether anybody is let in, also where the server was too busy to say so to the script that asks the same. */
export const anonymousFtpProbe: Probe = {
  name: 'anonymous log-in',
  checks: ['ftp_anonymous', 'ftp_anonymous_writable'],
  looksAt: (port) => tcpService(['ftp'])(port) && !port.scripts.some(({ id }) => id === 'ftp-anon'),
  ask: async (place, signal) => {
    const conversation = await converse(place, signal);
    try {
      notPutOff(await hearReply(conversation));
      let { code } = notPutOff(await sayLine(conversation, 'USER anonymous'));
      if (code === PASSWORD_PLEASE)
        ({ code } = notPutOff(await sayLine(conversation, 'PASS guest@example.org')));
      conversation.send('QUIT\r\n');
      return code === LOGGED_IN
        ? [
            { check: 'ftp_anonymous', result: 'Anonymous FTP login allowed.' },
            { check: 'ftp_anonymous_writable', unclear: 'its directories were not looked at' },
          ]
        : [];
    } finally {
      conversation.close();
    }
  },
};
