import { createLog, type Log, type LogFormat, type LogLevel } from './log.js';

/** The log of this process, on standard error: JSON, or plain lines on a terminal, unless told. */
export const processLog = ({
  logFormat,
  logLevel,
}: {
  readonly logFormat?: LogFormat;
  readonly logLevel: LogLevel;
}): Log =>
  createLog({
    format: logFormat ?? (process.stderr.isTTY ? 'text' : 'json'),
    level: logLevel,
    write: (line) => void process.stderr.write(line),
  });
