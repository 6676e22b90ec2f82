import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** Asks somebody a question. The answer is a line without blanks around it, or empty when the input ends. */
export const ask = async (
  question: string,
  input: Readable,
  output: Writable,
  signal: AbortSignal,
): Promise<string> => {
  // Without `terminal`, Ctrl-C stays a signal.
  const lines = createInterface({ input, terminal: false, signal });
  output.write(question);
  try {
    for await (const line of lines) return line.trim();
    signal.throwIfAborted();
    return '';
  } finally {
    lines.close();
  }
};
