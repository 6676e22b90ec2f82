import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SYSTEM_PATH } from './commands.js';
import { isAlive, killGroup } from './process.js';
import type { Sandbox } from './sandbox.js';

/** One scan by an `nmap` of a test. */
interface NmapRun {
  readonly pid: number;
  readonly args: readonly string[];
  /** Its environment, as the system shows it. */
  readonly environment: string;
}

/** A program called `nmap` that keeps a record of each scan before it does what it is told. */
export interface WatchedNmap {
  /** The folder for a server's PATH. */
  readonly programs: string;
  readonly runs: () => readonly NmapRun[];
  readonly alive: () => readonly NmapRun[];
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * Makes an `nmap` for one test: a shell script that says it is nmap 7.93 without any scripts, that finds every host
 * there and nothing over UDP, and that runs `scan` when it is asked to scan TCP ports. In `scan`, `$DIR` is the folder of the sandbox.
 */
export const nmapThat = (box: Sandbox, scan: string): WatchedNmap =>
  watched(
    box,
    `case "$1" in
--version) echo 'Nmap version 7.93 ( of a test )'; exit 0;;
--script-help) echo '<nse-scripts></nse-scripts>'; exit 0;;
esac
case " $* " in *' -sn '*|*' -sU '*)
  echo '<nmaprun>'
  for word in "$@"; do
    case "$word" in
    [0-9]*.*.*.*) echo "<host><status state='up'/><address addr='$word' addrtype='ipv4'/></host>";;
    esac
  done
  echo '<runstats><finished exit="success"/></runstats></nmaprun>'
  exit 0;;
esac`,
    scan,
  );

/** The real nmap of the system, watched. */
export const realNmap = (box: Sandbox): WatchedNmap => {
  const run = `PATH=${SYSTEM_PATH} OPENGUARD_E2E="$DIR" exec nmap "$@"`;
  return watched(box, `case "$1" in --version|--script-help) ${run};; esac`, run);
};

const watched = (box: Sandbox, greet: string, scan: string): WatchedNmap => {
  const programs = box.folder('programs');
  const records = box.folder('runs');
  const script = `#!/bin/sh
DIR=${quoted(box.root)}
${greet}
printf '%s\\n' "$@" > "$DIR/runs/$$.args"
env > "$DIR/runs/$$.environment"
: > "$DIR/runs/$$.started"
${scan}
`;
  box.write(join('programs', 'nmap'), script, 0o755);
  const runs = (): readonly NmapRun[] =>
    (existsSync(records) ? readdirSync(records) : [])
      .filter((name) => name.endsWith('.started'))
      .map((name) => {
        const pid = name.replace('.started', '');
        return {
          pid: Number(pid),
          args: box
            .read(join('runs', `${pid}.args`))
            .trimEnd()
            .split('\n'),
          environment: box.read(join('runs', `${pid}.environment`)),
        };
      });
  // Each leads a group of its own, which ends with the test whatever the server did.
  const alive = (): readonly NmapRun[] => runs().filter(({ pid }) => isAlive(pid, box.root));
  box.atEnd(() => {
    for (const { pid } of alive()) killGroup(pid, 'SIGKILL');
  });
  return { programs, runs, alive };
};

/** What nmap writes about hosts that are up, each with the open ports given; without the last line. */
export const nmapOutput = (addresses: readonly string[], ports: readonly number[]): string => {
  const open = ports.map(
    (port) =>
      `<port protocol="tcp" portid="${port}"><state state="open" reason="syn-ack" reason_ttl="0"/><service name="http" method="table" conf="3"/></port>`,
  );
  const hosts = addresses.map(
    (address) =>
      `<host starttime="1" endtime="2"><status state="up" reason="syn-ack" reason_ttl="0"/><address addr="${address}" addrtype="ipv4"/><hostnames></hostnames><ports>${open.join('')}</ports></host>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nmaprun>
<nmaprun scanner="nmap" args="nmap" start="1" version="7.93" xmloutputversion="1.05">
<scaninfo type="connect" protocol="tcp" numservices="65535" services="1-65535"/>
${hosts.join('')}<runstats><finished time="2" exit="success"/></runstats>
</nmaprun>
`;
};
