import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** Where a service answers. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  /** Whether the service speaks through TLS from the start. */
  readonly ssl: boolean;
}

/** A connection to a service, on which both sides take turns. */
export interface Conversation {
  readonly send: (bytes: string | Uint8Array) => void;
  /**
   * What the service says until `isWhole` holds of all that came since the last call, or until it hangs up. Rejects
   * with an `Error` when that takes too long, is too much, or when the connection breaks.
   */
  readonly hear: (isWhole: (heard: Buffer) => boolean) => Promise<Buffer>;
  /** Goes on through TLS, once both sides have said that they will; what was said before is over. */
  readonly encrypted: () => Promise<Conversation>;
  readonly close: () => void;
}

const CONNECT_MS = 5000;
const ANSWER_MS = 7000;
const MOST_BYTES = 256 * 1024;

const connected = (socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      socket.destroy(new Error('it did not accept the connection in time'));
    }, CONNECT_MS);
    socket.once(event, () => {
      clearTimeout(late);
      resolve();
    });
    socket.once('error', (error) => {
      clearTimeout(late);
      reject(error);
    });
  });

const listenTo = (socket: Socket): Conversation['hear'] => {
  let heard = Buffer.alloc(0);
  let over = false;
  let broken: Error | undefined;
  let look = (): void => undefined;
  socket.on('data', (piece) => {
    heard = Buffer.concat([heard, piece]);
    if (heard.length > MOST_BYTES) socket.destroy(new Error('it said too much'));
    look();
  });
  socket.on('error', (error) => {
    // Who has not read all that we said hangs up with a reset.
    const isReset = 'code' in error && error.code === 'ECONNRESET';
    broken = isReset ? new Error('it hung up', { cause: error }) : error;
  });
  socket.on('close', () => {
    over = true;
    look();
  });
  return (isWhole) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        look = () => undefined;
        reject(new Error('it did not answer in time'));
      }, ANSWER_MS);
      look = () => {
        if (!over && !isWhole(heard)) return;
        clearTimeout(late);
        look = () => undefined;
        const whole = heard;
        heard = Buffer.alloc(0);
        if (broken === undefined) resolve(whole);
        else reject(broken);
      };
      look();
    });
};

const conversationOn = async (socket: Socket, event: 'connect' | 'secureConnect'): Promise<Conversation> => {
  const hear = listenTo(socket);
  await connected(socket, event);
  return {
    send: (bytes) => {
      socket.write(bytes);
    },
    hear,
    encrypted: () => {
      socket.removeAllListeners('data');
      return conversationOn(connectTls({ socket, rejectUnauthorized: false }), 'secureConnect');
    },
    close: () => {
      socket.destroy();
    },
  };
};

/** Connects to a service, whatever its certificate. Rejects with an `Error`; the signal breaks the connection off. */
export const converse = async ({ host, port, ssl }: Endpoint, signal: AbortSignal): Promise<Conversation> => {
  // What a certificate is worth is another check's matter; here nothing secret is sent.
  const socket = ssl ? connectTls({ host, port, rejectUnauthorized: false }) : connectTcp({ host, port });
  const stop = (): void => {
    socket.destroy(new Error('the scan was stopped'));
  };
  signal.addEventListener('abort', stop);
  socket.once('close', () => {
    signal.removeEventListener('abort', stop);
  });
  if (signal.aborted) stop();
  return conversationOn(socket, ssl ? 'secureConnect' : 'connect');
};
