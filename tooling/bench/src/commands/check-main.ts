import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { Tally } from './tally.js';

const Line = t.union([
  t.type({ kind: t.union([t.literal('header'), t.literal('host'), t.literal('refused')]) }),
  t.intersection([
    t.type({
      kind: t.literal('finding'),
      section: t.string,
      ip: t.string,
      id: t.string,
      title: t.string,
      category: t.string,
    }),
    t.partial({
      severity: t.number,
      port: t.number,
      diagnosis: t.string,
      consequence: t.string,
      solution: t.string,
      result: t.string,
    }),
  ]),
  t.type({ kind: t.literal('end'), hosts: t.number, findings: t.number }),
]);

// Reads what `openguard decode` has written, in a process of its own: check-main.js FILE
const tally = new Tally();
let ended = false;
const lines = createInterface({ input: createReadStream(process.argv[2] ?? ''), crlfDelay: Infinity });
for await (const text of lines) {
  const line = Line.decode(JSON.parse(text));
  if (E.isLeft(line)) throw new TypeError(`no line of a scan report: ${text.slice(0, 200)}`);
  if (line.right.kind === 'host') tally.addHost();
  if (line.right.kind === 'finding') tally.add(line.right);
  ended = line.right.kind === 'end';
}
if (!ended) throw new TypeError('the last line is not the end');
process.stdout.write(JSON.stringify(tally.truth()));
