import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { MAIL_CERTIFICATE } from './certificate.js';
import { readTaken, refusal, type Mood, type Taken } from './session.js';

/** What the server offers. `plain`: no TLS at all. Without `login` it asks for none. */
export interface MailServerOptions {
  readonly security?: 'starttls' | 'implicit' | 'plain';
  readonly login?: { readonly user: string; readonly password: string };
  readonly port?: number;
}

/** An SMTP server on 127.0.0.1. */
export interface MailServer {
  readonly port: number;
  /** What it took, in order. */
  readonly letters: readonly Taken[];
  /** How many sessions began. */
  readonly sessions: () => number;
  readonly feel: (mood: Mood) => void;
  readonly stop: () => Promise<void>;
}

const tlsOf = () => ({
  cert: readFileSync(MAIL_CERTIFICATE.cert),
  key: readFileSync(MAIL_CERTIFICATE.key),
});

/** Starts the server; it feels well. */
export const startMailServer = async (options: MailServerOptions = {}): Promise<MailServer> => {
  const { security = 'starttls', login, port = 0 } = options;
  let mood: Mood = 'well';
  let sessions = 0;
  const letters: Taken[] = [];
  const sockets = new Set<Socket>();
  const troubleAt = (place: string): Error | undefined =>
    typeof mood === 'object' && mood.at === place ? refusal(mood) : undefined;
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
  };

  const server = new SMTPServer({
    secure: security === 'implicit',
    ...(security === 'plain' ? {} : tlsOf()),
    disabledCommands: [
      ...(security === 'plain' ? ['STARTTLS'] : []),
      ...(login === undefined ? ['AUTH'] : []),
    ],
    allowInsecureAuth: security === 'plain',
    authOptional: login === undefined,
    disableReverseLookup: true,
    onConnect: (_session, callback) => {
      sessions += 1;
      callback(troubleAt('greeting'));
    },
    onAuth: ({ username, password }, _session, callback) => {
      if (username === login?.user && password === login?.password) callback(null, { user: username });
      else callback(refusal({ code: 535, text: 'these credentials are not known' }));
    },
    onMailFrom: (_address, _session, callback) => callback(troubleAt('sender')),
    onRcptTo: (_address, _session, callback) => callback(troubleAt('recipient')),
    onData: (stream, session, callback) => {
      if (mood === 'cut') {
        stream.once('data', hangUp);
        return;
      }
      readTaken(stream, session).then(
        (taken) => {
          const trouble = troubleAt('data');
          if (trouble === undefined) letters.push(taken);
          if (mood === 'doubtful') hangUp();
          else if (mood !== 'mute') callback(trouble);
        },
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  // A client that goes away is what some tests are about.
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('a server without a port');
  return {
    port: address.port,
    letters,
    sessions: () => sessions,
    feel: (next) => {
      mood = next;
    },
    stop: async () => {
      hangUp();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
};
