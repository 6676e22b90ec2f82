import { evidenceOfFinding, evidenceOfPort, type Evidence } from './evidence.js';
import type { OpenPort } from './open-ports.js';
import type { ComparedFinding, Snapshot } from './snapshot.js';

/** A port of a host. */
export type HostPort = OpenPort & { readonly ip: string };

/** What went, and whether the newer report proves it or only suggests it. */
export interface Went {
  readonly evidence: 'proven' | 'inferred';
}

/** What cannot be told, and why. */
export interface NotTested {
  readonly reason: string;
}

/** A finding that both reports hold, and how it differs. */
export interface Change {
  readonly before: ComparedFinding;
  readonly after: ComparedFinding;
  readonly what: readonly ('severity' | 'confirmed' | 'doubted' | 'result')[];
}

/** How a newer report differs from an older one. What is not named is the same in both. */
export interface Comparison {
  readonly verdict: 'same' | 'increased' | 'decreased';
  readonly oldScore: number;
  readonly newScore: number;
  /** New score minus old score. */
  readonly change: number;
  readonly ports: {
    readonly came: readonly HostPort[];
    readonly went: readonly (HostPort & Went)[];
    readonly notTested: readonly (HostPort & NotTested)[];
  };
  readonly findings: {
    readonly came: readonly ComparedFinding[];
    readonly went: readonly (ComparedFinding & Went)[];
    readonly changed: readonly Change[];
    readonly notTested: readonly (ComparedFinding & NotTested)[];
  };
}

/**
 * Names take no part in identity, nor do title, severity and result. A practice and a vulnerability of the
 * same check are one weakness, doubted or confirmed.
 */
const keyOf = ({ ip, section, id, port, protocol = 'tcp', fqdn = '' }: ComparedFinding): string => {
  const kind = section === 'practice' ? 'vuln' : section;
  const at = port === undefined ? '' : `${protocol.toLowerCase()}/${port}`;
  return JSON.stringify([ip.trim(), kind, id.trim(), at, fqdn]);
};

const essenceOf = (result: string | undefined): string =>
  (result ?? '')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .sort()
    .join('\n');

const differences = (before: ComparedFinding, after: ComparedFinding): Change['what'] => [
  ...(before.severity === after.severity ? [] : (['severity'] as const)),
  ...(before.section === 'practice' && after.section === 'vuln' ? (['confirmed'] as const) : []),
  ...(before.section === 'vuln' && after.section === 'practice' ? (['doubted'] as const) : []),
  ...(essenceOf(before.result) === essenceOf(after.result) ? [] : (['result'] as const)),
];

const grouped = (snapshot: Snapshot): Map<string, ComparedFinding[]> => {
  const groups = new Map<string, ComparedFinding[]>();
  for (const { findings } of snapshot.hosts.values()) {
    for (const finding of findings) {
      const key = keyOf(finding);
      const same = groups.get(key);
      if (same === undefined) groups.set(key, [finding]);
      else same.push(finding);
    }
  }
  return groups;
};

interface Pairs {
  readonly both: readonly (readonly [ComparedFinding, ComparedFinding])[];
  readonly onlyBefore: readonly ComparedFinding[];
  readonly onlyAfter: readonly ComparedFinding[];
}

/** What two findings under one key have in common when they are equal. */
const sameness = ({ severity, section, result }: ComparedFinding): string =>
  JSON.stringify([severity ?? 0, section, essenceOf(result)]);

/** Several findings under one key are matched as multisets: those that are equal first, then in order. */
const pair = (before: readonly ComparedFinding[], after: readonly ComparedFinding[]): Pairs => {
  const waiting = new Map<string, ComparedFinding[]>();
  for (const finding of [...after].reverse()) {
    const key = sameness(finding);
    const same = waiting.get(key);
    if (same === undefined) waiting.set(key, [finding]);
    else same.push(finding);
  }
  const both: (readonly [ComparedFinding, ComparedFinding])[] = [];
  const taken = new Set<ComparedFinding>();
  const unequal: ComparedFinding[] = [];
  for (const finding of before) {
    const match = waiting.get(sameness(finding))?.pop();
    if (match === undefined) {
      unequal.push(finding);
    } else {
      taken.add(match);
      both.push([finding, match]);
    }
  }
  const left = after.filter((finding) => !taken.has(finding));
  const changed = Math.min(unequal.length, left.length);
  for (let i = 0; i < changed; i += 1) {
    const [one, other] = [unequal[i], left[i]];
    if (one !== undefined && other !== undefined) both.push([one, other]);
  }
  return { both, onlyBefore: unequal.slice(changed), onlyAfter: left.slice(changed) };
};

const sortOut = <T>(
  absent: readonly T[],
  evidenceOf: (item: T) => Evidence,
): { readonly went: readonly (T & Went)[]; readonly notTested: readonly (T & NotTested)[] } => {
  const went: (T & Went)[] = [];
  const notTested: (T & NotTested)[] = [];
  for (const item of absent) {
    const evidence = evidenceOf(item);
    if (evidence.kind === 'untested') notTested.push({ ...item, reason: evidence.reason });
    else went.push({ ...item, evidence: evidence.kind });
  }
  return { went, notTested };
};

const portsOf = (snapshot: Snapshot): ReadonlyMap<string, HostPort> =>
  new Map(
    [...snapshot.hosts].flatMap(([ip, { ports }]) =>
      ports.map((port): [string, HostPort] => [`${ip} ${port.protocol}/${port.port}`, { ip, ...port }]),
    ),
  );

const comparePorts = (older: Snapshot, newer: Snapshot): Comparison['ports'] => {
  const before = portsOf(older);
  const after = portsOf(newer);
  const absent = [...before].filter(([key]) => !after.has(key)).map(([, port]) => port);
  return {
    came: [...after].filter(([key]) => !before.has(key)).map(([, port]) => port),
    ...sortOut(absent, ({ ip, protocol, port }) => evidenceOfPort(newer, ip, protocol, port)),
  };
};

const compareFindings = (older: Snapshot, newer: Snapshot): Comparison['findings'] => {
  const before = grouped(older);
  const after = grouped(newer);
  const keys = new Set([...before.keys(), ...after.keys()]);
  const pairs = [...keys].map((key) => pair(before.get(key) ?? [], after.get(key) ?? []));
  const changed = pairs
    .flatMap(({ both }) => both)
    .map(([one, other]): Change => ({ before: one, after: other, what: differences(one, other) }))
    .filter(({ what }) => what.length > 0);
  return {
    came: pairs.flatMap(({ onlyAfter }) => onlyAfter),
    changed,
    ...sortOut(
      pairs.flatMap(({ onlyBefore }) => onlyBefore),
      (finding) => evidenceOfFinding(newer, finding),
    ),
  };
};

/**
 * Compares two reports: the sentence of the sample program *compare* (same, increased or decreased, both
 * scores, the signed change), and every port and finding that came, went or changed.
 *
 * Nothing counts as gone unless the newer report looked for it: what it did not test is told apart. Coverage
 * itself is no finding; of information only presence is compared, since its text changes with every scan.
 */
export const compareReports = (older: Snapshot, newer: Snapshot): Comparison => {
  const change = newer.score - older.score;
  return {
    verdict: change === 0 ? 'same' : change > 0 ? 'increased' : 'decreased',
    oldScore: older.score,
    newScore: newer.score,
    change,
    ports: comparePorts(older, newer),
    findings: compareFindings(older, newer),
  };
};
