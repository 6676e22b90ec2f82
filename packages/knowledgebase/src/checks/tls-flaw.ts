import type { CheckText } from '../check-text.js';

/** Flaws of TLS implementations and of their Diffie-Hellman groups. */
export const TLS_FLAW_CHECKS: readonly CheckText[] = [
  {
    id: 'ssl-heartbleed',
    number: 7000072,
    kind: 'vuln',
    category: 'tls',
    rule: 'cvss:7.5',
    cve: ['CVE-2014-0160'],
    references: [{ id: 'OpenSSL 2014-04-07', url: 'https://openssl-library.org/news/secadv/20140407.txt' }],
    title: 'Memory of the Server Can Be Read (Heartbleed)',
    diagnosis:
      'A heartbeat request with a false length was answered with memory of the server. OpenSSL 1.0.1 to 1.0.1f ' +
      'has this flaw.',
    consequence:
      'Anyone can read the memory of the process in pieces, again and again and without a trace in the log. ' +
      'Private keys, passwords and session cookies have been recovered this way.',
    solution:
      'Update OpenSSL to 1.0.1g or any later branch and restart every program that uses it. Then make new keys, ' +
      'revoke the old certificates, and have passwords and sessions renewed.',
  },
  {
    id: 'ssl-ccs-injection',
    number: 7000073,
    kind: 'vuln',
    category: 'tls',
    rule: 'cvss:7.4',
    cve: ['CVE-2014-0224'],
    references: [{ id: 'OpenSSL 2014-06-05', url: 'https://openssl-library.org/news/secadv/20140605.txt' }],
    title: 'TLS Keys Can Be Forced to Be Empty (CCS Injection)',
    diagnosis:
      'The server accepted a ChangeCipherSpec message at a moment when the protocol forbids it, as OpenSSL before ' +
      '0.9.8za, 1.0.0m and 1.0.1h does.',
    consequence:
      'Someone between such a server and a client with the same flaw makes both use keys that are known, and ' +
      'reads and changes the connection.',
    solution:
      'Update OpenSSL on the server to a maintained branch and restart the services; update clients and devices ' +
      'that bring their own copy as well.',
  },
  {
    id: 'ssl-poodle',
    number: 7000074,
    kind: 'vuln',
    category: 'tls',
    rule: 'cvss:4.3',
    cve: ['CVE-2014-3566'],
    references: [{ id: 'RFC 7568', url: 'https://www.rfc-editor.org/rfc/rfc7568' }],
    title: 'SSL 3 With Block Ciphers (POODLE)',
    diagnosis:
      'The service agrees to SSL version 3 with a cipher in CBC mode, and nothing checks the padding. Where it ' +
      'honours TLS_FALLBACK_SCSV, current clients cannot be forced back to it and the finding is potential.',
    consequence:
      'Someone on the path who can make a browser send requests recovers one byte of a session cookie in 256 ' +
      'tries on average.',
    solution:
      'Disable SSL version 3 altogether: nginx "ssl_protocols TLSv1.2 TLSv1.3;", Apache "SSLProtocol -all +TLSv1.2 ' +
      '+TLSv1.3", HAProxy "ssl-default-bind-options ssl-min-ver TLSv1.2".',
  },
  {
    id: 'tls-ticketbleed',
    number: 7000075,
    kind: 'vuln',
    category: 'tls',
    rule: 'cvss:7.5',
    cve: ['CVE-2016-9244'],
    references: [{ id: 'K05121675', url: 'https://my.f5.com/manage/s/article/K05121675' }],
    title: 'Memory of an F5 Load Balancer Can Be Read (Ticketbleed)',
    diagnosis:
      'When a session ticket came with a short session id, the answer held up to 31 bytes of memory. F5 BIG-IP ' +
      '11.6 to 12.1 with session tickets in a client SSL profile does this.',
    consequence: 'Strangers collect memory piece by piece, session ids of other users among it.',
    solution:
      'Install the corrected release that F5 names in article K05121675. Until then untick "Session Ticket" in ' +
      'every client SSL profile.',
  },
  {
    id: 'ssl-dh-params:CVE-2015-4000',
    number: 7000076,
    kind: 'vuln',
    category: 'tls',
    rule: 'cvss:4.3',
    cve: ['CVE-2015-4000'],
    title: 'Export-grade Diffie-Hellman Is Accepted (Logjam)',
    diagnosis:
      'The service agrees to DHE_EXPORT suites with a group of 512 bits. The negotiation can be changed on the ' +
      'path so that client and server end up there.',
    consequence:
      'After a calculation that is done once for each group, connections are broken within minutes and can then ' +
      'be read and changed.',
    solution:
      'Exclude export suites (":!EXPORT") and prefer ECDHE. If DHE must stay, give the server a group of 2048 bits ' +
      'or more: "openssl dhparam -out dh.pem 2048" and "ssl_dhparam dh.pem;" in nginx.',
  },
  {
    id: 'ssl-dh-params:anonymous',
    number: 7000077,
    kind: 'vuln',
    category: 'tls',
    rule: 'own:no-protection',
    title: 'Anonymous Diffie-Hellman Is Accepted',
    diagnosis: 'The service agrees to key exchanges in which it proves its identity by nothing at all.',
    consequence:
      'Anyone on the path can pose as the server towards a client that accepts such suites, and reads and ' +
      'changes everything.',
    solution:
      'Exclude them with ":!aNULL:!ADH" in the cipher list. Postfix offers them for opportunistic encryption ' +
      'between mail servers; there set "smtpd_tls_exclude_ciphers = aNULL" if clients log in on the same port.',
  },
  {
    id: 'ssl-dh-params:weak-group',
    number: 7000078,
    kind: 'vuln',
    category: 'tls',
    rule: 'own:weak-key',
    references: [{ id: 'RFC 7919', url: 'https://www.rfc-editor.org/rfc/rfc7919' }],
    title: 'Diffie-Hellman Group Is Too Small',
    diagnosis:
      'The group that the service uses for DHE key exchange is smaller than its certificate’s key or than 2048 ' +
      'bits, or is one that many servers share.',
    consequence:
      'States can afford the calculation for a common group of 1024 bits; it opens all recorded connections that ' +
      'used it.',
    solution:
      'Make a group of your own, "openssl dhparam -out dh.pem 2048", and configure it (nginx "ssl_dhparam", Postfix ' +
      '"smtpd_tls_dh1024_param_file"), or offer ECDHE only. Java 8 and later: -Djdk.tls.ephemeralDHKeySize=2048.',
  },
  {
    id: 'ssl-dh-params:unsafe-group',
    number: 7000079,
    kind: 'vuln',
    category: 'tls',
    rule: 'state:vulnerable',
    title: 'Diffie-Hellman Group Is Not Built on a Safe Prime',
    diagnosis:
      'The modulus of the DHE group is not a safe prime and belongs to no known standard group. It may still be ' +
      'sound if its subgroup is large, which cannot be seen from outside.',
    consequence:
      'If the subgroup is small, or if someone chose the modulus with a hidden structure, session keys can be ' +
      'calculated.',
    solution:
      'Use a group of RFC 7919 (ffdhe2048 or larger) or one made by "openssl dhparam -out dh.pem 2048", without the ' +
      '-dsaparam option. ECDHE avoids the question.',
  },
];
