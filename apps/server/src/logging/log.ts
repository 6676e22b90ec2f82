import { isOpenGuardError, redact } from '@openguard/errors';
import { pino } from 'pino';
import { currentTrace } from './trace.js';

/** How much is said: `debug` adds a line for every request. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** `json`: a JSON object a line, for programs; `text`: a plain line, for people. */
export const LOG_FORMATS = ['json', 'text'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** What else a line says, for programs; people read the message. */
type Fields = Readonly<Record<string, string | number | boolean>>;

/** Where the server says what it does. Nothing that is said holds a password or an Authorization header. */
export interface Log {
  readonly say: (level: LogLevel, message: string, fields?: Fields) => void;
  readonly info: (message: string) => void;
  /** Errors that no caller may see in full; the same trouble again and again is said once. */
  readonly unexpected: (error: unknown) => void;
}

/** What a log is made of. */
export interface LogOptions {
  readonly format: LogFormat;
  readonly level: LogLevel;
  readonly write: (line: string) => void;
}

type Say = (level: LogLevel, message: string, fields: Fields) => void;

const textLines = ({ level: least, write }: LogOptions): Say => {
  const threshold = LOG_LEVELS.indexOf(least);
  return (level, message, { trace }) => {
    if (LOG_LEVELS.indexOf(level) < threshold) return;
    const tail = trace === undefined ? '' : ` (trace ${trace})`;
    // A text of others that holds line ends must not look like a line of ours.
    const [first = '', ...more] = message.split(/[\r\n]+/);
    write([`${new Date().toISOString()} ${first}${tail}`, ...more.map((line) => `  ${line}`), ''].join('\n'));
  };
};

const jsonLines = ({ level: least, write }: LogOptions): Say => {
  const logger = pino(
    {
      level: least,
      base: { service: 'openguard-server', pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    { write },
  );
  return (level, message, fields) => logger[level](fields, message);
};

/** A log of one line an event, each with the trace of the request that it was done for. */
export const createLog = (options: LogOptions): Log => {
  const lines = options.format === 'json' ? jsonLines(options) : textLines(options);
  let lastTrouble = '';
  const say: Log['say'] = (level, message, fields = {}) => {
    const trace = currentTrace();
    lines(level, redact(message), { ...fields, ...(trace === undefined ? {} : { trace: trace.id }) });
  };
  return {
    say,
    info: (message) => say('info', message),
    unexpected: (error) => {
      if (!isOpenGuardError(error)) {
        const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
        say('error', `unexpected: ${told}`);
        return;
      }
      if (error.message !== lastTrouble) say('warn', error.message, { code: error.code });
      lastTrouble = error.message;
    },
  };
};
