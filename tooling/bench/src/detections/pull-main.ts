import { createClient, pullHosts } from '@openguard/client';
import { createTransport } from '@openguard/transport';

// usage: pull-main URL, with OPENGUARD_USER and OPENGUARD_PASSWORD: pulls all detections page by page, typed.
const { OPENGUARD_USER: user = '', OPENGUARD_PASSWORD: password = '' } = process.env;
const transport = createTransport({ server: process.argv[2] ?? '', credentials: { user, password } });
const client = createClient(transport);

let [hosts, findings, severities] = [0, 0, 0];
for await (const item of pullHosts(client, 'hostDetections', {})) {
  if (item.kind === 'host') hosts += 1;
  if (item.kind !== 'finding') continue;
  findings += 1;
  severities += item.severity ?? 0;
}
await client.close();
process.stdout.write(JSON.stringify({ hosts, findings, severities }));
