import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GREETING_SCRIPT, SCRIPTS } from '../src/scripts/script-table.js';

/** The start of nmap's document. */
export const START =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE nmaprun>\n<nmaprun version="7.93">' +
  '<scaninfo type="connect" protocol="tcp" numservices="65535" services="1-65535"/>';

/** One host that is up, with an FTP server. */
export const hostXml = (ip: string, state = 'up'): string =>
  `<host endtime="1795311800"><status state="${state}" reason="x"/><address addr="${ip}" addrtype="ipv4"/>` +
  (state === 'up'
    ? '<ports><port protocol="tcp" portid="21"><state state="open"/><service name="ftp" method="probed"/></port></ports>'
    : '') +
  '</host>';

/** The end of a run that went well. */
export const FINISH = '<runstats><finished exit="success"/></runstats></nmaprun>';

const EVERYONE_IS_THERE = `(args) => say(${JSON.stringify(START)} + args.filter((a) => /^127/.test(a))
  .map((ip) => ${JSON.stringify(hostXml('IP'))}.replace('IP', ip)).join('') + ${JSON.stringify(FINISH)})`;

/** A program that stands in for nmap. */
export interface FakeNmap {
  readonly path: string;
  /** Where it writes the arguments of each scan, a line of JSON each, and its process id before them. */
  readonly log: string;
  readonly remove: () => void;
}

/**
 * Writes an executable that answers questions about version and scripts as nmap does, and runs `scan` (the
 * source of a function of its arguments) for everything else, but for runs that only ask who is there: for those,
 * `discover`.
 */
export const writeFakeNmap = (scan: string, discover = EVERYONE_IS_THERE, version = '7.93'): FakeNmap => {
  const folder = mkdtempSync(join(tmpdir(), 'fake-nmap-'));
  const path = join(folder, 'nmap');
  const log = join(folder, 'log');
  const scripts = [GREETING_SCRIPT, ...Object.keys(SCRIPTS)]
    .map((name) => `<script filename="/x/scripts/${name}.nse"><categories/></script>`)
    .join('');
  writeFileSync(
    path,
    `#!${process.execPath}
const { appendFileSync } = require('node:fs');
const { spawn } = require('node:child_process');
const args = process.argv.slice(2);
const say = (text) => process.stdout.write(text);
if (args[0] === '--version') say('Nmap version ${version} ( https://nmap.org )\\n');
else if (args[0] === '--script-help') say('<nse-scripts><directory path="/x" name="scripts"></directory>${scripts}</nse-scripts>');
else if (args.includes('-sn')) (${discover})(args);
else {
  appendFileSync(${JSON.stringify(log)}, JSON.stringify([process.pid, ...args]) + '\\n');
  (${scan})(args);
}
`,
  );
  chmodSync(path, 0o755);
  return {
    path,
    log,
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
};
