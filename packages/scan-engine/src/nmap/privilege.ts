import { readFileSync } from 'node:fs';

const CAP_NET_RAW = 13n;

const bit = (status: string, set: string): boolean => {
  const [, hex] = new RegExp(`^${set}:\\s*([0-9a-f]+)$`, 'm').exec(status) ?? [];
  return hex !== undefined && ((BigInt(`0x${hex}`) >> CAP_NET_RAW) & 1n) === 1n;
};

/**
 * Whether programs that we start may use raw sockets, by the text of /proc/self/status: root passes on what
 * it has itself (in a container that may lack it), others only their ambient capabilities.
 */
export const mayUseRawSockets = (status: string, uid: number): boolean =>
  bit(status, uid === 0 ? 'CapEff' : 'CapAmb');

const isMissingFile = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Whether nmap may use raw sockets when this process starts it. */
export const detectPrivilege = (): boolean => {
  const uid = process.getuid?.() ?? 1;
  try {
    return mayUseRawSockets(readFileSync('/proc/self/status', 'utf8'), uid);
  } catch (error) {
    // Systems other than Linux have no such file; there, root it is.
    if (isMissingFile(error)) return uid === 0;
    throw error;
  }
};
