import * as E from 'fp-ts/lib/Either.js';
import type { Estate } from './estate.js';
import { describeEstateFault } from './estate-fault.js';
import { parseEstate } from './parse-estate.js';

/** A small company on loopback addresses, whose weaknesses come and go in the first half of 2026. */
const DESCRIPTION = {
  name: 'example company',
  hosts: [
    {
      ip: '127.0.0.1',
      name: 'gate.company.example',
      os: 'Linux 6.1',
      services: [
        {
          port: 22,
          service: 'ssh',
          product: 'OpenSSH',
          version: '9.2p1',
          banner: 'SSH-2.0-OpenSSH_9.2p1 Debian-2',
        },
      ],
      weaknesses: [
        {
          check: 'ssh_weak_algorithms',
          port: 22,
          result: 'MAC: hmac-md5\nMAC: hmac-sha1-96',
          until: '2026-03-01',
        },
      ],
    },
    {
      ip: '127.0.0.2',
      name: 'www.company.example',
      os: 'Linux 5.15',
      services: [
        { port: 80, service: 'http', product: 'nginx', version: '1.18.0' },
        { port: 443, service: 'http', product: 'nginx', version: '1.18.0', ssl: true },
        { port: 8080, service: 'http', product: 'Apache Tomcat', version: '9.0.31', from: '2026-02-15' },
      ],
      weaknesses: [
        { check: 'http-git', port: 80, result: '/.git/\nGit repository found!', until: '2026-02-01' },
        {
          check: 'tls_certificate_expired',
          port: 443,
          result: 'Valid until: 2026-04-01T00:00:00',
          from: '2026-04-01',
          until: '2026-04-20',
        },
        { check: 'tls_old_versions', port: 443, result: 'TLSv1.0\nTLSv1.1' },
        { check: 'http_risky_methods', port: 8080, result: 'DELETE PUT' },
      ],
    },
    {
      ip: '127.0.0.3',
      name: 'files.company.example',
      os: 'Windows Server 2016',
      services: [
        { port: 21, service: 'ftp', banner: '220 files ready' },
        { port: 139, service: 'netbios-ssn' },
        { port: 445, service: 'microsoft-ds' },
        { port: 3389, service: 'ms-wbt-server', product: 'Microsoft Terminal Services' },
      ],
      weaknesses: [
        {
          check: 'ftp_anonymous',
          port: 21,
          result: 'Anonymous FTP login allowed (FTP code 230)',
          from: '2026-03-01',
          until: '2026-05-01',
        },
        { check: 'smb_v1', port: 445, result: 'NT LM 0.12 (SMBv1)' },
        {
          check: 'smb_signing_not_required',
          port: 445,
          result: 'SMB 3.1.1: Message signing enabled but not required',
        },
        { check: 'smb-vuln-ms17-010', port: 445, potential: true, until: '2026-02-10' },
        { check: 'smb-vuln-ms17-010', port: 445, from: '2026-02-10', until: '2026-03-10' },
      ],
    },
    {
      ip: '127.0.0.4',
      name: 'mail.company.example',
      os: 'Linux 4.19',
      services: [
        { port: 25, service: 'smtp', banner: '220 mail.company.example ESMTP Postfix' },
        { port: 110, service: 'pop3', banner: '+OK Dovecot ready.' },
        { port: 993, service: 'imap', product: 'Dovecot imapd', ssl: true },
      ],
      weaknesses: [
        { check: 'ssl-dh-params:weak-group', port: 993, result: 'WEAK DH GROUP\nModulus Length: 1024' },
      ],
    },
    {
      ip: '127.0.0.5',
      name: 'db.company.example',
      os: 'Linux 5.10',
      services: [
        { port: 3306, service: 'mysql', product: 'MySQL', version: '5.7.30' },
        {
          port: 6379,
          service: 'redis',
          product: 'Redis key-value store',
          version: '5.0.3',
          from: '2026-04-10',
        },
      ],
      weaknesses: [{ check: 'redis_open', port: 6379, result: 'Version: 5.0.3\nRole: master' }],
    },
    {
      ip: '127.0.0.6',
      name: 'switch.company.example',
      services: [{ port: 23, service: 'telnet', banner: 'User Access Verification' }],
      weaknesses: [{ check: 'telnet_cleartext', port: 23 }],
    },
    {
      ip: '127.0.0.7',
      name: 'desk.company.example',
      os: 'Linux 6.1',
      services: [{ port: 5900, service: 'vnc', from: '2026-05-01' }],
      weaknesses: [{ check: 'vnc_no_authentication', port: 5900, result: 'None' }],
    },
    { ip: '127.0.0.8', name: 'spare.company.example' },
  ],
  routers: [
    { ip: '127.0.0.1', serves: '127.0.0.2-127.0.0.6' },
    { ip: '127.0.0.6', serves: '127.0.0.7' },
    { serves: '127.0.0.8' },
  ],
};

const parsed = parseEstate(DESCRIPTION);
if (E.isLeft(parsed)) throw new TypeError(describeEstateFault(parsed.left));

/**
 * The estate that is simulated when none is given: 127.0.0.1 to 127.0.0.8, inside the default scope, all of them in
 * the domain company.example.
 */
export const DEFAULT_ESTATE: Estate = parsed.right;
