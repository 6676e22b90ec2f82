import type { Socket } from 'node:net';
import { BenchFailure } from '../bench-failure.js';

const BEGUN = 'is running';
const SHOWN = 200;

/** A connection on which a scan is waited for. */
export interface HeldConnection {
  /** Forgets what was measured until now. */
  readonly reset: () => void;
  /** The longest time between two beats since then, that since the last one included, in ms. */
  readonly longestGap: () => number;
  readonly beats: () => number;
  readonly close: () => void;
}

/**
 * Sends a request for a scan and resolves when the reply has begun; from then on it counts beats. Nothing of the
 * reply is kept. Rejects with a {@link BenchFailure} when it is another reply, or none.
 */
export const holdScan = (socket: Socket, request: string): Promise<HeldConnection> =>
  new Promise((resolve, reject) => {
    let head: string | undefined = '';
    let [last, longest, beats] = [0, 0, 0];
    let failed: string | undefined;
    const held: HeldConnection = {
      reset: () => {
        [longest, beats] = [0, 0];
      },
      longestGap: () => {
        if (failed !== undefined) throw new BenchFailure(`a held connection was lost: ${failed}`);
        return Math.max(longest, performance.now() - last);
      },
      beats: () => beats,
      close: () => socket.destroy(),
    };
    const fail = (why: string): void => {
      failed ??= why;
      reject(new BenchFailure(`no held scan: ${why}`));
    };
    socket.on('data', (bytes: Buffer) => {
      const now = performance.now();
      if (head === undefined) {
        longest = Math.max(longest, now - last);
        beats += 1;
      } else {
        head += bytes.toString('latin1');
        if (!head.startsWith('HTTP/1.1 200')) fail(head.slice(0, SHOWN));
        if (head.includes(BEGUN)) {
          head = undefined;
          resolve(held);
        }
      }
      last = now;
    });
    socket.once('error', (error) => fail(error.message));
    socket.once('close', () => fail('the server closed it'));
    socket.write(request);
  });
