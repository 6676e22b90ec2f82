import { execFile, spawn, type ChildProcess } from 'node:child_process';

const SETPRIV = 'setpriv';
const WITH_PARENT = ['--pdeathsig', 'KILL', '--'];
const PATIENCE_MS = 5000;

let known: Promise<boolean> | undefined;

/** Whether there is a setpriv that knows of death signals: that of util-linux does, that of busybox does not. */
const hasDeathSignals = (): Promise<boolean> => {
  known ??= new Promise((resolve) => {
    execFile(SETPRIV, [...WITH_PARENT, 'true'], { timeout: PATIENCE_MS }, (error) => {
      resolve(error === null);
    });
  });
  return known;
};

/** A command line, and whether the kernel ends what it starts when this process ends. */
export interface BoundCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly bound: boolean;
}

/**
 * The command line that runs a program and has the kernel kill it when this process ends, however that ends;
 * the program alone where nothing can arrange that. setpriv becomes the program, so that process id and exit
 * code are the program's.
 *
 * The kernel goes by the thread that starts the program. Node starts processes from the thread that asks for
 * it, here the main thread, which lives as long as the process. It forgets the arrangement when the file of the
 * program gives rights of its own (setuid, setcap).
 */
export const boundCommand = async (program: string, args: readonly string[]): Promise<BoundCommand> =>
  (await hasDeathSignals())
    ? { program: SETPRIV, args: [...WITH_PARENT, program, ...args], bound: true }
    : { program, args, bound: false };

/** Whether an exit code and a line on stderr are setpriv's own: it could not start the program. */
export const isNotStarted = (code: number | null, complaint: string): boolean =>
  (code === 126 || code === 127) && complaint.startsWith(`${SETPRIV}: `);

// The pipe breaks when our process ends, and only then: otherwise a line comes first.
const WATCH = 'read -r line || kill -s KILL -- "-$1"';

/**
 * Has a process group killed when this process ends, by a shell that waits for that: for systems where the
 * kernel does not. Where there is not even a shell, the group lives on.
 */
export const watchOver = (leader: ChildProcess): void => {
  const { pid } = leader;
  if (pid === undefined) return;
  const watcher = spawn('sh', ['-c', WATCH, 'sh', `${pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '' },
  });
  watcher.once('error', () => undefined);
  watcher.stdin.once('error', () => undefined);
  leader.once('exit', () => {
    watcher.stdin.end('\n');
  });
};
