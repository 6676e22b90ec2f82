import type { CheckText } from '../check-text.js';

/** What a TLS service agrees to. */
export const TLS_CHECKS: readonly CheckText[] = [
  {
    id: 'tls_protocols',
    number: 7000065,
    kind: 'service',
    category: 'tls',
    rule: 'service:list',
    title: 'TLS Versions and Ciphers',
    diagnosis:
      'The protocol versions that the service agrees to, and the cipher suites of each. They were found by ' +
      'offering them one after the other.',
    consequence:
      'A connection is as strong as the weakest set on which both sides agree. What is listed here is what an old ' +
      'or manipulated client can get.',
    solution:
      'Compare with the intermediate profile of the Mozilla SSL configuration generator. For nginx, ' +
      '"ssl_protocols TLSv1.2 TLSv1.3;" and its default ciphers come close; for Apache "SSLProtocol -all +TLSv1.2 ' +
      '+TLSv1.3".',
    extension: true,
  },
  {
    id: 'tls_sslv2',
    number: 7000066,
    kind: 'vuln',
    category: 'tls',
    rule: 'own:broken-protocol',
    cve: ['CVE-2016-0800'],
    references: [{ id: 'RFC 6176', url: 'https://www.rfc-editor.org/rfc/rfc6176' }],
    title: 'SSL Version 2 Is Offered',
    diagnosis:
      'The service agrees to SSL version 2 of 1995, which RFC 6176 forbids. It does not protect its own ' +
      'negotiation and uses the same key for encryption and authentication.',
    consequence:
      'Connections can be read and changed. Worse, the DROWN attack uses the service to decrypt modern TLS ' +
      'connections to any server that has the same RSA key.',
    solution:
      'Allow TLS 1.2 and 1.3 only (nginx "ssl_protocols", Apache "SSLProtocol", Postfix ' +
      '"smtpd_tls_mandatory_protocols = >=TLSv1.2"). Replace the key if other servers share it.',
  },
  {
    id: 'tls_sslv3',
    number: 7000067,
    kind: 'vuln',
    category: 'tls',
    rule: 'cvss:4.3',
    cve: ['CVE-2014-3566'],
    references: [{ id: 'RFC 7568', url: 'https://www.rfc-editor.org/rfc/rfc7568' }],
    title: 'SSL Version 3 Is Offered',
    diagnosis:
      'The service agrees to SSL version 3 of 1996, which RFC 7568 forbids. Its block ciphers leak through ' +
      'padding, its stream cipher is RC4.',
    consequence:
      'Someone on the path can force a fallback to this version and recover cookies or passwords byte by byte.',
    solution:
      'Allow TLS 1.2 and 1.3 only: nginx "ssl_protocols TLSv1.2 TLSv1.3;", Apache "SSLProtocol -all +TLSv1.2 ' +
      '+TLSv1.3", Windows by the SCHANNEL\\Protocols\\SSL 3.0\\Server registry key with Enabled = 0.',
  },
  {
    id: 'tls_old_versions',
    number: 7000068,
    kind: 'practice',
    category: 'tls',
    rule: 'own:old-protocol',
    references: [{ id: 'RFC 8996', url: 'https://www.rfc-editor.org/rfc/rfc8996' }],
    title: 'TLS 1.0 or 1.1 Is Offered',
    diagnosis:
      'The service still agrees to TLS 1.0 or 1.1. RFC 8996 withdrew both in 2021: they rest on MD5 and SHA-1 and ' +
      'know no authenticated ciphers.',
    consequence:
      'No attack is practical everywhere, but clients that are held down to these versions lose the protections ' +
      'of later ones. PCI DSS and most browsers no longer accept them.',
    solution:
      'Allow TLS 1.2 and 1.3 only (nginx "ssl_protocols TLSv1.2 TLSv1.3;"; Java: add TLSv1 and TLSv1.1 to ' +
      'jdk.tls.disabledAlgorithms). Look in the access log for clients that would be left out.',
  },
  {
    id: 'tls_weak_ciphers',
    number: 7000069,
    kind: 'vuln',
    category: 'tls',
    rule: 'own:weak-cipher',
    cve: ['CVE-2013-2566', 'CVE-2015-2808', 'CVE-2016-2183'],
    references: [{ id: 'RFC 7465', url: 'https://www.rfc-editor.org/rfc/rfc7465' }],
    title: 'TLS Service Accepts Weak Ciphers',
    diagnosis:
      'The service agrees to cipher suites with RC4, RC2, DES, triple DES, IDEA or MD5. RC4 leaks plaintext, and ' +
      'ciphers with 64-bit blocks repeat themselves within some hours of traffic (SWEET32).',
    consequence:
      'Someone who records enough of a connection can recover parts that are sent again and again, such as ' +
      'session cookies.',
    solution:
      'Offer suites with AES-GCM or ChaCha20-Poly1305 only. OpenSSL syntax: ' +
      '"ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL:!MD5:!3DES:!RC4" for nginx "ssl_ciphers" or Apache "SSLCipherSuite".',
  },
  {
    id: 'tls_unprotected_ciphers',
    number: 7000070,
    kind: 'vuln',
    category: 'tls',
    rule: 'own:no-protection',
    cve: ['CVE-2015-0204'],
    title: 'TLS Service Accepts Ciphers That Protect Nothing',
    diagnosis:
      'The service agrees to suites without encryption (NULL), without a certificate (anonymous), or with keys ' +
      'that were weakened on purpose (EXPORT).',
    consequence:
      'Someone on the path reads the connection or poses as the server; with EXPORT suites even where client and ' +
      'server would both prefer better (FREAK).',
    solution:
      'Exclude them: append ":!eNULL:!aNULL:!EXPORT:!LOW" to "ssl_ciphers" (nginx), "SSLCipherSuite" (Apache) or ' +
      '"smtpd_tls_mandatory_ciphers = high" (Postfix), and reload. Update the TLS library if it still knows EXPORT.',
  },
  {
    id: 'tls_compression',
    number: 7000071,
    kind: 'vuln',
    category: 'tls',
    rule: 'cvss:2.6',
    cve: ['CVE-2012-4929'],
    title: 'TLS Compression Is Enabled',
    diagnosis:
      'The service agrees to compress data before it encrypts them. The length of what is sent then depends on ' +
      'how much a guess has in common with a secret (CRIME).',
    consequence:
      'A page that the victim visits can make requests and, together with someone who sees their lengths, recover ' +
      'session cookies.',
    solution:
      'Switch it off: "SSLCompression off" in Apache before 2.4.3, "SSL_OP_NO_COMPRESSION" in programs that use ' +
      'OpenSSL. OpenSSL 1.1 and later leave it out by default.',
  },
];
