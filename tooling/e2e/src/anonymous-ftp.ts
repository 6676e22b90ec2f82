import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { Sandbox } from './sandbox.js';

/** An FTP server that lets anyone in and then does nothing for them. */
export interface AnonymousFtp {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

const ANSWERS: ReadonlyMap<string, string> = new Map([
  ['USER', '331 Send any e-mail address as a password.'],
  ['PASS', '230 Anonymous user logged in.'],
  ['SYST', '215 UNIX Type: L8'],
  ['QUIT', '221 Goodbye.'],
]);

const greet = (socket: Socket): void => {
  let heard = '';
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    const lines = (heard + chunk.toString('latin1')).split('\n');
    heard = lines.pop() ?? '';
    for (const line of lines) say(ANSWERS.get(line.slice(0, 4).toUpperCase()) ?? '502 Not implemented.');
  });
  say('220 tiny FTP server ready');
};

/** Starts an anonymous FTP server on a free port of an address; it ends with its test. */
export const anonymousFtp = async (box: Sandbox, host: string): Promise<AnonymousFtp> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    greet(socket);
  });
  server.listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  const stop = async (): Promise<void> => {
    if (!server.listening) return;
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  box.atEnd(stop);
  return { port: address.port, stop };
};
