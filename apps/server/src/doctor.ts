import { parseStrictly, usage } from './arguments.js';
import { examineClock } from './doctor/clock.js';
import { examineDirectory } from './doctor/directory.js';
import { examineEngine } from './doctor/engine.js';
import type { Finding } from './doctor/finding.js';
import { ok } from './doctor/finding.js';
import { examineKeys } from './doctor/keys.js';
import { examinePort } from './doctor/port.js';
import { examineStore } from './doctor/store.js';
import { examineTls } from './doctor/tls.js';
import { parseHostAndPort } from './edge-options.js';
import { isStoreThere, openStore, STORE_HELP, STORE_OPTIONS, storeLocation } from './store-options.js';
import { defaultDataDirectory } from './state-directory.js';

const HELP = `openguard-server doctor [options]

Tells what of the server works on this machine, and what to do about the rest. Exit code 1 if something does not work.

  --listen HOST:PORT       where the server is to answer; 127.0.0.1:8080 unless told
${STORE_HELP}  --engine nmap|simulated  what is to scan; nmap unless told
  --tls-cert PEM, --tls-key PEM  certificate and key files
  --key-file FILE          the keys that seal secrets; mail.key in the data directory unless told
  --json                   print a JSON array of name, level (ok, warn, fail), found and advice

Example: openguard-server doctor --data /var/lib/openguard --json
`;

const OPTIONS = {
  listen: { type: 'string', default: '127.0.0.1:8080' },
  ...STORE_OPTIONS,
  engine: { type: 'string', default: 'nmap' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  'key-file': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

const lineOf = ({ name, level, found, advice }: Finding): string =>
  `${level.padEnd(4)}  ${name}: ${found}${advice === undefined ? '' : `\n      ${advice}`}\n`;

/** `openguard-server doctor`: what works here, and what does not. */
export const doctorCommand = async (args: readonly string[]): Promise<number> => {
  const { values } = parseStrictly({ args: [...args], options: OPTIONS, strict: true });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const { engine, 'tls-cert': cert, 'tls-key': key } = values;
  if (engine !== 'nmap' && engine !== 'simulated') throw usage('--engine is nmap or simulated');
  if ((cert === undefined) !== (key === undefined)) throw usage('--tls-cert and --tls-key belong together');
  const { host, port } = parseHostAndPort('--listen', values.listen);
  const simulated = engine === 'simulated';
  const directory = values.data ?? defaultDataDirectory(process.env, process.platform, simulated);
  const location = { ...storeLocation(values), directory };
  const open = async () => ((await isStoreThere(location)) ? openStore(location) : undefined);
  const keyFile = values['key-file'];
  const place = { ...location, ...(keyFile === undefined ? {} : { keyFile }) };
  const now = Date.now();
  const findings = [
    ok('Node', process.version),
    ...(simulated ? [ok('engine', 'simulated; it needs nothing')] : await examineEngine()),
    ...(await examineDirectory(directory)),
    await examineStore(open),
    await examineKeys(place, process.env, open),
    examineClock(now),
    await examinePort(host, port),
    ...(cert === undefined || key === undefined ? [] : await examineTls({ cert, key }, now)),
  ];
  process.stdout.write(
    values.json === true ? `${JSON.stringify(findings)}\n` : findings.map(lineOf).join(''),
  );
  return findings.some(({ level }) => level === 'fail') ? 1 : 0;
};
