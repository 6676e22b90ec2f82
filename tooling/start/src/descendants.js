import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** @returns {[pid: number, parent: number][]} */
const fromProc = () => {
  /** @type {[number, number][]} */
  const pairs = [];
  for (const name of readdirSync('/proc')) {
    if (!/^[0-9]+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      // The name in parentheses may hold anything; what follows its end is "state parent …".
      const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
      pairs.push([Number(name), Number(parent)]);
    } catch {
      // Expected: the process ended between the listing and the reading.
      continue;
    }
  }
  return pairs;
};

/** @returns {[pid: number, parent: number][]} */
const fromPs = () =>
  (spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).stdout ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [pid, parent] = line.trim().split(/\s+/).map(Number);
      return [pid ?? 0, parent ?? 0];
    });

/**
 * The processes that a process has started, and those that they have started.
 *
 * @param {number} pid
 * @returns {number[]}
 */
export const descendantsOf = (pid) => {
  const pairs = existsSync('/proc/self/stat') ? fromProc() : fromPs();
  const family = new Set([pid]);
  for (let before = 0; before !== family.size;) {
    before = family.size;
    for (const [child, parent] of pairs) if (family.has(parent)) family.add(child);
  }
  family.delete(pid);
  return [...family];
};
