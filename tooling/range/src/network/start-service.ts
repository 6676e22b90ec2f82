import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Place, Setup } from '../plant.js';

/** A service that was started. */
export interface Started {
  readonly folder: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp' | 'host';
  readonly child: ChildProcess;
  readonly log: () => string;
}

/** Gives each service its own scratch folders, so that two daemons of a kind do not meet in them. */
const OWN_FOLDERS = `for folder in /run /tmp /var/log /var/spool; do mount -t tmpfs -o mode=0755 tmpfs $folder; done
chmod 1777 /tmp
set -e
`;

const LOG = 'output.log';

/** Writes the files of a service and runs its script in the namespace of its host. */
export const startService = (
  namespace: string,
  { folder, port }: Place,
  protocol: Started['protocol'],
  { files, script }: Setup,
): Started => {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const log = openSync(join(folder, LOG), 'a');
  const child = spawn('ip', ['netns', 'exec', namespace, 'sh', '-c', OWN_FOLDERS + script], {
    cwd: folder,
    stdio: ['ignore', log, log],
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: folder, LC_ALL: 'C' },
  });
  return { folder, port, protocol, child, log: () => readFileSync(join(folder, LOG), 'utf8') };
};
