import type { CheckText } from '../check-text.js';

/** SSH beyond its banner. */
export const SSH_CHECKS: readonly CheckText[] = [
  {
    id: 'ssh_hostkeys',
    number: 7000051,
    kind: 'service',
    category: 'ssh',
    rule: 'service:list',
    title: 'SSH Host Keys',
    diagnosis:
      'The keys by which this host proves itself to SSH clients: type, length and MD5 fingerprint of each.',
    consequence:
      'A key that changed without a reinstallation means that someone may stand in between. The same key on two ' +
      'hosts means that a cloned image kept it, and either host can pose as the other.',
    solution:
      'Compare the fingerprints with those on the console: "ssh-keygen -lE md5 -f /etc/ssh/ssh_host_ed25519_key.pub". ' +
      'On clones, delete /etc/ssh/ssh_host_* and run "ssh-keygen -A".',
    extension: true,
  },
  {
    id: 'ssh_algorithms',
    number: 7000052,
    kind: 'service',
    category: 'ssh',
    rule: 'service:list',
    title: 'SSH Algorithms',
    diagnosis:
      'The key exchanges, host key types, ciphers and message authentication codes that the SSH server offers, ' +
      'in its order of preference.',
    consequence:
      'A connection is as strong as the weakest set on which client and server agree, and old clients agree on ' +
      'weak ones.',
    solution:
      'Compare with what the server’s release supports ("sshd -T") and drop what nobody uses with the ' +
      'KexAlgorithms, Ciphers, MACs and HostKeyAlgorithms lines of sshd_config.',
    extension: true,
  },
  {
    id: 'ssh_protocol_1',
    number: 7000053,
    kind: 'vuln',
    category: 'ssh',
    rule: 'own:broken-protocol',
    cve: ['CVE-2001-0361', 'CVE-2001-0572'],
    references: [{ id: 'RFC 4253', url: 'https://www.rfc-editor.org/rfc/rfc4253' }],
    title: 'SSH Protocol Version 1 Is Offered',
    diagnosis:
      'The server speaks version 1 of the SSH protocol. Its checksum does not protect a session against changes, ' +
      'and its key exchange leaks enough to recover session keys.',
    consequence:
      'Someone between client and server can insert commands into a session or read it, and can talk a client ' +
      'that knows both versions down to the broken one.',
    solution:
      'Set "Protocol 2" in sshd_config and restart sshd; OpenSSH since 7.6 knows nothing else. On devices update ' +
      'the firmware or select version 2 (Cisco IOS: "ip ssh version 2").',
  },
  {
    id: 'ssh_weak_algorithms',
    number: 7000054,
    kind: 'practice',
    category: 'ssh',
    rule: 'own:weak-algorithm',
    references: [{ id: 'RFC 9142', url: 'https://www.rfc-editor.org/rfc/rfc9142' }],
    title: 'SSH Server Offers Weak Algorithms',
    diagnosis:
      'Among the algorithms on offer are some that rest on SHA-1 key exchange with a 1024-bit group, on RC4, ' +
      'Blowfish, 3DES or CBC mode, on MD5 or truncated authentication codes, or on DSA keys. The result lists them.',
    consequence:
      'Clients that prefer or only know these get a session that a well-equipped listener can attack. Audits ' +
      'such as PCI DSS demand that they are off.',
    solution:
      'Take them out in sshd_config with a minus, which keeps the defaults otherwise: ' +
      '"KexAlgorithms -diffie-hellman-group1-sha1,diffie-hellman-group-exchange-sha1", "Ciphers -*-cbc,arcfour*", ' +
      '"MACs -hmac-md5*,hmac-sha1-96*", "HostKeyAlgorithms -ssh-dss". Test with "sshd -t" before the restart.',
  },
  {
    id: 'ssh_weak_hostkey',
    number: 7000055,
    kind: 'vuln',
    category: 'ssh',
    rule: 'own:weak-key',
    title: 'SSH Host Key Is Too Short',
    diagnosis: 'The server proves itself with a DSA key or with an RSA key of less than 2048 bits.',
    consequence:
      'An attacker with enough computers can calculate the private key and pose as this host; clients then hand ' +
      'their passwords over without a warning.',
    solution:
      'Delete the short key files, run "ssh-keygen -A" to make new ones, and list only Ed25519, ECDSA and RSA keys ' +
      'of 3072 bits as HostKey in sshd_config. Tell users the new fingerprints.',
  },
];
