import { OpenGuardError } from '@openguard/errors';

const LONGEST = 4096;

/**
 * Reads a password from a stream, such as standard input: its first line, without the line end. Rejects with
 * `OG_CREDENTIALS_MISSING` when that is empty.
 */
export const readSecret = async (input: AsyncIterable<Uint8Array | string>): Promise<string> => {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of input) {
    text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    if (text.includes('\n') || text.length > LONGEST) break;
  }
  const [line = ''] = text.split(/\r?\n/);
  if (line.length > LONGEST) {
    throw new OpenGuardError(
      'OG_CREDENTIALS_MISSING',
      `the password on standard input has more than ${LONGEST} characters`,
    );
  }
  if (line === '') {
    throw new OpenGuardError(
      'OG_CREDENTIALS_MISSING',
      'no password came on standard input; pipe it in as one line',
    );
  }
  return line;
};
