import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Truth } from '../truth.js';
import { startAssessor } from './assessor.js';
import { FIRST_RESULT } from './first-result.js';
import { grade } from './grade.js';
import { gradeMap, readMap, type MapGrade } from './grade-map.js';
import { readNmap } from './read-nmap.js';
import { isWeakness, readReport, type Reported } from './read-report.js';
import { sameWork, scanWithNmap } from './scan-with-nmap.js';
import type { Graded } from './graded.js';

/** How a range is assessed. */
export interface Order {
  readonly truth: Truth;
  /** Where reports may lie. */
  readonly folder: string;
  readonly rounds: number;
  /** Whether nmap scans it alone as well. */
  readonly nmap: boolean;
  readonly say: (text: string) => void;
}

/** All that was measured. */
export interface Assessment {
  readonly graded: readonly Graded[];
  /** What `openguard map` draws of the range. */
  readonly map: MapGrade & { readonly seconds: number };
  /** How many scans of an unchanged range told the same as the first one, itself included. */
  readonly alike: number;
  /** Seconds that one nmap took for the work of the first scan. */
  readonly sameWorkSeconds?: number;
}

const BARE = [
  { name: 'nmap -sV --script vuln', args: ['-sV', '--script', 'vuln'] },
  { name: 'nmap -sV --script "vuln and safe"', args: ['-sV', '--script', 'vuln and safe'] },
];

const digest = (findings: readonly Reported[]): string =>
  [...new Set(findings.map((one) => [one.section, one.check, one.ip, one.protocol, one.port].join(' ')))]
    .sort()
    .join('\n');

/** Scans the range of a truth with everything that is compared, and grades what it tells. */
export const assess = async ({ truth, folder, rounds, nmap, say }: Order): Promise<Assessment> => {
  mkdirSync(folder, { recursive: true });
  const targets = truth.map.hosts.map(({ ip }) => ip);
  const assessor = await startAssessor(truth, folder);
  const planted = new Set(truth.weaknesses.map(({ check }) => check));
  // What was planted counts in whatever section it is told: some of it is no more than advice.
  const counts = (one: Reported): boolean => isWeakness(one) || planted.has(one.check);
  const graded: Graded[] = [];
  const digests: string[] = [];
  while (digests.length < rounds) {
    const report = join(folder, `standard-${digests.length + 1}.xml`);
    const seconds = await assessor.scan(targets, 'standard', report);
    const findings = await readReport(report);
    digests.push(digest(findings));
    say(`standard took ${seconds.toFixed(0)} s`);
    if (digests.length > 1) continue;
    graded.push({ name: 'OpenGuard, `standard`', grade: grade(truth, findings.filter(counts)), seconds });
    if (truth.seed === FIRST_RESULT.seed && truth.weaknesses.some(({ setAside }) => setAside)) {
      const first = grade(truth, FIRST_RESULT.told);
      graded.push({
        name: 'the same before there were rules for the set-aside',
        grade: first,
        setAsideOnly: true,
      });
    }
  }
  // Some services shut out whoever connected a few times; the map comes after what is graded more finely.
  const drawn = join(folder, 'map.xml');
  const mapped = await assessor.map(drawn);
  const map = { ...gradeMap(truth, await readMap(drawn)), seconds: mapped };
  say(`the map took ${mapped.toFixed(0)} s`);
  assessor.stop();
  const alike = digests.filter((one) => one === digests[0]).length;
  if (!nmap) return { graded, map, alike };
  const work = sameWork(assessor.nmapRuns());
  const sameWorkSeconds =
    work === undefined ? undefined : await scanWithNmap(work, targets, join(folder, 'same-work.xml'));
  for (const [index, { name, args }] of BARE.entries()) {
    const output = join(folder, `bare-${index}.xml`);
    const seconds = await scanWithNmap(args, targets, output);
    say(`${name} took ${seconds.toFixed(0)} s`);
    graded.push({ name: `\`${name}\``, grade: grade(truth, await readNmap(output)), seconds });
  }
  return { graded, map, alike, ...(sameWorkSeconds === undefined ? {} : { sameWorkSeconds }) };
};
