import type { CheckText } from '../check-text.js';

/** FTP and Telnet: services that know no encryption. */
export const FILE_TRANSFER_CHECKS: readonly CheckText[] = [
  {
    id: 'ftp-banner',
    number: 7000046,
    kind: 'service',
    category: 'ftp',
    rule: 'service:banner',
    title: 'FTP Banner',
    diagnosis:
      'The FTP server greets with its software and often its version. Times and user counts, which change with ' +
      'every greeting, are left out of the result.',
    consequence:
      'An attacker who knows the product and version looks up its flaws instead of trying them all. Plain FTP ' +
      'also sends user names, passwords and files readable.',
    solution:
      'Prefer SFTP, which comes with the SSH server. Where FTP must stay, shorten the greeting (vsftpd: ' +
      '"ftpd_banner=ready"; ProFTPD: "ServerIdent off") and require TLS.',
    extension: true,
  },
  {
    id: 'ftp_anonymous',
    number: 7000047,
    kind: 'vuln',
    category: 'ftp',
    rule: 'own:ftp-anon',
    cve: ['CVE-1999-0497'],
    title: 'Anonymous FTP Log-in Is Allowed',
    diagnosis:
      'The FTP server let the scanner in as "anonymous" with an e-mail address as password. Whatever the ' +
      'anonymous user may read is public.',
    consequence:
      'Files that were put there for one partner, such as backups, configurations or customer data, are open to ' +
      'everyone and are found by automatic scanners within days.',
    solution:
      'Switch anonymous log-in off: "anonymous_enable=NO" in vsftpd.conf, remove the <Anonymous> section from ' +
      'proftpd.conf, or untick Anonymous Authentication in IIS; then restart. If the files are meant to be public, ' +
      'serve them read-only over HTTPS.',
  },
  {
    id: 'ftp_anonymous_writable',
    number: 7000048,
    kind: 'practice',
    category: 'ftp',
    rule: 'own:ftp-writable',
    title: 'Anonymous FTP Shows Directories Open for Writing',
    diagnosis:
      'In the listing that anonymous users see, the permissions of some directories let everyone write. Nothing ' +
      'was stored to try it; the server may forbid it all the same.',
    consequence:
      'Strangers can use the server to pass on pirated or illegal files, fill the disk, or plant programs that ' +
      'your own people may start.',
    solution:
      'Take the right away on the host ("chmod -R o-w" below the FTP root) and forbid uploads in the server ' +
      '(vsftpd: "anon_upload_enable=NO" and "anon_mkdir_write_enable=NO").',
  },
  {
    id: 'ftp_cleartext_login',
    number: 7000049,
    kind: 'vuln',
    category: 'ftp',
    rule: 'own:cleartext-login',
    title: 'Log-in over FTP Without Encryption',
    diagnosis:
      'Before the connection was encrypted the FTP server accepted a user name and asked for the password, which then ' +
      'crosses the network readable, as do all files.',
    consequence:
      'Anyone on the path reads the password and what is transferred. Web sites are often defaced with passwords that ' +
      'were read this way.',
    solution:
      'Use SFTP, which comes with the SSH server, or demand TLS. vsftpd: "ssl_enable=YES" and ' +
      '"force_local_logins_ssl=YES"; ProFTPD: "TLSRequired on"; Pure-FTPd: "TLS 2"; IIS: Require SSL connections.',
    extension: true,
  },
  {
    id: 'telnet_cleartext',
    number: 7000050,
    kind: 'vuln',
    category: 'telnetd',
    rule: 'own:cleartext-login',
    title: 'Log-in over Telnet Without Encryption',
    diagnosis:
      'A Telnet server accepts log-ins on this port. Telnet sends user name, password and the whole session as ' +
      'readable text.',
    consequence:
      'Anyone on the path, such as another host in the same wireless network, reads the password and can take the ' +
      'session over. With it comes whatever the account may do, often as administrator of a device.',
    solution:
      'Enable SSH and disable Telnet. Cisco IOS: "transport input ssh" under the vty lines; Linux: remove telnetd ' +
      'or "systemctl disable --now telnet.socket". Reach devices that know nothing else through a management ' +
      'network only.',
  },
];
