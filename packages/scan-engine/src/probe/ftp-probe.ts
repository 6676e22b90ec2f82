import { converse } from './conversation.js';
import { tcpService, type Probe } from './probe.js';
import { hearReply, notPutOff, sayLine } from './reply.js';

const PASSWORD_PLEASE = 331;

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
