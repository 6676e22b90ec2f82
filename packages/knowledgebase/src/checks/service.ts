import type { CheckText } from '../check-text.js';

const hidden =
  'An attacker who knows the product and version looks up its flaws instead of trying them all, and automatic ' +
  'scanners select their victims the same way.';

/** Banners: what services tell about themselves. */
export const SERVICE_CHECKS: readonly CheckText[] = [
  {
    id: 'sshd-banner',
    number: 7000014,
    kind: 'service',
    category: 'ssh',
    rule: 'service:banner',
    title: 'SSH Banner',
    diagnosis:
      'The SSH server tells its protocol version and software before anyone logs in. The protocol demands the ' +
      'software version; what a distribution adds to it, such as its package revision, it does not.',
    consequence: hidden,
    solution:
      'Keep the server up to date, since the version cannot be hidden. On Debian and Ubuntu set "DebianBanner no" ' +
      'in /etc/ssh/sshd_config to leave the package revision out, then reload sshd.',
  },
  {
    id: 'smtp-banner',
    number: 7000015,
    kind: 'service',
    category: 'smtp',
    rule: 'service:banner',
    title: 'SMTP Banner',
    diagnosis:
      'The mail server greets with its name and usually its software. Times and session numbers, which change ' +
      'with every greeting, are left out of the result.',
    consequence: hidden,
    solution:
      'Let the greeting hold the host name only. Postfix: "smtpd_banner = $myhostname ESMTP"; Exim: ' +
      '"smtp_banner = $smtp_active_hostname ESMTP"; Exchange: Set-ReceiveConnector -Banner "220 mail".',
  },
  {
    id: 'pop2-banner',
    number: 7000016,
    kind: 'service',
    category: 'pop2',
    rule: 'service:banner',
    title: 'POP2 Banner',
    diagnosis:
      'A server for version 2 of the Post Office Protocol greets on this port. The protocol was replaced by POP3 ' +
      'in 1988 and its servers have had no maintenance for decades.',
    consequence:
      'POP2 sends passwords readable, and known servers for it let remote users run code. Nothing that people ' +
      'use today needs it.',
    solution:
      'Remove the server and its line in /etc/inetd.conf or /etc/xinetd.d. Offer IMAP or POP3 over TLS instead, ' +
      'on ports 993 and 995.',
  },
  {
    id: 'pop3-banner',
    number: 7000017,
    kind: 'service',
    category: 'pop3',
    rule: 'service:banner',
    title: 'POP3 Banner',
    diagnosis:
      'The mailbox server greets with its software and sometimes its version. The time stamp that POP3 servers ' +
      'add for APOP log-ins is left out of the result.',
    consequence: hidden,
    solution:
      'Shorten the greeting; in Dovecot set "login_greeting = ready". Offer POP3 over TLS on port 995 only and ' +
      'refuse log-ins on port 110 without it ("disable_plaintext_auth = yes").',
  },
  {
    id: 'imap-banner',
    number: 7000018,
    kind: 'service',
    category: 'imap',
    rule: 'service:banner',
    title: 'IMAP Banner',
    diagnosis:
      'The mailbox server greets with its software, and often with the capabilities that it offers before a ' +
      'log-in.',
    consequence: hidden,
    solution:
      'Shorten the greeting; in Dovecot set "login_greeting = ready". Require TLS before a log-in ' +
      '("ssl = required"), so that passwords never cross the network readable.',
    extension: true,
  },
  {
    id: 'mysql-banner',
    number: 7000019,
    kind: 'service',
    category: 'mysql',
    rule: 'service:banner',
    title: 'MySQL Banner',
    diagnosis:
      'The database server tells its exact version to every client that connects, before a log-in. MariaDB does ' +
      'so as well. The greeting cannot be switched off.',
    consequence:
      'A database that strangers can reach has its passwords guessed day and night, and the version tells them ' +
      'which flaws to try first.',
    solution:
      'Set "bind-address = 127.0.0.1" in the [mysqld] section if only local programs use it; otherwise admit the ' +
      'application servers alone in the firewall. Keep the server on a maintained release.',
  },
  {
    id: 'telnetd-banner',
    number: 7000020,
    kind: 'service',
    category: 'telnetd',
    rule: 'service:banner',
    title: 'Telnet Banner',
    diagnosis:
      'A Telnet server answers on this port. What it shows before a log-in often names the device, its firmware ' +
      'or the operating system.',
    consequence: hidden,
    solution:
      'Replace Telnet by SSH and stop the server ("systemctl disable --now telnet.socket", or the Telnet switch in ' +
      'the administration page of a device). Where it must stay, empty /etc/issue.net.',
  },
  {
    id: 'vnc-banner',
    number: 7000021,
    kind: 'service',
    category: 'VNC',
    rule: 'service:banner',
    title: 'VNC Banner',
    diagnosis:
      'A VNC server offers this computer’s screen, keyboard and mouse to remote users. It told its protocol ' +
      'version and, where listed, the ways of logging in that it accepts.',
    consequence:
      'Classic VNC passwords are cut off after eight characters and guessing is cheap; whoever succeeds sits at ' +
      'the console. The session itself is not encrypted.',
    solution:
      'Let the server listen on 127.0.0.1 ("-localhost" in TigerVNC and TightVNC) and reach it through SSH: ' +
      '"ssh -L 5901:127.0.0.1:5901 host". Otherwise choose a security type with TLS, such as X509Vnc.',
  },
  {
    id: 'x11-banner',
    number: 7000022,
    kind: 'service',
    category: 'X11',
    rule: 'service:banner',
    title: 'X11 Server',
    diagnosis:
      'The window system of this computer accepts network connections. Whether it asks for permission is a ' +
      'matter of its access list and its cookies.',
    consequence:
      'A program that gets in sees the screen and every key that is pressed, passwords included. The traffic ' +
      'itself is readable on the network.',
    solution:
      'Start the X server with "-nolisten tcp", which is the default of current versions, and forward windows ' +
      'through SSH ("ssh -X") instead. Remove "xhost" lines from start-up files.',
  },
  {
    id: 'linuxconf-banner',
    number: 7000023,
    kind: 'service',
    category: 'linuxconf',
    rule: 'service:banner',
    title: 'Linuxconf Banner',
    diagnosis:
      'The web front end of Linuxconf, an administration tool that has not been maintained since about 2005, ' +
      'answers on this port.',
    consequence:
      'It takes the root password over an unencrypted connection, and versions of it had exploitable overflows ' +
      'that will not be corrected.',
    solution:
      'Remove the package and the "linuxconf" entry of inetd or xinetd. Administer the host over SSH.',
  },
  {
    id: 'service-banner',
    number: 7000024,
    kind: 'service',
    category: 'service',
    rule: 'service:banner',
    title: 'Service Banner',
    diagnosis:
      'The service on this port was recognised by its answers. The result holds its greeting, or the product and ' +
      'version that its answers match.',
    consequence: hidden,
    solution:
      'Decide whether the service has to be reachable from here; if not, bind it to 127.0.0.1 or filter its port. ' +
      'If so, keep it on a maintained release and leave version numbers out of its greeting where it has a setting.',
    extension: true,
  },
  {
    id: 'known_vulnerability',
    number: 7000124,
    kind: 'practice',
    category: 'version',
    rule: 'potential/state:vulnerable',
    title: 'A Vulnerability Is Published for This Version',
    diagnosis:
      'The version that the service tells lies in a range for which the vulnerability is published. Nothing was tried. ' +
      'Distributions correct flaws without changing the version that is told (backports), so that the service may be ' +
      'corrected all the same.',
    consequence:
      'If the correction is missing, attackers have what they need to know: the advisory, and often a program that makes ' +
      'use of the flaw.',
    solution:
      'Ask the package manager whether the correction is there: "apt changelog PACKAGE", "rpm -q --changelog PACKAGE", ' +
      '"apk version -v", or the security tracker of the distribution. If not, update, and restart the service.',
    extension: true,
  },
  {
    id: 'smtp-commands',
    number: 7000025,
    kind: 'service',
    category: 'smtp',
    rule: 'service:list',
    title: 'SMTP Extensions',
    diagnosis:
      'The extensions that the mail server announced in its answer to EHLO, such as the largest message that it ' +
      'takes, ways of logging in, and STARTTLS.',
    consequence:
      'AUTH without STARTTLS means that passwords cross the network readable. VRFY and EXPN, where announced, let ' +
      'strangers find out which addresses exist.',
    solution:
      'Offer STARTTLS and announce AUTH only after it (Postfix: "smtpd_tls_auth_only = yes"). Switch address ' +
      'checks off ("disable_vrfy_command = yes").',
    extension: true,
  },
];
