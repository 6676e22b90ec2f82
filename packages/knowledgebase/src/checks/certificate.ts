import type { CheckText } from '../check-text.js';

/** Certificates of TLS services. */
export const CERTIFICATE_CHECKS: readonly CheckText[] = [
  {
    id: 'tls_certificate',
    number: 7000056,
    kind: 'service',
    category: 'tls',
    rule: 'service:list',
    title: 'TLS Certificate',
    diagnosis:
      'The certificate that the service shows to its clients: names, issuer, key, signature, dates and SHA-1 ' +
      'fingerprint. Whether the chain leads to an authority that clients trust was not tested.',
    consequence:
      'The names in a certificate tell which other services a host carries. A certificate that changes before its ' +
      'time may mean that someone stands in between.',
    solution:
      'Check that the names are the ones that clients use and that the end of validity is watched. Let a client ' +
      'such as certbot renew it: "certbot renew --dry-run" shows whether that works.',
    extension: true,
  },
  {
    id: 'tls_certificate_expired',
    number: 7000057,
    kind: 'vuln',
    category: 'tls',
    rule: 'own:certificate-lapsed',
    title: 'TLS Certificate Has Expired',
    diagnosis:
      'The last day of validity of the certificate lies before the day of the scan. Clients refuse it or show a ' +
      'warning.',
    consequence:
      'Programs stop working, and people learn to click warnings away, also on the day when somebody really ' +
      'stands in between.',
    solution:
      'Renew the certificate and reload the service. Automate it with an ACME client and watch the date: ' +
      '"openssl s_client -connect HOST:PORT </dev/null | openssl x509 -noout -enddate".',
  },
  {
    id: 'tls_certificate_not_yet_valid',
    number: 7000131,
    kind: 'vuln',
    category: 'tls',
    rule: 'own:certificate-lapsed',
    title: 'TLS Certificate Is Not Valid Yet',
    diagnosis:
      'The first day of validity of the certificate lies after the day of the scan. Clients refuse it or show a ' +
      'warning.',
    consequence:
      'Programs do not connect, and people learn to click warnings away. Where other certificates of the host are ' +
      'early, too, the clock of the machine that made them was wrong, and what its logs say of times is in doubt.',
    solution:
      'Compare the clocks of the host and of the authority with a time server, and have the certificate made anew: ' +
      '"openssl s_client -connect HOST:PORT </dev/null | openssl x509 -noout -startdate" shows its first day.',
  },
  {
    id: 'tls_certificate_self_signed',
    number: 7000058,
    kind: 'practice',
    category: 'tls',
    rule: 'own:advice',
    title: 'TLS Certificate Is Self-signed',
    diagnosis:
      'Subject and issuer of the certificate are the same: it vouches for itself. Clients can only know it by ' +
      'having been given a copy before.',
    consequence:
      'A client that was not given a copy cannot tell this server from an impostor, and people get used to ' +
      'accepting warnings.',
    solution:
      'Use a certificate of a public authority (free through ACME) or of an authority of your own whose root is ' +
      'installed on the clients. For a service between two programs, pin the certificate in the client.',
  },
  {
    id: 'tls_certificate_wrong_name',
    number: 7000059,
    kind: 'practice',
    category: 'tls',
    rule: 'own:certificate-lapsed',
    references: [{ id: 'RFC 9525', url: 'https://www.rfc-editor.org/rfc/rfc9525' }],
    title: 'Certificate Is for Another Name',
    diagnosis:
      'None of the names in the certificate is a name under which the scanner knows the host. The result holds both. ' +
      'Servers of several sites show another certificate to clients that ask for a name.',
    consequence:
      'Programs that check names refuse to connect. People who learn to click the warning away do so as well when ' +
      'somebody really stands in between.',
    solution:
      'Get a certificate with every name that clients use as a subject alternative name ("certbot certonly -d NAME -d ' +
      'NAME"; for inner names from your own authority), and correct the reverse record of the address if that is wrong.',
    extension: true,
  },
  {
    id: 'tls_certificate_short_key',
    number: 7000060,
    kind: 'vuln',
    category: 'tls',
    rule: 'own:weak-key',
    title: 'TLS Certificate With a Short Key',
    diagnosis:
      'The certificate holds an RSA or DSA key of less than 2048 bits, or an elliptic-curve key of less than 224 ' +
      'bits. Public authorities have issued none since 2014.',
    consequence:
      'The private key can be calculated by attackers with enough computers: 512 bits for some hundred euros, ' +
      '1024 bits by states. They can then pose as the server and, without forward secrecy, read old recordings.',
    solution:
      'Make a new key and a new certificate: "openssl ecparam -name prime256v1 -genkey -noout -out key.pem" or ' +
      '"openssl genrsa -out key.pem 3072", then request the certificate with it and revoke the old one.',
  },
  {
    id: 'tls_certificate_weak_signature',
    number: 7000061,
    kind: 'vuln',
    category: 'tls',
    rule: 'own:weak-key',
    cve: ['CVE-2004-2761', 'CVE-2005-4900'],
    title: 'TLS Certificate With a Weak Signature',
    diagnosis:
      'The certificate is signed with MD2, MD4, MD5 or SHA-1. Two different certificates with the same such ' +
      'signature can be made on purpose; for MD5 that takes seconds.',
    consequence:
      'The signature no longer proves that the authority saw this certificate; a forged one can carry it. Current ' +
      'browsers refuse such certificates.',
    solution:
      'Request a new certificate signed with SHA-256; with an authority of your own set "default_md = sha256" in ' +
      'openssl.cnf and sign again. Replace intermediate certificates with old signatures too.',
  },
  {
    id: 'ssl-cert-intaddr',
    number: 7000062,
    kind: 'vuln',
    category: 'tls',
    rule: 'own:internal-address',
    title: 'TLS Certificate Names Internal Addresses',
    diagnosis:
      'A certificate that the public can see holds addresses of a private network (10/8, 172.16/12 or ' +
      '192.168/16) in its names or extensions.',
    consequence:
      'Strangers learn how the inner network is numbered, which helps once they are in it or can make a browser ' +
      'inside send requests for them.',
    solution:
      'Request a certificate that holds public names only, and serve inner addresses with a separate one from an ' +
      'authority of your own.',
  },
  {
    id: 'ssl-known-key',
    number: 7000063,
    kind: 'vuln',
    category: 'tls',
    rule: 'own:published-key',
    title: 'TLS Certificate Whose Private Key Is Public',
    diagnosis:
      'The fingerprint of the certificate is on a list of keys that are known to everyone, such as those shipped ' +
      'alike in every unit of a device, or of keys that attackers have used.',
    consequence:
      'Anyone can decrypt connections or pose as this server with the published key. If the list is one of ' +
      'malware, the host may be under foreign control.',
    solution:
      'Make a new key and certificate on the device; if its firmware cannot, update or replace it, or put it ' +
      'behind a proxy. If the key belongs to malware, take the host off the network and examine it.',
  },
  {
    id: 'rsa-vuln-roca',
    number: 7000064,
    kind: 'vuln',
    category: 'tls',
    rule: 'cvss:5.9',
    cve: ['CVE-2017-15361'],
    title: 'RSA Key Made by a Flawed Chip (ROCA)',
    diagnosis:
      'The modulus of the RSA key in the certificate or host key has the structure that the Infineon library in ' +
      'some TPMs and smart cards gave to its keys until 2017.',
    consequence:
      'The private key can be factored with affordable computing power: for 1024 bits in CPU months, for 2048 bits ' +
      'at the price of a car. Then the server can be imitated.',
    solution:
      'Update the firmware of the TPM or card and make a new key, or make it in software ("openssl genrsa 3072", ' +
      '"ssh-keygen -t ed25519"). Replace and revoke the certificates of the old key.',
  },
];
