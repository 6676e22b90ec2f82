import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { generateNvdFeed } from '@openguard/fixtures';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { BenchFailure } from '../bench-failure.js';
import { describeMachine } from '../machine.js';
import { OPENGUARD_SERVER } from '../programs.js';
import type { BenchReport } from '../report.js';
import { runMeasured } from '../run.js';
import type { Settings, Stage } from '../settings.js';
import { median, summarise } from '../statistics.js';

const RECORDS = 250_000;
const HOSTS = 500;
const MOST_SECONDS = 120;
const MOST_MATCH_MS = 10;

const MATCH = fileURLToPath(new URL('./match-main.js', import.meta.url));
const Matched = t.type({ took: t.array(t.number), found: t.number });

const matchedIn = (stdout: string): t.TypeOf<typeof Matched> => {
  const matched = Matched.decode(JSON.parse(stdout));
  if (E.isLeft(matched) || matched.right.found === 0) throw new BenchFailure('no version was found');
  return matched.right;
};

/** What importing published vulnerabilities costs, and asking for the versions of a host. */
export const kb = async (settings: Settings, { signal, say }: Stage): Promise<BenchReport> => {
  const machine = describeMachine();
  const rounds = settings.rounds ?? 1;
  const folder = await mkdtemp(join(tmpdir(), 'openguard-bench-kb-'));
  try {
    const feed = join(folder, 'feed.json');
    say(`kb: writing ${RECORDS} records`);
    await pipeline(
      Readable.from(generateNvdFeed({ records: RECORDS, seed: settings.seed })),
      createWriteStream(feed),
    );
    const imports: number[] = [];
    const memory: number[] = [];
    const matches: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const data = join(folder, `store-${round}`);
      say(`kb: round ${round + 1} of ${rounds}`);
      const run = await runMeasured([OPENGUARD_SERVER, 'kb', 'import', feed, '--data', data], { signal });
      if (!run.stdout.includes(`${RECORDS} vulnerabilities`)) throw new BenchFailure('not all were imported');
      imports.push(run.wallMs / 1000);
      memory.push(run.peakRssMb);
      matches.push(...matchedIn((await runMeasured([MATCH, data, String(HOSTS)], { signal })).stdout).took);
    }
    return {
      bench: 'kb',
      at: new Date().toISOString(),
      machine,
      subject: `${RECORDS} records of a generated feed, and ${HOSTS} hosts with ten services each`,
      rounds,
      columns: [
        { key: 'seconds', title: 'seconds', digits: 1 },
        { key: 'mb', title: 'peak MB', digits: 0 },
        { key: 'ms', title: 'ms a host', digits: 2 },
      ],
      rows: [
        { name: 'kb import', figures: { seconds: summarise(imports), mb: summarise(memory) } },
        { name: 'look-up', figures: { ms: summarise(matches) } },
      ],
      targets: [
        {
          text: `import in seconds, at most ${MOST_SECONDS}`,
          measured: median(imports),
          met: median(imports) <= MOST_SECONDS,
        },
        {
          text: `look-up of a host in ms, at most ${MOST_MATCH_MS}`,
          measured: median(matches),
          met: median(matches) <= MOST_MATCH_MS,
        },
      ],
      notes: ['records of the NVD are larger than generated ones, up to three times; SQLite store'],
    };
  } finally {
    await rm(folder, { recursive: true });
  }
};
