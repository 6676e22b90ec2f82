import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Stop } from './stop.js';

const READY_WITHIN_MS = 30_000;
const KEPT_CHARACTERS = 4_000;
const URL_IN_LINE = /\bhttps?:\/\/[^\s"'<>]+/;

/**
 * @typedef {object} RunningServer
 * @property {string} url
 * @property {Promise<number>} ended resolves to its exit code
 * @property {() => string} words the end of what it wrote to standard error
 * @property {() => Promise<void>} stop
 */

/**
 * Starts the server on a free port of loopback and waits until it is ready to answer.
 *
 * @param {object} options
 * @param {import('./children.js').Children} options.children
 * @param {import('./programs.js').Program} options.server
 * @param {NodeJS.ProcessEnv} options.environment
 * @param {string} options.data
 * @param {string} options.scope
 * @param {number} [options.readyWithinMs]
 * @returns {Promise<RunningServer>}
 */
export const startServer = async ({
  children,
  server,
  environment,
  data,
  scope,
  readyWithinMs = READY_WITHIN_MS,
}) => {
  const [command, ...first] = server;
  const args = [
    ...first,
    'serve',
    '--listen',
    '127.0.0.1:0',
    '--data',
    data,
    '--scope',
    scope,
    '--log',
    'text',
  ];
  const { child, ended } = children.start(command, args, {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => (stderr = (stderr + text).slice(-KEPT_CHARACTERS)));
  const words = () => stderr.trim();

  /** @type {Promise<{ url: string }>} */
  const ready = new Promise((resolve) => {
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = URL_IN_LINE.exec(line)?.[0];
      if (url !== undefined) resolve({ url });
    });
  });
  const late = delay(readyWithinMs, { exitCode: 0 }, { ref: false });
  const outcome = await Promise.race([ready, ended, late]);
  children.check();
  if ('url' in outcome) {
    return {
      url: outcome.url,
      ended: ended.then(({ exitCode }) => exitCode),
      words,
      stop: () => children.end(child),
    };
  }
  await children.end(child);
  if (words() !== '') console.error(words());
  throw new Stop(
    outcome.exitCode === 0 ? 1 : outcome.exitCode,
    'missing' in outcome
      ? `the server ended with exit code ${outcome.exitCode} before it was ready; its words are above`
      : `the server was not ready within ${readyWithinMs / 1000} s; try again, or see what holds ${data}`,
  );
};
