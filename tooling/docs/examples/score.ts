// Prints the sum of the severities of a saved report's vulnerabilities: node score.ts REFERENCE
import { scoreOf } from '@openguard/analytics';
import { createClient, granted } from '@openguard/client';
import { ScanReference } from '@openguard/model';

const { OPENGUARD_SERVER: server = 'us', OPENGUARD_USER: user = '' } = process.env;
const { OPENGUARD_PASSWORD: password = '' } = process.env;
const ref = process.argv[2];
if (!ScanReference.is(ref))
  throw new TypeError('which report? give a reference such as scan/987659876.19876');

const client = createClient({ server, credentials: { user, password } });
const report = await client.scanReport({ ref });
let score = 0;
for await (const item of granted(report.items())) if (item.kind === 'finding') score += scoreOf(item);
console.log(score); // the loop has ended without an error: the report is complete
await client.close();
