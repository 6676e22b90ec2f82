// needs: range, ip, postgres, openssl
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const SECONDS = 1000;

/** What a process says of itself; empty when it is gone. */
const of = (read: () => string): string => {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
};

const processes = (): readonly string[] => readdirSync('/proc').filter((name) => /^\d+$/.test(name));
const parentOf = (pid: string): string =>
  /^PPid:\s*(\d+)/m.exec(of(() => readFileSync(`/proc/${pid}/status`, 'utf8')))?.[1] ?? '';
const spaceOf = (pid: string): string => of(() => readlinkSync(`/proc/${pid}/ns/pid`));

const descendantsOf = (pid: string): readonly string[] =>
  processes()
    .filter((other) => parentOf(other) === pid)
    .flatMap((child) => [child, ...descendantsOf(child)]);

const until = async <A>(look: () => A | undefined, seconds: number): Promise<A> => {
  const end = Date.now() + seconds * SECONDS;
  for (;;) {
    const seen = look();
    if (seen !== undefined) return seen;
    if (Date.now() > end) throw new Error(`it did not happen in ${seconds} s`);
    await delay(50);
  }
};

/** The namespace of the processes of a range: that of a descendant, which is not ours. */
const spaceBelow = (child: ChildProcess): string | undefined =>
  descendantsOf(`${child.pid}`)
    .map(spaceOf)
    .find((space) => space !== '' && space !== spaceOf('self'));

describe('a range', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)('is gone when its program is ended by %s', async (signal) => {
    const child = spawn(process.execPath, [PROGRAM, 'up', '--small'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    try {
      const space = await until(() => spaceBelow(child), 10);
      const ofRange = (): readonly string[] => processes().filter((pid) => spaceOf(pid) === space);
      await until(() => (ofRange().length > 5 ? true : undefined), 30);
      child.kill(signal);
      await until(() => (ofRange().length === 0 ? true : undefined), 5);
    } finally {
      child.kill('SIGKILL');
    }
    expect(said).not.toContain('Error');
    expect(readdirSync('/srv')).not.toContain('range');
  });
});
