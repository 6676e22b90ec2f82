import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** What ties together everything that was done for one request (W3C Trace Context). */
export interface Trace {
  /** 32 hexadecimal digits: the caller's when it sent some, else our own. */
  readonly id: string;
  /** 16 hexadecimal digits: our part of it. */
  readonly span: string;
  /** Whether the caller records its part, as it said; passed on as it came. */
  readonly flags: string;
}

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-.*)?$/;

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

/** Continues the trace of a `traceparent` header, or begins one when there is none that can be read. */
export const traceFrom = (traceparent: unknown): Trace => {
  const [, id, flags = '00', more] = TRACEPARENT.exec(String(traceparent)) ?? [];
  const isOurs = id !== undefined && (more === undefined || !String(traceparent).startsWith('00-'));
  return { id: isOurs ? id : hex(16), span: hex(8), flags: isOurs ? flags : '00' };
};

/** How the trace is told to whoever asked, in the form of a `traceparent`. */
export const traceHeader = ({ id, span, flags }: Trace): string => `00-${id}-${span}-${flags}`;

const traces = new AsyncLocalStorage<Trace>();

/** Does work, and all that it begins, under a trace. */
export const inTrace = <A>(trace: Trace, work: () => A): A => traces.run(trace, work);

/** The trace of the work that is being done, if it is done for a request. */
export const currentTrace = (): Trace | undefined => traces.getStore();
