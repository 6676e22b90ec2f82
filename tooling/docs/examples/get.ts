// Prints the reply to any function of the API, byte for byte: node get.ts FUNCTION [name=value ...]
import { createClient } from '@openguard/client';

const { OPENGUARD_SERVER: server = 'us', OPENGUARD_USER: user = '' } = process.env;
const { OPENGUARD_PASSWORD: password = '' } = process.env;
const [name = 'about', ...pairs] = process.argv.slice(2);
const parameters = pairs.map((pair): [string, string] => {
  const [key = '', ...value] = pair.split('=');
  return [key, value.join('=')];
});

const client = createClient({ server, credentials: { user, password } });
const reply = await client.get(`/msp/${name}.php`, parameters);
for await (const chunk of reply.bytes) process.stdout.write(chunk);
process.exitCode = reply.status === 200 ? 0 : 1;
await client.close();
