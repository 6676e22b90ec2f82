// Scans, and prints every vulnerability, worst first: node vulnsummary.ts ADDRESSES
import { worstFirst } from '@openguard/analytics';
import { createClient, granted } from '@openguard/client';
import type { FindingItem } from '@openguard/model';
import { parseTargetList } from '@openguard/targets';

const { OPENGUARD_SERVER: server = 'us', OPENGUARD_USER: user = '' } = process.env;
const { OPENGUARD_PASSWORD: password = '' } = process.env;
const targets = parseTargetList(process.argv[2] ?? '');
if (targets._tag === 'Left') throw new TypeError('which addresses? give a list such as 127.0.0.1-127.0.0.9');

const client = createClient({ server, credentials: { user, password } });
const report = await client.scan({ targets: targets.right, save: true }); // held until the scan is done
const found: FindingItem[] = [];
for await (const item of granted(report.items()))
  if (item.kind === 'finding' && item.section === 'vuln') found.push(item);
for (const { ip, severity, title } of worstFirst(found)) console.log([ip, severity, title].join('\t'));
await client.close();
