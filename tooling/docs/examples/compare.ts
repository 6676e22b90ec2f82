// Scans, and compares with the newest saved scan of the same addresses: node compare.ts ADDRESSES
import { scoreOf } from '@openguard/analytics';
import { createClient, granted, type Reply } from '@openguard/client';
import { ScanReference } from '@openguard/model';
import { parseTargetList } from '@openguard/targets';

const { OPENGUARD_SERVER: server = 'us', OPENGUARD_USER: user = '' } = process.env;
const { OPENGUARD_PASSWORD: password = '' } = process.env;
const targets = parseTargetList(process.argv[2] ?? '');
if (targets._tag === 'Left') throw new TypeError('which addresses? give a list such as 127.0.0.1-127.0.0.9');

const client = createClient({ server, credentials: { user, password } });
const scored = async (report: Reply): Promise<number> => {
  let score = 0;
  for await (const item of granted(report.items())) if (item.kind === 'finding') score += scoreOf(item);
  return score;
};
let last = { ref: '', date: '' }; // found before the scan, which would be the newest itself
for await (const item of granted((await client.scanReportList()).items()))
  if (item.kind === 'report' && item.target === targets.right.text && item.date > last.date) last = item;
const score = await scored(await client.scan({ targets: targets.right, save: true })); // held until it is done
const { ref } = last;
const before = ScanReference.is(ref) ? await scored(await client.scanReport({ ref })) : undefined;
console.log(before === undefined ? `${score}, no previous scan` : `${score}, a change of ${score - before}`);
await client.close();
