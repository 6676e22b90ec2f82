import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Limits } from './limits.js';
import { sourceOf } from './source-of.js';

type Peer = Pick<Socket, 'remoteAddress' | 'remotePort'>;

const peerOf = ({ remoteAddress, remotePort }: Peer): string => `${remoteAddress ?? ''} ${remotePort ?? 0}`;

/**
 * Counts the connections of each address. Those beyond the limit are `surplus`: what is asked on them is
 * refused. Beyond twice the limit nothing is said any more. Addresses in `exempt` are not counted.
 */
export const boundConnections = (
  server: Server,
  { connections, connectionsPerAddress: most }: Limits,
  exempt: (address: string) => boolean,
) => {
  const open = new Map<string, number>();
  const surplus = new Set<string>();
  if (connections > 0) server.maxConnections = connections;

  const leave = (source: string, peer: string): void => {
    surplus.delete(peer);
    const left = (open.get(source) ?? 1) - 1;
    if (left === 0) open.delete(source);
    else open.set(source, left);
  };

  server.on('connection', (socket: Socket) => {
    const { remoteAddress = '' } = socket;
    if (most === 0 || exempt(remoteAddress)) return;
    const [source, peer] = [sourceOf(remoteAddress), peerOf(socket)];
    const count = (open.get(source) ?? 0) + 1;
    open.set(source, count);
    socket.once('close', () => leave(source, peer));
    if (count > 2 * most) socket.destroy();
    else if (count > most) surplus.add(peer);
  });

  return { isSurplus: (socket: Peer): boolean => surplus.has(peerOf(socket)) };
};
