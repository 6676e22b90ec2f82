import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';

/** @param {string} text a note on what is going on; only a terminal shows it */
export const note = (text) => {
  if (process.stderr.isTTY) console.error(`openguard: ${text}`);
};

/** @param {string} text output of a tool, as it may be shown where no colours are wanted */
export const plain = (text) => stripVTControlCharacters(text);

/** Whether somebody can be asked. */
export const canAsk = () => process.stdin.isTTY && process.stderr.isTTY;

/**
 * Asks on the terminal. The answer is empty when the input ends or the run is interrupted.
 *
 * @param {string} question
 * @param {AbortSignal} signal
 * @returns {Promise<string>}
 */
export const ask = (question, signal) =>
  new Promise((resolve) => {
    // Without `terminal`, Ctrl-C stays a signal.
    const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
    const close = () => lines.close();
    signal.addEventListener('abort', close, { once: true });
    let answer = '';
    lines.once('close', () => {
      signal.removeEventListener('abort', close);
      resolve(answer);
    });
    lines.question(`openguard: ${question} `, (line) => {
      answer = line.trim();
      lines.close();
    });
  });
