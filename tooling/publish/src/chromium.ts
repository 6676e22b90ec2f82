import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Headless, alone, and with no address to reach but 127.0.0.1. */
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--no-proxy-server',
];

/** Opens a page in Chromium for as long as `work` lasts. */
export const withPageOpen = async <A>(
  program: string,
  url: string,
  profile: string,
  work: () => Promise<A>,
): Promise<A> => {
  // A group of its own, since Chromium is many processes.
  const child = spawn(program, [...ARGUMENTS, `--user-data-dir=${profile}`, url], {
    detached: true,
    stdio: 'ignore',
  });
  await once(child, 'spawn');
  const closed = once(child, 'close');
  const gone = closed.then(([code]) => {
    throw new Error(`${program} ended with ${String(code)} before the page had been read`);
  });
  try {
    return await Promise.race([work(), gone]);
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    await closed;
    // Expected: it has now ended, which nobody waits for any more.
    await gone.catch(() => undefined);
  }
};
