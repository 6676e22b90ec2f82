import { once } from 'node:events';

/** Resolves when this process is told to end. */
export const stopSignal = (): Promise<unknown> =>
  Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
