import { execFile, spawn, type ChildProcess } from 'node:child_process';

const SETPRIV = 'setpriv';
const PRLIMIT = 'prlimit';
const WITH_PARENT = ['--pdeathsig', 'KILL', '--'];
const PATIENCE_MS = 5000;

const known = new Map<string, Promise<boolean>>();

const works = (program: string, args: readonly string[]): Promise<boolean> => {
  const before = known.get(program);
  if (before !== undefined) return before;
  const trial = new Promise<boolean>((resolve) => {
    execFile(program, [...args, 'true'], { timeout: PATIENCE_MS }, (error) => {
      resolve(error === null);
    });
  });
  known.set(program, trial);
  return trial;
};

/** Whether there is a setpriv that knows of death signals: that of util-linux does, that of busybox does not. */
const hasDeathSignals = (): Promise<boolean> => works(SETPRIV, WITH_PARENT);

// Data, not address space: programs may reserve much of that without using it.
const withMemory = (bytes: number): readonly string[] => [`--data=${bytes}`, '--core=0', '--'];

/** What runs a program with at most so much memory, by the kernel; nothing where there is no prlimit (util-linux). */
const limited = async (bytes: number): Promise<readonly string[]> =>
  (await works(PRLIMIT, withMemory(bytes))) ? [PRLIMIT, ...withMemory(bytes)] : [];

/** A command line, and whether the kernel ends what it starts when this process ends. */
export interface BoundCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly bound: boolean;
}

/**
 * The command line that runs a program and has the kernel kill it when this process ends, however that ends;
 * the program alone where nothing can arrange that. The kernel gives it no more than `memoryBytes`. setpriv becomes the program, so that process id and exit
 * code are the program's.
 *
 * The kernel goes by the thread that starts the program. Node starts processes from the thread that asks for
 * it, here the main thread, which lives as long as the process. It forgets the arrangement when the file of the
 * program gives rights of its own (setuid, setcap).
 */
export const boundCommand = async (
  program: string,
  args: readonly string[],
  memoryBytes: number,
): Promise<BoundCommand> =>
  (await hasDeathSignals())
    ? {
        program: SETPRIV,
        args: [...WITH_PARENT, ...(await limited(memoryBytes)), program, ...args],
        bound: true,
      }
    : { program, args, bound: false };

/** Whether an exit code and a line on stderr are of what starts the program: it could not. */
export const isNotStarted = (code: number | null, complaint: string): boolean =>
  (code === 126 || code === 127) &&
  (complaint.startsWith(`${SETPRIV}: `) || complaint.startsWith(`${PRLIMIT}: `));

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
