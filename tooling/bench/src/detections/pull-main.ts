import { createClient, pullHosts, withSession } from '@openguard/client';
import { createTransport } from '@openguard/transport';
import { setFlagsFromString } from 'node:v8';

// usage: pull-main URL, with OPENGUARD_USER and OPENGUARD_PASSWORD: pulls all detections page by page, typed.
// As `openguard detections` does: else V8 gives more room to short-lived objects from time to time, to no use.
setFlagsFromString('--semi-space-growth-factor=1');
const { OPENGUARD_USER: user = '', OPENGUARD_PASSWORD: password = '' } = process.env;
const credentials = { user, password };
const transport = createTransport({ server: process.argv[2] ?? '', credentials });
// The server hashes a password that comes again after a minute, which takes 128 MB for a moment.
const client = createClient(withSession(transport, credentials));

let [hosts, findings, severities] = [0, 0, 0];
for await (const item of pullHosts(client, 'hostDetections', {})) {
  if (item.kind === 'host') hosts += 1;
  if (item.kind !== 'finding') continue;
  findings += 1;
  severities += item.severity ?? 0;
}
await client.close();
process.stdout.write(JSON.stringify({ hosts, findings, severities }));
