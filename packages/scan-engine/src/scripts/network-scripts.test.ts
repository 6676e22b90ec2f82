import { describe, expect, it } from 'vitest';
import { neverEmitted, readingOf } from '../../test/script-reading.js';
import { NETWORK_SCRIPTS } from './network-scripts.js';

const output = (script: string, ...lines: readonly string[]) =>
  `<script id="${script}" output="&#xa;  ${lines.join('&#xa;  ')}"/>`;

describe('scripts for services of networks', () => {
  it.each([
    [
      output('nfs-showmount', '/srv 192.0.2.0/28', '/home *', '/pub '),
      [
        { check: 'nfs_exports', result: '/home *\n/pub\n/srv 192.0.2.0/28' },
        { check: 'nfs_exports_world', result: '/home *\n/pub' },
      ],
    ],
    [output('nfs-showmount', '/srv 10.0.0.7/32'), [{ check: 'nfs_exports', result: '/srv 10.0.0.7/32' }]],
    ['<script id="nfs-showmount" output="No NFS mounts available"/>', []],
    [
      output(
        'mysql-empty-password',
        'root account has empty password',
        'anonymous account has empty password',
      ),
      [
        {
          check: 'mysql_no_password',
          result: 'anonymous account has empty password\nroot account has empty password',
        },
      ],
    ],
    ['<script id="mysql-empty-password" output="Host is not allowed to connect"/>', []],
    [
      '<script id="finger" output="Login     Name       Tty      Idle  Login Time&#xd;&#xa;root      root      *pts/0    Nov 22"/>',
      [{ check: 'finger_users', result: 'The server answers requests for all users.' }],
    ],
    [
      '<script id="ntp-info" output="x"><elem key="receive time stamp">2026-11-22T12:00:00</elem><elem key="version">ntpd 4.2.8p15</elem><elem key="system">Linux/6.1</elem></script>',
      [{ check: 'ntp_control_queries', result: 'ntpd 4.2.8p15\nLinux/6.1' }],
    ],
    [
      '<script id="ntp-info" output="x"><elem key="receive time stamp">2026-11-22T12:00:00</elem></script>',
      [],
    ],
    [
      output(
        'whois-ip',
        'Record found at whois.example',
        'netrange: 192.0.2.0 - 192.0.2.255',
        'orgname: Example Net',
        'country: US',
      ),
      [
        { check: 'whois_network', result: 'netrange: 192.0.2.0 - 192.0.2.255\ncountry: US' },
        { check: 'whois_isp', result: 'orgname: Example Net' },
      ],
    ],
  ])('%s', (xml, sights) => {
    expect(readingOf(xml)).toMatchObject({ sights });
  });

  it('exports that cannot be listed are no proof', () => {
    expect(readingOf(output('nfs-showmount', 'rpc timed out')).unclear).toMatch(/rpc timed out/);
  });

  it('every check of these scripts has a sample', () => {
    expect(neverEmitted(NETWORK_SCRIPTS)).toEqual([]);
  });
});
