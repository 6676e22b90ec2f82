/** What the program in the README of each library prints, whole lines of it. */
export const PRINTED: Readonly<Record<string, readonly string[]>> = {
  '@openguard/analytics': ['increased 1', 'new ["192.0.2.1","vuln","ftp_bounce","tcp/21",""]'],
  '@openguard/client': ['scan/1004529600.10442 192.0.2.17', 'complete'],
  '@openguard/codec': ['22'],
  '@openguard/enrollment': [
    "{ kind: 'text', maxLength: 50 }",
    'prefix: the form of address is missing',
    'country: "Antarctica" is none of the 235 values of the list; did you mean "Antartica"?',
  ],
  '@openguard/errors': ['no such server: https://***@127.0.0.1/', 'OG_USAGE usage 2'],
  '@openguard/knowledgebase': [
    'CVE-2014-0160 Memory of the Server Can Be Read (Heartbleed)',
    '4 The published CVSS base score is 7.5.',
  ],
  '@openguard/model': ["[ 'CVE-1999-0524' ]", 'true', 'true false'],
  '@openguard/protocol': [
    "/msp/scan.php [ [ 'ip', '192.0.2.1-192.0.2.9' ], [ 'save_report', 'yes' ] ]",
    'false SCAN,GENERIC_RETURN',
    'true',
  ],
  '@openguard/queue': ['scan/993593085.18806 0'],
  '@openguard/render': [
    'a title?[2J of a hostile host',
    'HOST        PORTS',
    '192.0.2.1       3',
    '192.0.2.20     12',
  ],
  '@openguard/reports': ['9'],
  '@openguard/scan-engine': [
    '127.0.0.3 ftp_anonymous',
    '127.0.0.3 smb_signing_not_required',
    '127.0.0.3 smb_v1',
  ],
  '@openguard/service': ['finished'],
  '@openguard/storage': ["[ 'ann' ]"],
  '@openguard/targets': [
    '13 127.0.0.0-127.0.0.3',
    '"192.0.2.9-192.0.2.4" runs backwards: write the lower address first',
  ],
  '@openguard/transport': ['200 text/xml true'],
  '@openguard/xml': ['<OS>Linux</OS>'],
};
