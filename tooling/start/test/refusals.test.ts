import { describe, expect, it } from 'vitest';
import { describeInstallFault } from '../src/install-fault.js';
import { parseOptions } from '../src/options.js';
import { requirePermission } from '../src/permission.js';
import { stateDirectory } from '../src/state-directory.js';
import { workspaceNode } from '../src/workspace-node.js';
import { like } from './sandbox.js';

describe('describeInstallFault', () => {
  it.each([
    ['npm error code ENOTFOUND', /cannot be fetched from the registry \(ENOTFOUND\); check the network/],
    ['ERR_PNPM_META_FETCH_FAIL  GET', /cannot be fetched .+\(ERR_PNPM_META_FETCH_FAIL\)/],
    ['ENOSPC: no space left on device', /is full; free some space/],
    ['ERR_PNPM_OUTDATED_LOCKFILE  Cannot install', /pnpm-lock\.yaml does not fit/],
    ['EACCES: permission denied, mkdir', /cannot be written \(EACCES\); check who owns \/house/],
    ['something else', undefined],
  ])('%s', (output, words) => {
    const line = describeInstallFault(output, '/house');
    if (words === undefined) expect(line).toBeUndefined();
    else expect(line).toMatch(words);
  });
});

describe('parseOptions', () => {
  const none = { authorised: false, serve: false, help: false, targets: '127.0.0.1' };

  it.each([
    [[], none],
    [['192.0.2.1'], { ...none, targets: '192.0.2.1' }],
    [[' 192.0.2.1 - 192.0.2.9,\n10.0.0.0/8'], { ...none, targets: ' 192.0.2.1 - 192.0.2.9,\n10.0.0.0/8' }],
    [
      ['--serve', '--authorised', '10.0.0.0/8'],
      { ...none, serve: true, authorised: true, targets: '10.0.0.0/8' },
    ],
    [['-h'], { ...none, help: true }],
    [['--help'], { ...none, help: true }],
  ])('%j', (args, options) => {
    expect(parseOptions(args)).toEqual(options);
  });

  it.each([
    [['--bogus'], /there is no option --bogus/],
    [['--serve=yes'], /there is no option --serve=yes/],
    [['1.2.3.4', '1.2.3.5'], /separated by commas: 1\.2\.3\.4,1\.2\.3\.5/],
    [['BADTARGET'], /^"BADTARGET" is no list of targets; write addresses and ranges such as /],
    [['host.example'], /^"host\.example" is no list of targets/],
    [['::1'], /^"::1" is no list of targets/],
    [['1.2.3.4\u009b2J\u001b'], /^"1\.2\.3\.4\?2J\\u001b" is no list/],
    [[''], /^"" is no list of targets/],
    [[','], /^"," is no list of targets/],
  ])('refuses %j', (args, message) => {
    expect(() => parseOptions(args)).toThrow(
      expect.objectContaining({ exitCode: 2, message: like(message) }),
    );
  });
});

describe('requirePermission', () => {
  const targets = '192.0.2.1';
  const saying = (answer: string) => () => Promise.resolve(answer);

  it.each(['no', 'y', 'YES', 'yes please', ''])('takes %j for a no', async (answer) => {
    await expect(
      requirePermission({ targets, authorised: false, ask: saying(answer) }),
    ).rejects.toMatchObject({
      exitCode: 2,
      message: like(/^192\.0\.2\.1 was not scanned/),
    });
  });

  it('goes on after yes, and asks nothing where it has been said', async () => {
    await requirePermission({ targets, authorised: false, ask: saying('yes') });
    await requirePermission({ targets, authorised: true, ask: undefined });
    await requirePermission({ targets, authorised: true, ask: () => Promise.reject(new Error('asked')) });
  });

  it('names the targets in its question', async () => {
    let asked = '';
    await requirePermission({
      targets,
      authorised: false,
      ask: (question) => {
        asked = question;
        return Promise.resolve('yes');
      },
    });
    expect(asked).toMatch(/permission .+ 192\.0\.2\.1\? \(yes\/no\)$/);
  });
});

describe('stateDirectory', () => {
  it.each<[NodeJS.ProcessEnv, NodeJS.Platform, string]>([
    [{}, 'linux', '/home/ann/.local/state/openguard'],
    [{ XDG_STATE_HOME: '/var/ann' }, 'linux', '/var/ann/openguard'],
    [{ XDG_STATE_HOME: 'relative' }, 'linux', '/home/ann/.local/state/openguard'],
    [{}, 'darwin', '/home/ann/Library/Application Support/openguard'],
    [{ OPENGUARD_HOME: '/data', XDG_STATE_HOME: '/var/ann' }, 'linux', '/data'],
    [{ OPENGUARD_HOME: '/data' }, 'darwin', '/data'],
    [{ OPENGUARD_HOME: 'data', INIT_CWD: '/where/npm/was/called' }, 'linux', '/where/npm/was/called/data'],
  ])('%j on %s', (environment, platform, directory) => {
    expect(stateDirectory(environment, platform, '/home/ann')).toBe(directory);
  });
});

describe('workspaceNode', () => {
  const outer = { platform: 'sunos', arch: 'x64', version: '22.19.0', execPath: '/usr/bin/node' };

  it('is the one that runs this, where it is new enough and there is no other', () => {
    expect(workspaceNode('/house', outer)).toBe('/usr/bin/node');
    expect(workspaceNode('/house', { ...outer, version: '24.0.0' })).toBe('/usr/bin/node');
  });

  it.each(['22.18.9', '20.20.2', '18.0.0'])('does not do with %s', (version) => {
    expect(() => workspaceNode('/house', { ...outer, version })).toThrow(
      `there is no Node of the workspace for sunos-x64 and this is Node ${version}; install Node 22.19 or newer`,
    );
  });
});
