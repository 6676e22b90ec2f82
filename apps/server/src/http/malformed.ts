import { REFUSALS } from '@openguard/protocol';
import { writeGenericReturn } from '@openguard/reports';
import type { Socket } from 'node:net';

/** Time to read the answer for whoever sends on; at once, the system would take the answer back. */
const FAREWELL_MS = 1000;

type Answer = readonly [status: string, text: string];

const NOT_HTTP: Answer = ['400 Bad Request', 'The request is not HTTP.'];
const ANSWERS: ReadonlyMap<string | undefined, Answer> = new Map([
  [
    'HPE_HEADER_OVERFLOW',
    [
      '431 Request Header Fields Too Large',
      'The head of the request is too long; post long parameters as a form.',
    ],
  ],
  ['ERR_HTTP_REQUEST_TIMEOUT', ['408 Request Timeout', 'The request did not come in time.']],
]);

/** Answers what is no HTTP request, or none that is complete in time, in the form of every other refusal. */
export const answerMalformed = (error: Error, socket: Socket, at: number): void => {
  // In the middle of a reply, nothing that is said could be told from the reply.
  if (!socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const [status, text] = ANSWERS.get('code' in error ? String(error.code) : undefined) ?? NOT_HTTP;
  const refusal = {
    api: '',
    username: '',
    at,
    status: 'FAILED',
    number: REFUSALS.invalidValue,
    text,
  } as const;
  const body = writeGenericReturn(refusal);
  setTimeout(() => socket.destroy(), FAREWELL_MS).unref();
  socket.end(
    [
      `HTTP/1.1 ${status}`,
      'Connection: close',
      'Content-Type: text/xml; charset=UTF-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
};
