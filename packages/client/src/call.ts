import { OpenGuardError } from '@openguard/errors';
import type { Transport, TransportReply, TransportRequest } from '@openguard/transport';

/** A call of the API on its way to the server. */
export interface Call {
  /** The name of the function, such as `scan_report_list`; of a plain request, its path without the query. */
  readonly name: string;
  /** Whether it may be sent again when it is not known what became of it. */
  readonly repeatable: boolean;
  readonly request: TransportRequest;
}

/** Sends a call, and waits for the head of the reply. */
export type Send = (call: Call) => Promise<TransportReply>;

/**
 * Stands between a client and its transport: it sees each call and its reply, and sends the call on with `next`.
 * Its request holds what was asked for, which may be personal data.
 */
export type Interceptor = (call: Call, next: Send) => Promise<TransportReply>;

const sentTwice = ({ name }: Call): OpenGuardError =>
  new OpenGuardError(
    'OG_USAGE',
    `${name} was sent once already and must not be sent again: it may have begun; look at what runs or is saved`,
  );

/**
 * Sends a call through interceptors, the first of them outermost. One that is not repeatable leaves at most once,
 * whatever they do: the second time rejects with `OG_USAGE`.
 */
export const sendThrough = (
  interceptors: readonly Interceptor[],
  transport: Transport,
  call: Call,
): Promise<TransportReply> => {
  let sent = false;
  const last: Send = ({ request }) => {
    if (sent && !call.repeatable) return Promise.reject(sentTwice(call));
    sent = true;
    return transport.send(request);
  };
  return interceptors.reduceRight<Send>((next, intercept) => (on) => intercept(on, next), last)(call);
};
