import { says, tcp, type Plant } from '../plant.js';
import { openssh } from '../services/openssh.js';
import { program, xinetd } from '../services/xinetd.js';

/** Log-in from afar. */
export const LOG_IN_PLANTS: readonly Plant[] = [
  {
    name: 'telnet',
    check: 'telnet_cleartext',
    family: 'clear-text',
    spot: tcp(23),
    weak: xinetd(program('telnet', '/usr/sbin/telnetd')),
    fixed: openssh(),
  },
  {
    name: 'ssh-old-ciphers',
    check: 'ssh_weak_algorithms',
    family: 'ssh',
    spot: tcp(22),
    weak: openssh('Ciphers +3des-cbc,aes128-cbc'),
    fixed: openssh(),
    bare: [says('ssh2-enum-algos', /-cbc|group1-sha1|hmac-md5/)],
  },
  {
    name: 'ssh-old-exchange',
    check: 'ssh_weak_algorithms',
    family: 'ssh',
    spot: tcp(22),
    weak: openssh('KexAlgorithms +diffie-hellman-group1-sha1'),
    fixed: openssh(),
  },
  {
    name: 'ssh-old-macs',
    check: 'ssh_weak_algorithms',
    family: 'ssh',
    spot: tcp(22),
    weak: openssh('MACs +hmac-md5'),
    fixed: openssh(),
  },
  {
    name: 'ssh-short-key',
    check: 'ssh_weak_hostkey',
    family: 'ssh',
    spot: tcp(22),
    weak: openssh('RequiredRSASize 1024\nHostKeyAlgorithms +ssh-rsa', '-t rsa -b 1024'),
    fixed: openssh('HostKeyAlgorithms +ssh-rsa', '-t rsa -b 3072'),
    bare: [says('ssh-hostkey', /^\s*1024/m)],
  },
  {
    name: 'ssh-dsa-key',
    check: 'ssh_weak_hostkey',
    family: 'ssh',
    spot: tcp(22),
    weak: openssh('HostKeyAlgorithms +ssh-dss', '-t dsa'),
    fixed: openssh(),
  },
];
