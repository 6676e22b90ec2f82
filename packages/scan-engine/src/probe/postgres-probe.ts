import { converse } from './conversation.js';
import { tcpService, type Probe } from './probe.js';

const VERSION_3 = 0x0003_0000;
const AUTHENTICATION = 'R'.charCodeAt(0);
const OK = 0;

/** The first message of a client that wants to be a user. */
const startup = (user: string): Buffer => {
  const words = Buffer.from(`user\0${user}\0database\0postgres\0\0`);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(words.length + head.length, 0);
  head.writeUInt32BE(VERSION_3, 4);
  return Buffer.concat([head, words]);
};

/** PostgreSQL: whether the administrator gets in without a password. */
export const postgresProbe: Probe = {
  name: 'log-in without a password',
  checks: ['postgres_no_password'],
  looksAt: tcpService(['postgresql']),
  ask: async (place, signal) => {
    const conversation = await converse({ ...place, ssl: false }, signal);
    try {
      conversation.send(startup('postgres'));
      const answer = await conversation.hear((heard) => heard.length >= 9);
      if (answer.length < 9) throw new Error('it hung up');
      const open = answer[0] === AUTHENTICATION && answer.readUInt32BE(5) === OK;
      return open
        ? [{ check: 'postgres_no_password', result: 'The user "postgres" was let in without a password.' }]
        : [];
    } finally {
      conversation.close();
    }
  },
};
