import { coverageToFindings, formatCompactDate, type DocumentItem } from '@openguard/model';
import { createHistory } from '@openguard/service';
import { openPostgresStore, openSqliteStore } from '@openguard/storage';

// usage: history-main DIRECTORY|URL HOSTS FINDINGS SCANS: takes weekly scans in, and asks what is open on 256 hosts.
const [, , place = '', ...numbers] = process.argv;
const [hosts = 0, findings = 0, scans = 0] = numbers.map(Number);

const WEEK_MS = 7 * 86_400_000;
const BEGIN = Date.UTC(2020, 0, 6);
const ASKED = 21;
const RANGE = 256;
const FIRST = 10 * 2 ** 24;

const checks = Array.from({ length: findings * 2 }, (_, index) => `check_${index}`);
const coverage = coverageToFindings({ tcp: '1-65535', udp: '', checks, gaps: [] });

/** Every tenth scan, some findings are fixed and others come. */
function* findingsOf(host: number, week: number): Generator<string> {
  const epoch = Math.floor(week / 10);
  for (let index = 0; index < findings; index += 1) {
    const moved = (index * 7 + host + epoch) % 13 === 0;
    yield checks[index + (moved ? findings : 0)] ?? '';
  }
}

function* report(week: number): Generator<DocumentItem> {
  const date = formatCompactDate(BEGIN + week * WEEK_MS);
  yield { kind: 'header', ref: `scan/${week}.1`, date, target: '10.0.0.0/8', keys: { STATUS: 'FINISHED' } };
  for (let host = 0; host < hosts; host += 1) {
    const ip = `10.${host >>> 16}.${(host >>> 8) & 255}.${host & 255}`;
    yield { kind: 'host', ip };
    for (const finding of coverage) yield { kind: 'finding', ip, ...finding };
    let port = 1000;
    for (const id of findingsOf(host, week)) {
      port += 1;
      const severity = ([1, 2, 3, 4, 5] as const)[port % 5] ?? 1;
      const told = { title: `About ${id}`, cve: ['CVE-2020-0001'], category: 'ftp', result: '220 welcome' };
      yield { kind: 'finding', ip, section: 'vuln', id, severity, port, protocol: 'tcp', ...told };
    }
  }
}

const store = place.startsWith('postgres')
  ? await openPostgresStore({ url: place })
  : await openSqliteStore({ directory: place });
const createdAt = Date.now();
await store.addAccount({
  name: 'ann',
  role: 'user',
  targets: '',
  domain: '',
  passwordHash: 'none',
  createdAt,
});
const history = createHistory({ store, account: 'ann', clock: Date.now, newId: () => 'none' });

const began = performance.now();
for (let week = 0; week < scans; week += 1) {
  const read = async function* (): AsyncGenerator<DocumentItem> {
    await Promise.resolve();
    yield* report(week);
  };
  await history.takeIn({ source: `week ${week}`, read });
}
const seconds = (performance.now() - began) / 1000;

const took: number[] = [];
let open = 0;
for (let round = 0; round < ASKED; round += 1) {
  const first = FIRST + ((round * 97) % Math.max(1, hosts - RANGE));
  const asked = performance.now();
  open = 0;
  for await (const finding of history.findings({ addresses: [{ first, last: first + RANGE - 1 }] }))
    open += Number(finding.state !== 'fixed');
  took.push(performance.now() - asked);
}
const trendBegan = performance.now();
await history.trend(7, 52);
const trendMs = performance.now() - trendBegan;
await store.close();
process.stdout.write(JSON.stringify({ seconds, took, open, trendMs }));
