import type { GradedFinding, HostReport } from '@openguard/model';
import { HostReport as HostReportCodec } from '@openguard/model';
import * as E from 'fp-ts/lib/Either.js';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Host } from '../src/nmap/document.js';
import { hostReport, type Asked } from '../src/nmap/host-report.js';
import { readRun, type RunEvent } from '../src/nmap/read-run.js';
import { secondLookAt, untestedWeb, withSecondLook } from '../src/nmap/second-look.js';
import { openPortsOf } from '../src/nmap/host-facts.js';
import { silentScripts } from '../src/nmap/script-facts.js';
import { PROFILES } from '../src/profile.js';
import { GREETING_SCRIPT, SCRIPTS } from '../src/scripts/script-table.js';
import { selectScripts } from '../src/scripts/selection.js';

const file = (name: string) => readFileSync(new URL(`fixture/${name}.xml`, import.meta.url));

const eventsOf = async (name: string): Promise<readonly RunEvent[]> => {
  const events: RunEvent[] = [];
  for await (const told of readRun(
    (async function* () {
      yield await Promise.resolve(file(name));
    })(),
  )) {
    if (E.isLeft(told)) throw new Error(told.left.tag);
    events.push(told.right);
  }
  return events;
};

const hostsOf = async (name: string): Promise<readonly Host[]> =>
  (await eventsOf(name)).flatMap((event) => (event.kind === 'host' ? [event.host] : []));

const [profile] = PROFILES;
if (profile === undefined) throw new Error('no profile');
const installed = new Set([GREETING_SCRIPT, ...Object.keys(SCRIPTS)]);
const ASKED: Asked = {
  privileged: true,
  loopback: false,
  selection: selectScripts({ profile, fingerprints: true, privileged: true, installed }),
  tcp: '1-65535',
  udp: '53,69',
  probed: [],
  known: { checked: true, findings: [], gaps: [] },
  untested: [],
};

const reportOf = async (name: string, ip: string, asked: Partial<Asked> = {}): Promise<HostReport> => {
  const host = (await hostsOf(name)).find(({ addresses }) => addresses.some(({ address }) => address === ip));
  if (host === undefined) throw new Error(`${ip} is not in ${name}`);
  const report = hostReport(host, { ...ASKED, ...asked }, 1800);
  expect(E.isRight(HostReportCodec.decode(report))).toBe(true);
  return report;
};

const resultOf = (report: HostReport, id: string): string | undefined =>
  report.findings.find((finding) => finding.id === id)?.result;
const brief = ({ section, severity, id, port, ssl }: GradedFinding) =>
  [section, severity, id, port, ssl === true ? 'ssl' : '']
    .filter((part) => part !== '' && part !== undefined)
    .join(' ');
const reasons = (report: HostReport, subject: string) =>
  report.coverage.gaps.filter((gap) => gap.subject === subject).map(({ reason }) => reason);

describe('the report of a host on the network', () => {
  it('holds what nmap saw, confirmed weaknesses first', async () => {
    const report = await reportOf('network', '192.0.2.1');
    expect(report).toMatchObject({ ip: '192.0.2.1', name: 'asked.example', os: 'Linux 5.0 - 5.4' });
    expect(report.findings.map(brief)).toEqual([
      'vuln 3 telnet_cleartext 23',
      'vuln 3 smb_signing_not_required 445',
      'vuln 5 x11_open 6000',
      'service 1 mac_address',
      'service 1 nbtstat',
      'service 2 os',
      'service 1 scan_tcp',
      'service 1 scan_udp',
      'service 1 scan_smb 445',
      'service 2 service-banner 445',
      'service 2 x11-banner 6000',
      'info 1 traceroute',
    ]);
    expect(report.findings.find(({ id }) => id === 'service-banner')).toMatchObject({
      category: 'netbios-ssn',
      result: 'Samba smbd 4.6.2',
    });
  });

  it('lists open TCP ports in a table with tabs', async () => {
    const report = await reportOf('network', '192.0.2.1');
    expect(
      resultOf(report, 'scan_tcp')
        ?.split('\n')
        .map((row) => row.split('\t')),
    ).toEqual([
      ['Port', 'IANA Assigned Ports/Services', 'Description', 'Service Detected'],
      ['23', 'telnet', 'Telnet', 'telnet'],
      ['445', 'microsoft-ds', 'Microsoft-DS', 'netbios-ssn'],
      ['5432', 'postgresql', 'PostgreSQL Database', 'unknown'],
      ['6000', 'x11', 'X Window System', 'X11'],
    ]);
    expect(report.findings.find(({ id }) => id === 'scan_tcp')).toMatchObject({ resultFormat: 'table' });
  });

  it('tells operating system and route, with a star for a silent router', async () => {
    const report = await reportOf('network', '192.0.2.1');
    expect(resultOf(report, 'os')).toBe('Linux 5.0 - 5.4, Linux 4.15 (100 %)');
    expect(resultOf(report, 'traceroute')).toBe('1  (198.51.100.1)  0.41 ms\n2  *\n3  (192.0.2.1)  1.20 ms');
    expect(resultOf(report, 'mac_address')).toBe('52:54:00:12:34:56 (QEMU virtual NIC)');
    expect(report.coverage.checks).toEqual(
      expect.arrayContaining(['os', 'traceroute', 'mac_address', 'ssl-heartbleed']),
    );
    expect(reasons(report, 'mac_address')).toEqual([]);
    // Port 8081 did not answer.
    expect(report.coverage).toMatchObject({ tcp: '1-8080,8082-65535', udp: '53,69' });
    expect(report.coverage.gaps).toContainEqual({
      subject: 'tcp/8081',
      reason: expect.stringContaining('did not answer') as string,
    });
  });

  it('says what was not measured instead of inventing it', async () => {
    const plain = await reportOf('network', '192.0.2.4', { privileged: false });
    expect(plain.findings.map(({ id }) => id)).not.toContain('traceroute');
    expect(reasons(plain, 'traceroute')).toEqual([expect.stringContaining('raw sockets')]);
    // Nobody could see it, which is no word on whether it is still there.
    expect(plain.coverage.checks).not.toContain('mac_address');
    expect(reasons(plain, 'mac_address')).toEqual([expect.stringContaining('raw sockets')]);
    expect(reasons(plain, 'icmp_time')).toEqual([expect.stringContaining('raw sockets')]);
    const tcpOnly = await reportOf('network', '192.0.2.4', { udp: '' });
    expect(reasons(tcpOnly, 'udp')).toHaveLength(1);
    expect(reasons(plain, 'udp')).toEqual([]);
    const own = await reportOf('network', '192.0.2.4', { ownPort: 8443, loopback: true });
    expect(reasons(own, 'tcp/8443')).toHaveLength(1);
    expect(reasons(own, 'traceroute')).toEqual([expect.stringContaining('loopback')]);
  });

  it('calls a poor match of the operating system uncertain', async () => {
    const report = await reportOf('network', '192.0.2.4');
    expect(resultOf(report, 'os')).toBe('Linux 3.10 (below 85 %, uncertain)');
    expect(report.os).toBeUndefined();
  });

  it('names checks whose script failed or came to no result', async () => {
    const report = await reportOf('network', '192.0.2.4');
    const gap = (subject: string) => report.coverage.gaps.find((item) => item.subject === subject);
    expect(gap('ssl-heartbleed')).toMatchObject({
      port: 'tcp/443',
      reason: expect.stringContaining('failed') as string,
    });
    expect(gap('ssl-ccs-injection')).toMatchObject({
      port: 'tcp/443',
      reason: expect.stringContaining('TIMEOUT') as string,
    });
    expect(report.findings.map(brief)).toContain('practice 2 ssl-poodle 443 ssl');
    expect(report.findings.find(({ id }) => id === 'ssl-poodle')?.rule).toBe('potential/cvss:4.3');
  });

  it('claims nothing about a host that was given up', async () => {
    const report = await reportOf('network', '192.0.2.3');
    expect(report.findings).toEqual([]);
    expect(report.coverage).toMatchObject({ tcp: '', checks: [] });
    expect(reasons(report, 'host')).toEqual([expect.stringContaining('30 minutes')]);
  });
});

describe('the report of a host with small services', () => {
  it('tells TCP from UDP, and lists what answers over each', async () => {
    const report = await reportOf('small-services', '192.0.2.9', { timestamp: true });
    expect(report.findings.map((finding) => `${brief(finding)} ${finding.protocol ?? ''}`.trim())).toEqual([
      'vuln 1 icmp_time',
      'vuln 1 ip_id_pred',
      'vuln 2 udp_small_services',
      'vuln 2 tcp_small_services 7 tcp',
      'vuln 3 tftp_open 69 udp',
      'vuln 3 rservices_cleartext 513 tcp',
      'service 1 scan_rpc',
      'service 1 scan_tcp',
      'service 1 scan_udp',
      'service 2 service-banner 13 udp',
      'service 2 service-banner 69 udp',
    ]);
    expect(resultOf(report, 'udp_small_services')).toBe('Port list:\n7 echo\n13 daytime\n19 chargen');
    expect(resultOf(report, 'scan_udp')?.split('\n')).toEqual([
      'Port\tName\tDescription',
      '7\techo\tEcho',
      '13\tdaytime\tDaytime',
      '19\tchargen\tCharacter Generator',
      '69\ttftp\tTrivial File Transfer',
    ]);
    expect(resultOf(report, 'scan_rpc')).toBe(
      'Port\tProgram\tVersion\n111/tcp\trpcbind\t2-4\n2049/tcp\tnfs_acl\t3',
    );
  });

  it('proves nothing by UDP ports that stayed silent', async () => {
    const report = await reportOf('small-services', '192.0.2.9');
    const silent = report.coverage.gaps.filter(
      ({ subject, reason }) => subject.startsWith('udp') && reason.includes('did not answer'),
    );
    // The list of small services stands at no port, and lacks what did not answer.
    expect(silent.map(({ subject }) => subject)).toEqual([
      'udp/9',
      'udp/123',
      'udp/161',
      'udp_small_services',
    ]);
  });

  it('takes nothing for tested over UDP when the run of it came to no end', async () => {
    const udpFault = 'The scan of UDP ports says nothing about the host.';
    const { coverage } = await reportOf('small-services', '192.0.2.9', { udp: '', udpFault });
    expect(coverage.udp).toBe('');
    expect(coverage.checks.filter((check) => check.includes('udp') || check === 'tftp_open')).toEqual([]);
    expect(coverage.gaps.filter(({ subject }) => subject === 'udp')).toEqual([
      { subject: 'udp', reason: udpFault },
    ]);
  });

  it('takes nothing for tested over TCP when no port answered', async () => {
    const [host] = await hostsOf('small-services');
    if (host === undefined) throw new Error('no host');
    const reasons = [{ protocol: 'tcp', reason: 'no-response', ports: '1-65535' }];
    const silent = { ...host, ports: { extra: [{ state: 'filtered', reasons }], ports: [] } };
    const { coverage } = hostReport(silent, { ...ASKED, udp: '', udpFault: 'x' }, 1800);
    expect(coverage).toMatchObject({ tcp: '', udp: '' });
    expect(coverage.checks).not.toContain('ftp_anonymous');
    expect(coverage.gaps).toContainEqual({
      subject: 'tcp',
      reason: expect.stringMatching(/^No TCP port of the host answered/) as string,
    });
  });

  it('names RPC programs that no port mapper leads to', async () => {
    const [host] = await hostsOf('small-services');
    if (host === undefined) throw new Error('no host');
    const ports = openPortsOf(host).filter(({ number }) => number !== 111);
    const report = hostReport({ ...host, ports: { extra: [], ports } }, ASKED, 1800);
    expect(resultOf(report, 'scan_hidden_rpc')).toBe('Port\tProgram\tVersion\n2049/tcp\tnfs_acl\t3');
  });
});

describe('the report of services on loopback', () => {
  it('holds what nmap 7.93 said about small servers', async () => {
    const report = await reportOf('loopback', '127.0.0.1', { loopback: true });
    expect(report.findings.map(brief)).toEqual([
      'vuln 3 ftp_anonymous 42021',
      'vuln 3 tls_certificate_short_key 42023 ssl',
      'practice 3 ftp_anonymous_writable 42021',
      'practice 2 tls_certificate_self_signed 42023 ssl',
      'practice 2 tls_old_versions 42023 ssl',
      'service 1 scan_tcp',
      'service 2 ftp-banner 42021',
      'service 1 tls_certificate 42023 ssl',
      'service 1 tls_protocols 42023 ssl',
      'service 2 sshd-banner 42024',
    ]);
    expect(resultOf(report, 'sshd-banner')).toBe('SSH-2.0-OpenSSH_9.2p1 Debian-2');
    expect(report.os).toBeUndefined();
  });

  it('names scripts that may have been stopped, where they may have run', async () => {
    const [host] = await hostsOf('loopback');
    if (host === undefined) throw new Error('no host');
    const silent = silentScripts(host, openPortsOf(host), ASKED.selection.scripts);
    const at = (subject: string) => silent.filter((gap) => gap.subject === subject).map(({ port }) => port);
    expect(at('ssh_hostkeys')).toEqual(['tcp/42024']);
    expect(at('ftp_anonymous')).toEqual([]);
    expect(at('ssl-poodle')).toEqual(['tcp/42023']);
    expect(at('redis_open')).toEqual([]);
  });

  it('tells how long scripts took and which ports were asked', async () => {
    const events = await eventsOf('loopback');
    const seconds = events.flatMap((event) => (event.kind === 'scripts' ? [event.seconds] : []));
    expect(Math.max(...seconds)).toBe(181);
    expect(events[0]).toEqual({ kind: 'ports', protocol: 'tcp', ports: '42021-42024' });
    expect(events.slice(-2).map(({ kind }) => kind)).toEqual(['finished', 'end']);
  });
});

describe('web servers that nmap does not know', () => {
  it('are looked at again, with the scripts for web servers', async () => {
    const [host] = await hostsOf('loopback');
    if (host === undefined) throw new Error('no host');
    const look = secondLookAt(host, ['banner', 'http-trace', 'ssl-poodle', 'http-git']);
    expect(look).toEqual({ address: 0x7f000001, ports: [42022, 42023], scripts: ['http-trace', 'http-git'] });
    if (look === undefined) throw new Error('no look');
    const port = openPortsOf(host).find(({ number }) => number === 42022);
    if (port === undefined) throw new Error('no port');
    const trace = { id: 'http-trace', output: 'TRACE is enabled', elems: [], tables: [] };
    const seen = { ...host, ports: { extra: [], ports: [{ ...port, scripts: [trace] }] } };
    const report = hostReport(withSecondLook(host, look, seen), ASKED, 1800);
    expect(report.findings.map(brief)).toContain('vuln 2 http-trace 42022');
    expect(resultOf(report, 'scan_tcp')).toMatch(/42022\tunknown\t-\thttp\n42023\tunknown\t-\tssl\/http/);
    expect(untestedWeb(look).map(({ subject, port: at }) => `${subject} ${at ?? ''}`)).toEqual([
      'http-trace tcp/42022',
      'http-git tcp/42022',
      'http-trace tcp/42023',
      'http-git tcp/42023',
    ]);
  });

  it('are no others', async () => {
    for (const host of await hostsOf('network')) expect(secondLookAt(host, ['http-trace'])).toBeUndefined();
  });
});
