import { isOpenGuardError, type OpenGuardError } from '@openguard/errors';
import { onTestFinished } from 'vitest';
import { createTransport, type Transport, type TransportOptions } from '../src/index.js';

/** A password whose every written form is easy to find. */
export const PASSWORD = 'p\u00e4ss w0rd+%';

/** A transport that is closed after its test, with credentials and no proxies unless said otherwise. */
export const connected = (
  options: Partial<TransportOptions> & Pick<TransportOptions, 'server'>,
): Transport => {
  const transport = createTransport({
    credentials: { user: 'ann', password: PASSWORD },
    environment: {},
    ...options,
  });
  onTestFinished(() => transport.close());
  return transport;
};

/** The error of ours that a promise rejects with. */
export const failureOf = async (promise: Promise<unknown>): Promise<OpenGuardError> => {
  const outcome = await promise.then(
    () => new TypeError('it was fulfilled'),
    (error: unknown) => error,
  );
  if (isOpenGuardError(outcome)) return outcome;
  throw outcome;
};

/** All of a body as text. */
export const textOf = async (body: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

/** Waits until something holds. */
export const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
};
