import type { CheckText } from '../check-text.js';

/** Flaws of particular web servers and of applications on them. */
export const HTTP_SERVER_CHECKS: readonly CheckText[] = [
  {
    id: 'http-slowloris-check',
    number: 7000092,
    kind: 'vuln',
    category: 'http',
    rule: 'cvss:5.0',
    cve: ['CVE-2007-6750'],
    title: 'Web Server Waits Too Long for Slow Requests (Slowloris)',
    diagnosis:
      'The server prolonged its time-out when a half-sent request got another header line. The check uses two ' +
      'connections only, so that it shows the habit and not the damage.',
    consequence:
      'One computer that keeps some hundreds of such requests open can occupy all workers, and nobody else is ' +
      'served.',
    solution:
      'Bound the time for a whole header: Apache mod_reqtimeout "RequestReadTimeout header=10-20,MinRate=500", Node.js ' +
      'server.headersTimeout, or put nginx or HAProxy in front. Limit connections for each address.',
  },
  {
    id: 'http-vuln-cve2011-3192',
    number: 7000093,
    kind: 'vuln',
    category: 'http',
    rule: 'cvss:7.8',
    cve: ['CVE-2011-3192'],
    references: [{ id: 'Apache advisory', url: 'https://httpd.apache.org/security/CVE-2011-3192.txt' }],
    title: 'Apache Can Be Stopped by Overlapping Ranges',
    diagnosis:
      'The server answered a request for eleven overlapping byte ranges in parts. Apache before 2.2.20 builds all ' +
      'of them in memory.',
    consequence:
      'A few requests with many ranges exhaust the memory, and the host stops serving or swaps itself to death.',
    solution:
      'Update Apache to a maintained 2.4 release. Until then drop such requests: "RequestHeader unset Range ' +
      'env=bad-range" with "SetEnvIf Range (?:,.*?){5,5} bad-range=1".',
  },
  {
    id: 'http-vuln-cve2015-1635',
    number: 7000094,
    kind: 'vuln',
    category: 'http',
    rule: 'cvss:10.0',
    cve: ['CVE-2015-1635'],
    references: [
      {
        id: 'MS15-034',
        url: 'https://learn.microsoft.com/en-us/security-updates/securitybulletins/2015/ms15-034',
      },
    ],
    title: 'Code Execution in HTTP.sys of Windows (MS15-034)',
    diagnosis:
      'The server’s answer to a range request with a huge upper bound is that of a Windows system without ' +
      'the correction of April 2015. The check causes no overflow.',
    consequence: 'A single request crashes the whole system, and attackers may run code in the kernel.',
    solution:
      'Install update KB3042553, or rather all pending updates, and restart. Until then switch kernel caching off ' +
      'in IIS ("Output Caching", Edit Feature Settings, untick "Enable kernel cache").',
  },
  {
    id: 'http-vuln-cve2017-1001000',
    number: 7000095,
    kind: 'vuln',
    category: 'http',
    rule: 'cvss:7.5',
    cve: ['CVE-2017-1001000'],
    title: 'WordPress Lets Strangers Change Posts',
    diagnosis:
      'The REST interface of WordPress 4.7.0 or 4.7.1 accepted a change to a post without a log-in. The check ' +
      'wrote the date that the post already had.',
    consequence:
      'Anyone can rewrite every page of the site; with some plugins that means running code on the server. The ' +
      'flaw was used for mass defacements.',
    solution:
      'Update WordPress to 4.7.2 or later, and leave automatic updates on. Look through the revisions of all posts ' +
      'since January 2017 and restore what strangers changed.',
  },
  {
    id: 'http-vuln-cve2010-0738',
    number: 7000096,
    kind: 'vuln',
    category: 'http',
    rule: 'own:remote-control',
    cve: ['CVE-2010-0738'],
    title: 'JBoss JMX Console Is Open',
    diagnosis:
      'The administration page /jmx-console/ needs no log-in, or asks for one only on GET and POST so that another ' +
      'method gets past it.',
    consequence:
      'Anyone can deploy an application through the console and with it run programs as the user of the server. ' +
      'Worms and ransomware do so automatically.',
    solution:
      'Remove jmx-console.war from the deploy folder, or protect it without naming methods: delete the ' +
      '<http-method> lines in its WEB-INF/web.xml. Check the deploy folder for archives that are not yours.',
  },
  {
    id: 'http-frontpage-login',
    number: 7000097,
    kind: 'vuln',
    category: 'http',
    rule: 'own:anonymous-authoring',
    title: 'FrontPage Extensions Accept Anonymous Authors',
    diagnosis:
      'The FrontPage server extensions answered an authoring request without asking for a log-in, as old default ' +
      'installations do.',
    consequence: 'Anyone with the editor can change the pages of the site and store files on the server.',
    solution:
      'Remove the extensions, which have had no support since 2006 (delete the _vti_* folders and the ISAPI ' +
      'mapping), and publish over SFTP or WebDAV with a log-in.',
  },
  {
    id: 'http-vmware-path-vuln',
    number: 7000098,
    kind: 'vuln',
    category: 'http',
    rule: 'cvss:5.0',
    cve: ['CVE-2009-3733'],
    title: 'VMware Server Lets Files Be Read',
    diagnosis:
      'A request with "../" in its path returned a file from outside of the web root. VMware Server and ESX of 2009 ' +
      'and before do this.',
    consequence:
      'Anyone can copy the files of the host, complete virtual machines with all their data among them.',
    solution:
      'Install the corrections of advisory VMSA-2009-0015, or rather move to a maintained release. Reach ports 902, ' +
      '8222, 8333 and 443 of the host from the management network only.',
  },
];
