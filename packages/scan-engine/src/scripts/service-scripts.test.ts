import { describe, expect, it } from 'vitest';
import { MANY_VERDICTS, neverEmitted, readingOf, VERDICT_SCRIPTS } from '../../test/script-reading.js';
import { SSH_SCRIPTS } from './ssh-scripts.js';
import { SMB_SCRIPTS } from './smb-scripts.js';
import { OTHER_SCRIPTS } from './other-scripts.js';

const list = (key: string, ...values: string[]) =>
  `<table key="${key}">${values.map((value) => `<elem>${value}</elem>`).join('')}</table>`;
const key = (type: string, bits: number) =>
  `<table><elem key="type">${type}</elem><elem key="bits">${bits}</elem><elem key="fingerprint">00ffee</elem></table>`;
const security = (name: string) => `<table><elem key="name">${name}</elem><elem key="type">1</elem></table>`;

describe('scripts for SSH', () => {
  it.each([
    [
      `<script id="ssh-hostkey" output="x">${key('ssh-rsa', 3072)}${key('ecdsa-sha2-nistp256', 256)}</script>`,
      [
        {
          check: 'ssh_hostkeys',
          result: 'ecdsa-sha2-nistp256 256 bits, MD5 00:ff:ee\nssh-rsa 3072 bits, MD5 00:ff:ee',
        },
      ],
    ],
    [
      `<script id="ssh-hostkey" output="x">${key('ssh-rsa', 1024)}${key('ssh-dss', 1024)}${key('ssh-ed25519', 256)}</script>`,
      [
        {
          check: 'ssh_hostkeys',
          result:
            'ssh-dss 1024 bits, MD5 00:ff:ee\nssh-ed25519 256 bits, MD5 00:ff:ee\nssh-rsa 1024 bits, MD5 00:ff:ee',
        },
        {
          check: 'ssh_weak_hostkey',
          result: 'ssh-dss 1024 bits, MD5 00:ff:ee\nssh-rsa 1024 bits, MD5 00:ff:ee',
        },
      ],
    ],
    [
      `<script id="ssh2-enum-algos" output="x">${list('kex_algorithms', 'curve25519-sha256', 'diffie-hellman-group1-sha1')}` +
        `${list('server_host_key_algorithms', 'ssh-ed25519')}${list('encryption_algorithms', 'aes128-ctr', 'aes128-cbc')}` +
        `${list('mac_algorithms', 'hmac-sha2-256', 'hmac-md5-etm@openssh.com')}${list('compression_algorithms', 'none')}</script>`,
      [
        {
          check: 'ssh_algorithms',
          table: true,
          result:
            'Use\tAlgorithm\nKey exchange\tcurve25519-sha256\nKey exchange\tdiffie-hellman-group1-sha1\n' +
            'Host key\tssh-ed25519\nCipher\taes128-ctr\nCipher\taes128-cbc\nMAC\thmac-sha2-256\nMAC\thmac-md5-etm@openssh.com',
        },
        {
          check: 'ssh_weak_algorithms',
          result:
            'Key exchange: diffie-hellman-group1-sha1\nCipher: aes128-cbc\nMAC: hmac-md5-etm@openssh.com',
        },
      ],
    ],
    ['<script id="sshv1" output="Server supports SSHv1">true</script>', [{ check: 'ssh_protocol_1' }]],
  ])('%s', (xml, sights) => {
    expect(readingOf(xml).sights).toEqual(sights);
  });
});

describe('scripts for file sharing', () => {
  it.each([
    [
      `<script id="smb-protocols" output="x">${list('dialects', 'NT LM 0.12 (SMBv1) [dangerous, but default]', '3.1.1')}</script>`,
      [
        { check: 'smb_dialects', result: 'NT LM 0.12 (SMBv1)\n3.1.1' },
        { check: 'smb_v1', result: 'NT LM 0.12 (SMBv1)' },
      ],
    ],
    [
      '<script id="smb-protocols" output="No dialects accepted. Something may be blocking the responses"/>',
      [],
    ],
    [
      '<script id="smb-security-mode" output="x"><elem key="message_signing">supported</elem></script>',
      [{ check: 'smb_signing_not_required', result: 'SMB 1: message signing supported' }],
    ],
    ['<script id="smb-security-mode" output="x"><elem key="message_signing">required</elem></script>', []],
    [
      `<script id="smb2-security-mode" output="x">${list('3:1:1', 'Message signing enabled but not required')}</script>`,
      [{ check: 'smb_signing_not_required', result: 'SMB 3.1.1: Message signing enabled but not required' }],
    ],
    [
      `<script id="smb2-security-mode" output="x">${list('3:1:1', 'Message signing enabled and required')}</script>`,
      [],
    ],
    [
      '<script id="nbstat" output="NetBIOS name: HOST, NetBIOS user: &lt;unknown&gt;&#xa;Names:&#xa;  HOST&lt;00&gt;  Flags: &lt;unique&gt;&#xa;Statistics:&#xa;  00 0c">' +
        '<table key="mac"><elem key="address">00:0c:29:aa:bb:cc</elem><elem key="manuf">VMware</elem></table></script>',
      [
        {
          check: 'nbtstat',
          result: 'NetBIOS name: HOST, NetBIOS user: <unknown>\nNames:\nHOST<00>  Flags: <unique>',
        },
        { check: 'mac_address', result: '00:0C:29:AA:BB:CC (VMware)' },
      ],
    ],
  ])('%s', (xml, sights) => {
    expect(readingOf(xml).sights).toEqual(sights);
  });
});

describe('scripts for other services', () => {
  it.each([
    [
      '<script id="ftp-anon" output="Anonymous FTP login allowed (FTP code 230)&#xa;drwxrwxrwx 2 0 0 4096 Jul 19 18:48 in [NSE: writeable]&#xa;-rw-r--r-- 1 0 0 1 Jul 19 a"/>',
      [
        { check: 'ftp_anonymous', result: 'Anonymous FTP login allowed (FTP code 230)' },
        { check: 'ftp_anonymous_writable', result: 'in' },
      ],
    ],
    ['<script id="ftp-anon" output="got code 500 &quot;OOPS&quot;."/>', []],
    [
      '<script id="smtp-commands" output="mail.example, PIPELINING, SIZE 10240000&#xa; Commands: HELO"/>',
      [{ check: 'smtp-commands', result: 'mail.example, PIPELINING, SIZE 10240000' }],
    ],
    [
      '<script id="rpcinfo" output="&#xa;  program version    port/proto  service&#xa;  100000  2,3,4        111/tcp  rpcbind"/>',
      [
        {
          check: 'rpcinfo',
          result: 'program version    port/proto  service\n100000  2,3,4        111/tcp  rpcbind',
        },
      ],
    ],
    [
      '<script id="mysql-info" output="x"><elem key="Protocol">10</elem><elem key="Version">5.7.30</elem><elem key="Thread ID">7</elem><elem key="Salt">x</elem></script>',
      [{ check: 'mysql-banner', result: 'Version: 5.7.30\nProtocol: 10' }],
    ],
    [
      '<script id="redis-info" output="x"><elem key="Version">5.0.3</elem><elem key="Process ID">77</elem><elem key="Role">master</elem></script>',
      [{ check: 'redis_open', result: 'Version: 5.0.3\nRole: master' }],
    ],
    [
      '<script id="memcached-info" output="x"><elem key="Process ID">9</elem><elem key="Server time">2026</elem><elem key="Authentication">no</elem></script>',
      [{ check: 'memcached_open', result: 'Authentication: no' }],
    ],
    [
      '<script id="mongodb-info" output="&#xa;  MongoDB Build info&#xa;    version = 4.0.1&#xa;  Server status&#xa;    connections&#xa;      current = 1"/>',
      [{ check: 'mongodb_open', result: 'Version: 4.0.1' }],
    ],
    [
      '<script id="mongodb-info" output="&#xa;  MongoDB Build info&#xa;    version = 4.0.1&#xa;  Server status&#xa;    errmsg = command serverStatus requires authentication&#xa;    connections"/>',
      [],
    ],
    [
      `<script id="vnc-info" output="x"><elem key="Protocol version">3.8</elem><table key="Security types">${security('None')}${security('VNC Authentication')}</table></script>`,
      [
        { check: 'vnc-banner', result: 'Protocol version: 3.8\nSecurity types: None, VNC Authentication' },
        { check: 'vnc_no_authentication', result: 'None\nVNC Authentication' },
      ],
    ],
    [
      `<script id="vnc-info" output="x"><table key="Security types">${security('VNC Authentication')}</table></script>`,
      [{ check: 'vnc-banner', result: 'Security types: VNC Authentication' }],
    ],
    ['<script id="x11-access" output="X server access is granted">true</script>', [{ check: 'x11_open' }]],
    [
      '<script id="netbus-auth-bypass" output="Not vulnerable, but password is empty"/>',
      [{ check: 'netbus-auth-bypass', result: 'Not vulnerable, but password is empty' }],
    ],
    [
      '<script id="irc-botnet-channels" output="&#xa;  #loic&#xa;  #RxBot"/>',
      [{ check: 'irc-botnet-channels', result: '#RxBot\n#loic' }],
    ],
    [
      '<script id="wdb-version" output="&#xa;  VULNERABLE: Wind River Systems VxWorks debug service enabled.&#xa;  Agent version: 2.0"/>',
      [
        {
          check: 'wdb-version',
          result: 'VULNERABLE: Wind River Systems VxWorks debug service enabled.\nAgent version: 2.0',
        },
      ],
    ],
  ])('%s', (xml, sights) => {
    expect(readingOf(xml).sights).toEqual(sights);
  });
});

it('every check of these scripts has a sample', () => {
  expect(
    neverEmitted({ ...SSH_SCRIPTS, ...SMB_SCRIPTS, ...OTHER_SCRIPTS }, [
      ...VERDICT_SCRIPTS,
      ...MANY_VERDICTS,
    ]),
  ).toEqual([]);
});
