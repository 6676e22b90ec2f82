// Writes scans of ten hosts until it is killed, and says what the store has acknowledged, a line each.
import { writeSync } from 'node:fs';
import { HostReport, Scan } from '@openguard/model';
import { openSqliteStore } from '@openguard/storage';
import { isRight } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

const argument = t
  .type({ directory: t.string, scan: Scan, host: HostReport })
  .decode(JSON.parse(process.argv[2] ?? ''));
if (!isRight(argument)) throw new Error('wrong argument');
const { directory, scan, host } = argument.right;

const store = await openSqliteStore({ directory, simulated: false });
for (;;) {
  const serial = await store.nextSerial();
  const named = Scan.decode({ ...scan, ref: `scan/1.${serial}` });
  if (!isRight(named)) throw new Error('wrong reference');
  const { ref } = named.right;
  await store.addScan(named.right, ['192.0.2.0/24']);
  writeSync(1, `${ref}\n`);
  for (let last = 0; last < 10; last += 1) {
    const ip = `192.0.2.${last}`;
    await store.putHost({ ref, batch: 0 }, { ...host, ip }, Buffer.from(ip));
    writeSync(1, `${ref} ${ip}\n`);
  }
}
