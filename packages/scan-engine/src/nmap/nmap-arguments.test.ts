import { describe, expect, it } from 'vitest';
import { PROFILES, profileOf } from '../profile.js';
import {
  discoveryArguments,
  forcedArguments,
  scanArguments,
  udpArguments,
  type Run,
} from './nmap-arguments.js';

const [standard] = PROFILES;
if (standard === undefined) throw new Error('no profile');
const RUN: Run = {
  profile: standard,
  privileged: true,
  loopback: false,
  addresses: [0x7f000001, 0x7f000003],
  scripts: ['banner', 'ssl-cert'],
  hostSeconds: 1800,
};

const after = (args: readonly string[], option: string) => args[args.indexOf(option) + 1];

describe('scanArguments', () => {
  it('are those of a standard scan with raw sockets', () => {
    expect(scanArguments(RUN).join(' ')).toBe(
      '-oX - -v --stats-every 2s --reason -T4 --max-retries 2 --privileged -sS -Pn -O --osscan-limit --max-os-tries 2 ' +
        '--traceroute -p 1-65535 -sV --version-intensity 7 --host-timeout 1800s --script-timeout 60s ' +
        '--script banner or ssl-cert --script-args vulns.showall,ftp-anon.maxlist=100,banner.timeout=3s 127.0.0.1 127.0.0.3',
    );
  });

  it('ask for nothing that needs raw sockets without them', () => {
    const args = scanArguments({ ...RUN, privileged: false });
    expect(args).toContain('-sT');
    expect(args).toContain('--unprivileged');
    for (const raw of ['-sS', '-O', '--traceroute', '--privileged']) expect(args).not.toContain(raw);
  });

  it('look up no names and no fingerprints of loopback', () => {
    const args = scanArguments({ ...RUN, loopback: true });
    expect(args).toContain('-n');
    expect(args).toContain('-sS');
    for (const option of ['-O', '--traceroute']) expect(args).not.toContain(option);
    expect(scanArguments(RUN)).not.toContain('-n');
  });

  it('leave a port out', () => {
    expect(after(scanArguments({ ...RUN, excludedPort: 8443 }), '--exclude-ports')).toBe('8443');
    expect(scanArguments(RUN)).not.toContain('--exclude-ports');
  });

  it.each([
    ['standard', '7', '60s'],
    ['light', '2', '30s'],
    ['thorough', '9', '600s'],
  ])('%s asks %s of unknown services and waits %s for scripts', (name, intensity, patience) => {
    const profile = profileOf(name) ?? standard;
    const args = scanArguments({ ...RUN, profile });
    expect(after(args, '--version-intensity')).toBe(intensity);
    expect(after(args, '--script-timeout')).toBe(patience);
    expect(args.includes('--top-ports')).toBe(name === 'light');
  });
});

it('udpArguments ask the ports of the profile, and of services only what the port suggests', () => {
  const args = udpArguments({ ...RUN, scripts: [] });
  expect(args.join(' ')).toMatch(/ --privileged -sU -Pn -n -p 7,9,13,[\d,]+ -sV --version-intensity 0 /);
  expect(args).not.toContain('--script');
  expect(after(udpArguments(RUN), '--script')).toBe('banner or ssl-cert');
});

it.each([
  [true, '-PE'],
  [false, '-PS21,22,23,25,53,80,110,135,139,143,443,445,993,3306,3389,5432,8080'],
])('discoveryArguments (privileged: %s) send %s and scan nothing', (privileged, probe) => {
  const args = discoveryArguments([{ first: 0x7f000001, last: 0x7f000003 }], privileged);
  expect(args).toContain(probe);
  expect(args).toContain('-sn');
  expect(args.slice(-3)).toEqual(['127.0.0.1', '127.0.0.2', '127.0.0.3']);
});

describe('forcedArguments', () => {
  it('run scripts on known ports of one host, whatever nmap thinks of them', () => {
    const args = forcedArguments({
      ...RUN,
      privileged: false,
      address: 0x7f000001,
      ports: [3000, 8081],
      scripts: ['http-trace', 'http-git'],
    });
    expect(after(args, '-p')).toBe('3000,8081');
    expect(after(args, '--script')).toBe('+http-trace,+http-git');
    expect(args).toContain('-Pn');
    expect(args).not.toContain('-sV');
    expect(args.at(-1)).toBe('127.0.0.1');
  });
});
