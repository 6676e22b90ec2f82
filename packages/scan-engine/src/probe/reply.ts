import type { Conversation } from './conversation.js';

/** A reply of the kind that FTP and SMTP give: a number of three digits, and lines. */
export interface Reply {
  readonly code: number;
  readonly lines: readonly string[];
}

const LAST_LINE = /(?:^|\n)(\d{3})(?: [^\n]*)?\r?\n$/;

/** Hears one reply, which may have several lines. Rejects with an `Error` when something else is said. */
export const hearReply = async ({ hear }: Conversation): Promise<Reply> => {
  const text = (await hear((heard) => LAST_LINE.test(heard.toString('latin1')))).toString('latin1');
  const code = LAST_LINE.exec(text)?.[1];
  if (code === undefined) throw new Error(text === '' ? 'it hung up' : 'it does not speak as expected');
  return {
    code: Number(code),
    lines: text
      .split(/\r?\n/)
      .filter((line) => line !== '')
      .map((line) => line.slice(4)),
  };
};

/** Says a line and hears the reply. */
export const sayLine = (conversation: Conversation, line: string): Promise<Reply> => {
  conversation.send(`${line}\r\n`);
  return hearReply(conversation);
};

/** Whether a reply puts off what it answers: greylisting, an overload, a limit. Nothing can be concluded from it. */
export const isForLater = ({ code }: Pick<Reply, 'code'>): boolean => code >= 400 && code < 500;

/** The reply, unless the service puts us off: then an `Error`. */
export const notPutOff = (reply: Reply): Reply => {
  if (isForLater(reply)) throw new Error(`it said ${reply.code}, come back later`);
  return reply;
};
