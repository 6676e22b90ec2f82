// needs: nmap, snmpd, root
import { once } from 'node:events';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inspectNmap } from '../src/nmap/nmap-installation.js';
import { PROFILES } from '../src/profile.js';
import { askAgents, type SnmpMeans } from '../src/snmp/ask-snmp.js';
import type { SnmpAccess } from '../src/snmp/snmp-access.js';

const ADDRESS = '127.0.0.61';
const SECRET = 'mill:wheel-7';

let directory: string;
let agent: ChildProcess;
let means: SnmpMeans;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'openguard-snmpd-'));
  const settings = `rocommunity ${SECRET} 127.0.0.0/8\nsysDescr A <mill>, asked with ${SECRET}\n`;
  writeFileSync(join(directory, 'snmpd.conf'), settings);
  const args = ['-f', '-Lo', '-C', '-c', join(directory, 'snmpd.conf'), `udp:${ADDRESS}:161`];
  agent = spawn('snmpd', args, {
    stdio: 'ignore',
    env: { PATH: '/usr/sbin:/usr/bin', SNMP_PERSISTENT_DIR: directory },
  });
  const { scripts: installed } = await inspectNmap('nmap');
  const [profile] = PROFILES;
  if (profile === undefined) throw new Error('no profile');
  means = { program: { path: 'nmap', seconds: 120 }, profile, privileged: true, installed, hostSeconds: 60 };
  for (let tries = 0; (await ask([access(SECRET)], { privileged: false })).seen.length === 0; tries += 1) {
    if (tries > 100) throw new Error('snmpd does not answer');
    await delay(50);
  }
});
afterAll(async () => {
  const gone = once(agent, 'exit');
  agent.kill();
  await gone;
  rmSync(directory, { recursive: true });
});

const access = (...communities: readonly string[]): SnmpAccess => ({
  addresses: [],
  version: 'v2c',
  communities,
  record: 4,
});

const commandLines = (): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ')];
      } catch {
        // Expected: it has ended.
        return [];
      }
    });

const ask = (accesses: readonly SnmpAccess[], rest: Partial<SnmpMeans> = {}) =>
  askAgents(ADDRESS, accesses, { ...means, ...rest }, new AbortController().signal);

it('an agent tells what its community opens, and nobody sees that community', async () => {
  let over = false;
  const asked = ask([access(SECRET)]).finally(() => {
    over = true;
  });
  const files = new Set<string>();
  const modes = new Set<string>();
  while (!over) {
    const lines = commandLines();
    expect(lines.filter((line) => line.includes(SECRET))).toEqual([]);
    for (const line of lines) {
      const [, file] = /--script-args-file (\S+)/.exec(line) ?? [];
      if (file === undefined || !existsSync(file)) continue;
      files.add(file);
      modes.add([file, dirname(file)].map((path) => (statSync(path).mode & 0o777).toString(8)).join(' '));
    }
    await delay(50);
  }
  const { seen, gaps } = await asked;
  // Only Windows has that.
  expect(gaps.map(({ subject }) => subject)).toEqual(['snmp_users']);
  expect([...modes]).toEqual(['600 700']);
  expect([...files].filter((file) => existsSync(dirname(file)))).toEqual([]);
  expect(seen[0]).toEqual({
    ...{ check: 'snmp_system', result: 'A <mill>, asked with ***' },
    ...{ port: 161, protocol: 'udp', ssl: false },
  });
  expect(seen.find(({ check }) => check === 'snmp_connections')?.result).toContain(`${ADDRESS}:161`);
  expect(JSON.stringify([seen, gaps])).not.toContain(SECRET);
  const told = new Set([...seen.map(({ check }) => check), ...gaps.map(({ subject }) => subject)]);
  expect(told.size).toBe(6);
}, 120_000);

it('what cannot be asked is a gap that names the record', async () => {
  const wrong = await ask([access('nonsense')]);
  expect(wrong.seen).toEqual([]);
  expect(wrong.gaps.map(({ reason }) => reason)).toEqual(
    Array.from({ length: 6 }, () => expect.stringMatching(/the authentication record 4 \(v2c\)/) as unknown),
  );
  const plain = await ask([access(SECRET)], { privileged: false });
  expect(plain.seen.map(({ check }) => check)).toEqual(['snmp_system']);
  expect(plain.gaps.map(({ reason }) => reason.includes('raw sockets'))).toEqual(Array(5).fill(true));
  expect(JSON.stringify([wrong, plain])).not.toMatch(/nonsense|wheel/);
}, 60_000);
