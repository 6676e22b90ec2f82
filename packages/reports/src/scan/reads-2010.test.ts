import { documentBytes } from '@openguard/fixtures';
import { expect, it } from 'vitest';
import { itemsOf } from '../../test/read-items.js';

it('reads a live reply of 2010, HEADER last', async () => {
  expect(await itemsOf(documentBytes('scan-2010-live'))).toStrictEqual([
    { kind: 'host', ip: '192.0.2.40', name: 'No registered hostname', status: 'down' },
    {
      kind: 'host',
      ip: '192.0.2.41',
      name: 'mill.example',
      status: 'Finish',
      os: 'Sample OS 5.2 / Grünwald build',
      netbios: 'MILL',
    },
    {
      kind: 'finding',
      section: 'info',
      ip: '192.0.2.41',
      id: '6',
      severity: 1,
      title: 'Name of the host',
      cve: [],
      category: 'Information gathering',
      result: 'IP address\tHost name\n192.0.2.41\tmill.example',
      resultFormat: 'table',
      lastUpdate: '2009-03-02T10:00:00Z',
      pciFlag: '0',
    },
    {
      kind: 'finding',
      section: 'vuln',
      ip: '192.0.2.41',
      id: '27900',
      severity: 3,
      title: 'Anyone may log in to the file server',
      cve: ['CVE-1999-0497'],
      category: 'General remote services',
      port: 21,
      protocol: 'tcp',
      diagnosis: 'The server takes the user &quot;anonymous&quot; with any password.',
      consequence: "Its files are anyone's to read.",
      solution: 'Set <B>anonymous_enable=NO</B>.<!-- keep-alive -->',
      result: '230 welcome, anonymous',
      lastUpdate: '2010-01-18T08:30:00Z',
      cvssBase: '5',
      cvssBaseSource: 'service',
      cvssTemporal: '4.1',
      pciFlag: '1',
    },
    {
      kind: 'header',
      ref: 'scan/1278412200.30871',
      date: '2010-07-06T10:30:00Z',
      target: '192.0.2.40-192.0.2.41',
      title: 'N/A (no report saved)',
      keys: {
        USERNAME: 'mill_1',
        COMPANY: 'Weber & Müller',
        DATE: '2010-07-06T10:30:00Z',
        TITLE: 'N/A (no report saved)',
        TARGET: '192.0.2.40-192.0.2.41',
        DURATION: '00:11:02',
        SCAN_HOST: '198.51.100.9 (Scanner 5.6.1-1,Web 6.11.9-1,Vulnerability Signatures 1.26.3-2)',
        NBHOST_ALIVE: '1',
        NBHOST_TOTAL: '2',
        REPORT_TYPE: 'API (default option profile)',
        OPTIONS: 'Standard TCP ports, Standard password guessing, Load balancer detection OFF',
        STATUS: 'FINISHED',
      },
      optionProfile: { title: 'First options', default: '1' },
    },
    { kind: 'end', hosts: 2, findings: 2, notices: [] },
  ]);
});

it('reads ERROR beside HEADER when no host is alive', async () => {
  expect(await itemsOf(documentBytes('scan-2010-no-host-alive'))).toStrictEqual([
    { kind: 'host', ip: '192.0.2.99', name: 'No registered hostname', status: 'down' },
    { kind: 'refused', number: 3509, text: 'No host of this scan is alive.' },
    {
      kind: 'header',
      ref: 'scan/1278415800.30902',
      date: '2010-07-06T11:30:00Z',
      target: '192.0.2.99',
      title: 'N/A (no report saved)',
      keys: {
        USERNAME: 'mill_1',
        DATE: '2010-07-06T11:30:00Z',
        TITLE: 'N/A (no report saved)',
        TARGET: '192.0.2.99',
        DURATION: '00:00:48',
        NBHOST_ALIVE: '0',
        NBHOST_TOTAL: '1',
        STATUS: 'NOHOSTALIVE',
      },
    },
    { kind: 'end', hosts: 1, findings: 0, notices: [] },
  ]);
});
