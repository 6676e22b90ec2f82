import type { CheckText } from '../check-text.js';

/** Windows file sharing. */
export const SMB_CHECKS: readonly CheckText[] = [
  {
    id: 'smb_null_session',
    number: 7000105,
    kind: 'vuln',
    category: 'smb',
    rule: 'own:unnamed-session',
    cve: ['CVE-1999-0519'],
    title: 'Windows File Sharing Lets In Whoever Has No Name',
    diagnosis:
      'The server gave the scanner a session without a user name, and in it the share IPC$, through which users, shares ' +
      'and rules for passwords are asked for.',
    consequence:
      'Lists of users and of the rules for passwords make guessing cheap; names of shares show where to look. Some ' +
      'servers also give files to such a session.',
    solution:
      'Samba: "restrict anonymous = 2" and "map to guest = never" in the section [global]; Windows: set the policy ' +
      '"Network access: Restrict anonymous access to Named Pipes and Shares" and RestrictAnonymous = 1.',
  },
  {
    id: 'smb_dialects',
    number: 7000106,
    kind: 'service',
    category: 'smb',
    rule: 'service:list',
    title: 'SMB Dialects',
    diagnosis: 'The versions of the SMB protocol that the file server speaks, oldest first.',
    consequence:
      'Version 3 encrypts and protects its negotiation; version 1 does neither, and a client can be held down to ' +
      'what both sides know.',
    solution:
      'Set the lowest version to what your clients need: Samba "server min protocol = SMB3_00"; Windows ' +
      'Set-SmbServerConfiguration -EncryptData $true for shares with sensitive data.',
    extension: true,
  },
  {
    id: 'smb_v1',
    number: 7000107,
    kind: 'vuln',
    category: 'smb',
    rule: 'state:vulnerable',
    title: 'SMB Version 1 Is Offered',
    diagnosis:
      'The file server still speaks SMB version 1 of the 1980s ("NT LM 0.12"). Microsoft has advised against it ' +
      'since 2014 and no longer installs it.',
    consequence:
      'The version knows neither encryption nor protection against changes, and the flaws behind WannaCry and ' +
      'NotPetya sat in its code.',
    solution:
      'Windows: Set-SmbServerConfiguration -EnableSMB1Protocol $false, or Disable-WindowsOptionalFeature -Online ' +
      '-FeatureName SMB1Protocol. Samba: "server min protocol = SMB2_10". Look first for old printers and scanners.',
  },
  {
    id: 'smb_signing_not_required',
    number: 7000108,
    kind: 'vuln',
    category: 'smb',
    rule: 'own:unsigned-smb',
    title: 'SMB Signing Is Not Required',
    diagnosis:
      'The file server does not insist on signed messages, so that it accepts a session whose log-in was ' +
      'forwarded by someone else.',
    consequence:
      'An attacker on the local network relays the log-in of a user, or of an administrator, to this host and acts ' +
      'in their name (NTLM relay).',
    solution:
      'Windows: policy "Microsoft network server: Digitally sign communications (always)", or ' +
      'Set-SmbServerConfiguration -RequireSecuritySignature $true. Samba: "server signing = mandatory".',
  },
  {
    id: 'smb-vuln-ms17-010',
    number: 7000109,
    kind: 'vuln',
    category: 'smb',
    rule: 'own:remote-code',
    cve: [
      'CVE-2017-0143',
      'CVE-2017-0144',
      'CVE-2017-0145',
      'CVE-2017-0146',
      'CVE-2017-0147',
      'CVE-2017-0148',
    ],
    references: [
      {
        id: 'MS17-010',
        url: 'https://learn.microsoft.com/en-us/security-updates/securitybulletins/2017/ms17-010',
      },
    ],
    title: 'Code Execution in SMB Version 1 (MS17-010, EternalBlue)',
    diagnosis:
      'The answer to a transaction on a null pipe is that of a Windows system without the corrections of March ' +
      '2017. The check does not use the flaw.',
    consequence:
      'Anyone who reaches port 445 runs code as SYSTEM without a log-in. WannaCry and NotPetya spread this way and ' +
      'still do.',
    solution:
      'Install update MS17-010 (KB4012212 to KB4012217 and later rollups) at once, disable SMB version 1, and block ' +
      'port 445 between networks. Examine the host for signs of intrusion before you trust it again.',
  },
  {
    id: 'smb2-vuln-uptime:CVE-2017-0147',
    number: 7000110,
    kind: 'vuln',
    category: 'smb',
    rule: 'own:remote-code',
    cve: ['CVE-2017-0147'],
    references: [
      {
        id: 'MS17-010',
        url: 'https://learn.microsoft.com/en-us/security-updates/securitybulletins/2017/ms17-010',
      },
    ],
    title: 'Windows Has Run Since Before MS17-010',
    diagnosis:
      'By the start time that its file server tells, the system has not been restarted since the corrections of ' +
      'MS17-010 appeared. They need a restart.',
    consequence:
      'Unless a correction was applied without one, anyone who reaches port 445 can run code as SYSTEM.',
    solution:
      'Install all pending updates and restart. "Get-HotFix | Sort-Object InstalledOn" shows what is installed, and ' +
      '"systeminfo" the start time.',
  },
  {
    id: 'smb2-vuln-uptime:CVE-2014-6324',
    number: 7000111,
    kind: 'vuln',
    category: 'smb',
    rule: 'cvss:9.0',
    cve: ['CVE-2014-6324'],
    references: [
      {
        id: 'MS14-068',
        url: 'https://learn.microsoft.com/en-us/security-updates/securitybulletins/2014/ms14-068',
      },
    ],
    title: 'Windows Has Run Since Before MS14-068',
    diagnosis:
      'By the start time that its file server tells, the system has not been restarted since the correction of the ' +
      'Kerberos checksum flaw (MS14-068) appeared.',
    consequence:
      'If this is a domain controller without the correction, any user of the domain can make themselves its ' +
      'administrator.',
    solution:
      'Install update KB3011780, or rather all pending ones, on every domain controller and restart. Look in the ' +
      'security log for event 4672 of users who should hold no privileges.',
  },
];
