import { join } from 'node:path';
import { grade } from './grade.js';
import type { Graded } from './graded.js';
import type { Measurement } from './measured.js';
import type { Order } from './order.js';
import { readNmap } from './read-nmap.js';
import { scanWithNmap } from './scan-with-nmap.js';

/** A scan by nmap alone. */
interface Bare {
  readonly name: string;
  readonly args: readonly string[];
}

/** Every port over which something is planted: no scan alone asks more of them. */
const samePorts = (udp: readonly number[]): readonly string[] => [
  '-sS',
  '-sU',
  '-p',
  `T:1-65535,U:${udp.join(',')}`,
];

/** The scans by nmap alone that the range is compared with. */
export const BARE: Readonly<Partial<Record<Measurement, (udp: readonly number[]) => Bare>>> = {
  vuln: () => ({ name: '`nmap -sV --script vuln`', args: ['-sV', '--script', 'vuln'] }),
  safe: () => ({ name: '`nmap -sV --script "vuln and safe"`', args: ['-sV', '--script', 'vuln and safe'] }),
  'vuln-same-ports': (udp) => ({
    name: '`nmap -sV --script vuln`, all ports',
    args: ['-sV', '--script', 'vuln', ...samePorts(udp)],
  }),
  'safe-same-ports': (udp) => ({
    name: '`nmap -sV --script "vuln and safe"`, all ports',
    args: ['-sV', '--script', 'vuln and safe', ...samePorts(udp)],
  }),
};

/** Scans the range with nmap alone, for as long as it may take, and grades what it tells. */
export const scanBare = async (
  bareOf: (udp: readonly number[]) => Bare,
  { truth, folder, nmapMinutes }: Order,
): Promise<readonly Graded[]> => {
  const spots = [...truth.weaknesses, ...truth.repaired].filter(({ protocol }) => protocol === 'udp');
  const udp = [...new Set(spots.map(({ port }) => port))].sort((a, b) => a - b);
  const { name, args } = bareOf(udp);
  const output = join(folder, 'bare.xml');
  const targets = truth.map.hosts.map(({ ip }) => ip);
  const { seconds, ended } = await scanWithNmap([...args, ...targets], { output, minutes: nmapMinutes });
  const told = await readNmap(output, ended);
  return [{ name, grade: grade(truth, told), seconds, ...(ended ? {} : { cut: true }) }];
};
