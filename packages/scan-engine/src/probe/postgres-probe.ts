import { converse } from './conversation.js';
import { tcpService, type Probe } from './probe.js';

const VERSION_3 = 0x0003_0000;
const AUTHENTICATION = 'R'.charCodeAt(0);
const ERROR = 'E'.charCodeAt(0);
const OK = 0;
/** The class of errors that say that the user is not let in (SQLSTATE). */
const REFUSED = '28';
/** A message is its kind, its length with itself, and what it says. */
const messageEnd = (heard: Buffer): number => 1 + heard.readUInt32BE(1);

/** The code of an error, a field of its message; empty when it has none. */
const codeOf = (message: Buffer): string =>
  message
    .toString('latin1', 5)
    .split('\0')
    .find((field) => field.startsWith('C'))
    ?.slice(1) ?? '';

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
      const answer = await conversation.hear(
        (heard) => heard.length >= 9 && heard.length >= messageEnd(heard),
      );
      if (answer.length < 9) throw new Error('it hung up');
      // Of any other error, such as that there are too many clients, nobody knows what it hides.
      if (answer[0] === ERROR && !codeOf(answer).startsWith(REFUSED))
        throw new Error(`it answered with error ${codeOf(answer)}`);
      const open = answer[0] === AUTHENTICATION && answer.readUInt32BE(5) === OK;
      return open
        ? [{ check: 'postgres_no_password', result: 'The user "postgres" was let in without a password.' }]
        : [];
    } finally {
      conversation.close();
    }
  },
};
