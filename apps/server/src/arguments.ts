import { OpenGuardError } from '@openguard/errors';
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** A usage error: what is wrong, and where to read on. */
export const usage = (message: string): OpenGuardError =>
  new OpenGuardError('OG_USAGE', `${message}; see openguard-server --help`);

const isArgumentError = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

/** Parses arguments strictly; what is not known is an `OG_USAGE` in one line. */
export const parseStrictly = <T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> => {
  try {
    return parseArgs(config);
  } catch (error) {
    if (!isArgumentError(error)) throw error;
    throw usage(error.message.split('. To specify')[0] ?? error.message);
  }
};

/** Reads a number of things. Throws `OG_USAGE`, naming the option. */
export const parseCount = (option: string, text: string): number => {
  if (!/^[1-9][0-9]{0,9}$/.test(text))
    throw usage(`${option} ${JSON.stringify(text)} is not a number from 1 on`);
  return Number(text);
};
