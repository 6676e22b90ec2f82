import { createSocket } from 'node:dgram';

const ANSWER_MS = 2000;
const TRIES = 2;

/**
 * Sends a datagram, again when nobody answers, and gives the first answer that `fits`; `undefined` for silence.
 *
 * @param anyPort whether the host may answer from another port than the one that was asked, as TFTP does
 */
export const askByDatagram = (
  host: string,
  port: number,
  question: Uint8Array,
  fits: (answer: Buffer) => boolean,
  signal: AbortSignal,
  anyPort = false,
): Promise<Buffer | undefined> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    let tries = 0;
    let again: NodeJS.Timeout | undefined;
    let over = false;
    const end = (answer?: Buffer): void => {
      if (over) return;
      over = true;
      clearInterval(again);
      signal.removeEventListener('abort', stop);
      socket.close();
      resolve(answer);
    };
    const stop = (): void => {
      end();
    };
    const ask = (): void => {
      tries += 1;
      if (tries > TRIES) end();
      else if (anyPort) socket.send(question, port, host);
      else socket.send(question);
    };
    signal.addEventListener('abort', stop);
    socket.on('message', (answer, { address }) => {
      if (address === host && fits(answer)) end(answer);
    });
    // A refusal by ICMP is an answer, too: there is nobody.
    socket.once('error', stop);
    const begin = (error?: Error): void => {
      if (error !== undefined || signal.aborted) {
        end();
        return;
      }
      again = setInterval(ask, ANSWER_MS);
      ask();
    };
    if (anyPort) socket.bind(0, begin);
    else socket.connect(port, host, begin);
  });
