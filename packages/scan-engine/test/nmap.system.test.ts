import { allPortsBut, type HostReport } from '@openguard/model';
import { LOOPBACK, parseAddress, type AddressSet } from '@openguard/targets';
import * as E from 'fp-ts/lib/Either.js';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNmapEngine, type EngineEvent, type NmapEngineOptions } from '../src/index.js';
import { detectPrivilege } from '../src/nmap/privilege.js';
import { SCRIPTS } from '../src/scripts/script-table.js';
import { ADDRESS, startTinyServers, type TinyServers } from './tiny-servers.js';

const SCAN_MS = 180_000;

const set = (text: string): AddressSet => {
  const address = parseAddress(text);
  if (E.isLeft(address)) throw new Error(address.left.tag);
  return [{ first: address.right, last: address.right }];
};

const scan = async (options: Partial<NmapEngineOptions> = {}, profile = 'standard'): Promise<HostReport> => {
  const engine = createNmapEngine({
    scope: LOOPBACK,
    ownListener: () => ({ address: ADDRESS, port: ownPort }),
    ...options,
  });
  const events: EngineEvent[] = [];
  for await (const event of engine.scan({ targets: set(ADDRESS), profile }, new AbortController().signal)) {
    events.push(event);
  }
  expect(events.at(-1)).toEqual({ kind: 'progress', done: 1 });
  const hosts = events.flatMap((event) => (event.kind === 'host' ? [event.host] : []));
  const [host] = hosts;
  if (host === undefined || hosts.length > 1) throw new Error(`${hosts.length} hosts`);
  return host;
};

const openPorts = (host: HostReport): readonly number[] =>
  (host.findings.find(({ id }) => id === 'scan_tcp')?.result ?? '')
    .split('\n')
    .slice(1)
    .map((row) => Number(row.split('\t')[0]));

const at = (host: HostReport, port: number) =>
  host.findings
    .filter((finding) => finding.port === port)
    .map(({ section, severity, id }) => `${section} ${severity} ${id}`);

let servers: TinyServers;
const own = createServer();
let ownPort = 0;
beforeAll(async () => {
  servers = await startTinyServers();
  await new Promise<void>((resolve) => own.listen(0, ADDRESS, resolve));
  const address = own.address();
  if (typeof address === 'object' && address !== null) ownPort = address.port;
});
afterAll(async () => {
  own.close();
  await servers.close();
});

describe('the installed nmap', () => {
  it('has no safe vulnerability script that is not known here', () => {
    const expression = '(vuln and safe) and not (external or dos or broadcast)';
    const help = execFileSync('nmap', ['--script-help', expression], { encoding: 'utf8' });
    const names = [...help.matchAll(/^https:\/\/nmap\.org\/nsedoc\/scripts\/(\S+)\.html$/gm)].map(
      ([, name = '']) => name,
    );
    expect(names.length).toBeGreaterThan(25);
    expect(names.filter((name) => !Object.hasOwn(SCRIPTS, name))).toEqual([]);
  });

  it('describes itself', async () => {
    expect(await createNmapEngine({ scope: LOOPBACK }).describe()).toMatch(/^nmap \d+\.\d+/);
  });
});

describe('standard scans', () => {
  let first: HostReport;
  let second: HostReport;
  let raw: HostReport | undefined;

  // Most of a scan is waiting for services that do not answer: side by side it costs little more than alone.
  beforeAll(async () => {
    [first, second, raw] = await Promise.all([
      scan({ privileged: false }),
      scan({ privileged: false }),
      detectPrivilege() ? scan({ privileged: true }) : undefined,
    ]);
  }, SCAN_MS);

  it('find what is there, but for our own server', () => {
    const { ftp, ssh, http, https } = servers.ports;
    expect(openPorts(first)).toEqual(expect.arrayContaining([ftp, ssh, http, https]));
    expect(at(first, ftp)).toEqual([
      'vuln 3 ftp_anonymous',
      'vuln 3 ftp_cleartext_login',
      'practice 3 ftp_anonymous_writable',
      'service 2 ftp-banner',
    ]);
    expect(at(first, ssh)).toEqual(['service 2 sshd-banner']);
    expect(at(first, http)).toEqual(
      expect.arrayContaining(['vuln 2 http-cookie-flags', 'vuln 2 http-trace', 'service 1 http-title']),
    );
    expect(at(first, https)).toEqual(
      expect.arrayContaining([
        'vuln 2 http-trace',
        'vuln 3 tls_certificate_short_key',
        'practice 2 tls_certificate_self_signed',
        'practice 2 tls_old_versions',
        'service 1 tls_certificate',
        'service 1 tls_protocols',
      ]),
    );
    expect(openPorts(first)).not.toContain(ownPort);
    expect(first.coverage.tcp).toBe(allPortsBut([ownPort]));
    expect(first.coverage.gaps.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(['udp', 'os', 'traceroute', 'http-slowloris-check', `tcp/${ownPort}`]),
    );
  });

  it('find the same again', () => {
    expect(second).toEqual(first);
  });

  it.runIf(detectPrivilege())('find the same with raw sockets', () => {
    expect(raw?.findings).toEqual(first.findings);
    expect(raw?.coverage.checks).toEqual(expect.arrayContaining([...first.coverage.checks, 'scan_udp']));
    expect(raw?.coverage.udp).toMatch(/^7,9,13,/);
  });

  it('see a service go, and that its check ran', { timeout: SCAN_MS }, async () => {
    await servers.closeFtp();
    const host = await scan();
    expect(openPorts(host)).not.toContain(servers.ports.ftp);
    expect(host.findings.map(({ id }) => id)).not.toContain('ftp_anonymous');
    expect(host.coverage.checks).toContain('ftp_anonymous');
  });
});

it('a light scan lists the ports that it asked', { timeout: SCAN_MS }, async () => {
  const host = await scan({}, 'light');
  expect(host.coverage.tcp).toMatch(/^1,3-4,/);
  expect(host.coverage.tcp.split(',').length).toBeGreaterThan(300);
});
