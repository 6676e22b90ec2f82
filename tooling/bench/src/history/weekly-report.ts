import { coverageToFindings, formatCompactDate, type DocumentItem } from '@openguard/model';

/** What every week's scan finds: so many hosts from 10.0.0.0 on, each with so many findings, in one block of addresses or more. */
export interface Estate {
  readonly hosts: number;
  readonly findings: number;
  readonly blocks?: number;
}

/** The address of the first host, as a number. */
export const FIRST_ADDRESS = 10 * 2 ** 24;

/** Hosts that are so many addresses apart have the same findings. */
const PERIOD = 13;

const WEEK_MS = 7 * 86_400_000;
const BEGIN = Date.UTC(2020, 0, 6);

/** Every tenth scan, some findings are fixed and others come. */
function* findingsOf(host: number, week: number, findings: number): Generator<number> {
  const epoch = Math.floor(week / 10);
  for (let index = 0; index < findings; index += 1) {
    const moved = (index * 7 + host + epoch) % PERIOD === 0;
    yield index + (moved ? findings : 0);
  }
}

/** What lies between the first host of a block and that of the next, so that all blocks find the same. */
export const blockOf = (hosts: number): number => Math.ceil(hosts / PERIOD) * PERIOD;

function* numbersOf(hosts: number, blocks: number): Generator<number> {
  for (let block = 0; block < blocks; block += 1)
    for (let host = 0; host < hosts; host += 1) yield block * blockOf(hosts) + host;
}

/** The report of the scan of a week, as items. */
export function* weeklyReport(
  { hosts, findings, blocks = 1 }: Estate,
  week: number,
): Generator<DocumentItem> {
  const checks = Array.from({ length: findings * 2 }, (_, index) => `check_${index}`);
  const coverage = coverageToFindings({ tcp: '1-65535', udp: '', checks, gaps: [] });
  const date = formatCompactDate(BEGIN + week * WEEK_MS);
  yield { kind: 'header', ref: `scan/${week}.1`, date, target: '10.0.0.0/8', keys: { STATUS: 'FINISHED' } };
  for (const host of numbersOf(hosts, blocks)) {
    const ip = `10.${host >>> 16}.${(host >>> 8) & 255}.${host & 255}`;
    yield { kind: 'host', ip };
    for (const finding of coverage) yield { kind: 'finding', ip, ...finding };
    let port = 1000;
    for (const check of findingsOf(host, week, findings)) {
      port += 1;
      const severity = ([1, 2, 3, 4, 5] as const)[port % 5] ?? 1;
      const id = `check_${check}`;
      const told = { title: `About ${id}`, cve: ['CVE-2020-0001'], category: 'ftp', result: '220 welcome' };
      yield { kind: 'finding', ip, section: 'vuln', id, severity, port, protocol: 'tcp', ...told };
    }
  }
}
