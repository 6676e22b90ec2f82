import { createSocket } from 'node:dgram';
import { createServer, type Socket } from 'node:net';

/** A server on loopback that is gone after `close`. */
export interface Talking {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** What a server says first, and what it answers to a line; `undefined` for nothing. */
export interface Script {
  readonly greeting?: string;
  readonly answer: (line: string) => string | undefined;
}

const portOf = (address: ReturnType<ReturnType<typeof createServer>['address']>): number => {
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

const listening = async (talk: (socket: Socket) => void): Promise<Talking> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    // Clients of these tests hang up as they like.
    socket.on('error', () => undefined);
    talk(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: portOf(server.address()),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
};

/** A server that speaks in lines. */
export const lineServer = ({ greeting, answer }: Script): Promise<Talking> =>
  listening((socket) => {
    if (greeting !== undefined) socket.write(greeting);
    let text = '';
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
      const lines = text.split('\r\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        const said = answer(line);
        if (said !== undefined) socket.write(said);
      }
    });
  });

/** A server that answers pieces as they come, after a greeting if it has one. */
export const byteServer = (
  answer: (bytes: Buffer, turn: number) => Buffer | undefined,
  greeting: () => string | undefined = () => undefined,
): Promise<Talking> =>
  listening((socket) => {
    let turn = 0;
    const said = greeting();
    if (said !== undefined) socket.write(said);
    socket.on('data', (bytes) => {
      const said = answer(Buffer.from(bytes), turn);
      turn += 1;
      if (said === undefined) socket.end();
      else socket.write(said);
    });
  });

/** The same over UDP; `elsewhere`: it answers from another port than the one that it was asked on. */
export const datagramServer = async (
  answer: (bytes: Buffer) => Buffer | undefined,
  elsewhere = false,
): Promise<Talking> => {
  const socket = createSocket('udp4');
  socket.on('message', (bytes, { port, address }) => {
    const said = answer(bytes);
    if (said === undefined) return;
    if (!elsewhere) {
      socket.send(said, port, address);
      return;
    }
    const other = createSocket('udp4');
    other.send(said, port, address, () => other.close());
  });
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', resolve);
  });
  return {
    port: socket.address().port,
    close: () =>
      new Promise((resolve) => {
        socket.close(() => {
          resolve();
        });
      }),
  };
};
