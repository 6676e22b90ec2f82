import {
  coverageFromFindings,
  formatCompactDate,
  ScanReference,
  type DocumentItem,
  type GradedFinding,
  type HostReport,
  type Scan,
} from '@openguard/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryHosts, arbitraryScan } from '../../test/arbitrary-scan.js';
import { asyncOf } from '../../test/async-of.js';
import { isBeyond2001, unlisted, within2001 } from '../../test/beyond-2001.js';
import { judgeOf } from '../../test/judge.js';
import { itemsOf } from '../../test/read-items.js';
import { seedScanDtd } from '../../test/seed-dtd.js';
import { SCAN_DTD, SCAN_HEAD, writeScan, writeScanRefusal } from '../index.js';

const judge = judgeOf(SCAN_DTD);
const seedJudge = judgeOf(seedScanDtd());

const write = async (scan: Scan, hosts: readonly HostReport[]): Promise<string> => {
  let document = SCAN_HEAD;
  for await (const piece of writeScan(scan, asyncOf(hosts))) document += piece;
  return document;
};

const referenceOf = (text: string): ScanReference => {
  if (!ScanReference.is(text)) throw new Error(text);
  return text;
};

const SCAN: Scan = {
  ref: referenceOf('scan/1004529600.00007'),
  account: 'ann',
  target: '192.0.2.1-192.0.2.3',
  title: 'The office',
  option: 'standard',
  saved: true,
  simulated: false,
  state: 'finished',
  startedAt: Date.UTC(2001, 9, 31, 12),
  endedAt: Date.UTC(2001, 9, 31, 13, 2, 3),
  hostsAlive: 1,
  hostsTotal: 3,
  notAlive: '',
  notScanned: '',
  scanHost: '198.51.100.1 (nmap 7.93)',
};

const HOST: HostReport = {
  ip: '192.0.2.1',
  findings: [
    { section: 'service', id: 'os', severity: 2, title: 'OS', cve: [], category: 'os', rule: 'own:os' },
  ],
  coverage: { tcp: '1-65535', udp: '', checks: ['os'], gaps: [] },
};

/** What a finding says once it was written and read: the form of 2001 has no place for our rule and the usual protocol. */
const asRead = (ip: string, finding: GradedFinding): object => ({
  kind: 'finding',
  ip,
  ...Object.fromEntries(
    Object.entries(finding).filter(
      ([name, value]) => name !== 'rule' && !(name === 'protocol' && value === 'tcp'),
    ),
  ),
});

const sorted = (values: readonly object[]): readonly string[] =>
  values.map((value) => JSON.stringify(Object.entries(value).sort())).sort();

const findingsOf = (items: readonly DocumentItem[], ip: string) =>
  items.flatMap((item) => (item.kind === 'finding' && item.ip === ip ? [item] : []));

describe('writeScan', () => {
  it('writes what is valid, and reads back as the same findings and coverage', async () => {
    const hostsOfEitherKind = fc.oneof(
      arbitraryHosts,
      arbitraryHosts.map((hosts) => hosts.map(within2001)),
    );
    await fc.assert(
      fc.asyncProperty(arbitraryScan, hostsOfEitherKind, async (scan, hosts) => {
        const document = await write(scan, hosts);
        const beyond = hosts.some(({ findings }) => findings.some(isBeyond2001));
        expect(judge(document)).toBeUndefined();
        expect(seedJudge(document) === undefined).toBe(!beyond);
        const items = await itemsOf(document);
        expect(items.filter(({ kind }) => kind === 'host')).toStrictEqual(
          hosts.map(({ ip, name }) => ({ kind: 'host', ip, ...(name === undefined ? {} : { name }) })),
        );
        for (const { ip, findings, coverage } of hosts) {
          const read = findingsOf(items, ip);
          expect(coverageFromFindings(read)).toEqual({
            ...coverage,
            gaps: coverage.gaps.map((gap) => ({ ...gap, reason: gap.reason.replace(/[\t\r\n]+/g, ' ') })),
          });
          // Notices stand at the end as well, where they are looked at.
          const told = read
            .filter(({ category }) => category !== 'coverage')
            .map((finding) =>
              Object.fromEntries(Object.entries(finding).filter(([key]) => key !== 'notices')),
            );
          expect(sorted(told)).toEqual(sorted(findings.map((finding) => asRead(ip, finding))));
        }
        const written = hosts.flatMap(({ findings, coverage: { gaps } }) => [
          ...findings,
          ...(gaps.length > 0 ? ['tested', 'not tested'] : ['tested']),
        ]);
        const notices = [...(items.at(-1)?.notices ?? [])];
        expect(items.at(-1)).toEqual({
          kind: 'end',
          hosts: hosts.length,
          findings: written.length,
          notices,
        });
        expect(new Set(notices.map(({ path }) => path))).toEqual(
          new Set(unlisted(hosts).size === 0 ? [] : ['/SCAN/IP/INFOS/CAT/@value']),
        );
        expect(new Set(notices.map(({ text }) => text))).toEqual(unlisted(hosts));
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  it('writes HEADER first, with everything that is known of the scan', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryScan, async (scan) => {
        const [header] = await itemsOf(await write(scan, [HOST]));
        expect(header).toMatchObject({
          kind: 'header',
          ref: scan.ref,
          date: formatCompactDate(scan.startedAt),
          target: scan.target,
          title: scan.title,
          keys: {
            USERNAME: scan.account,
            SCAN_HOST: scan.scanHost,
            NBHOST_ALIVE: String(scan.hostsAlive),
            NBHOST_TOTAL: String(scan.hostsTotal),
            REPORT_TYPE: scan.simulated ? 'simulated' : 'API',
            OPTIONS: scan.option,
            STATUS: scan.state === 'finished' ? 'FINISHED' : 'INTERRUPTED',
            ...(scan.state === 'finished' || scan.failure === undefined
              ? {}
              : { STATUS_REASON: scan.failure }),
            ...(scan.notAlive === '' ? {} : { NOT_ALIVE: scan.notAlive }),
            ...(scan.notScanned === '' ? {} : { NOT_SCANNED: scan.notScanned }),
          },
        });
      }),
      { numRuns: 50 },
    );
  });

  it('writes the form of 2001, byte for byte', async () => {
    expect(await write(SCAN, [HOST])).toBe(`<?xml version="1.0" encoding="UTF-8" ?>
<!DOCTYPE SCAN SYSTEM "/scan-1.dtd">
<SCAN value="scan/1004529600.00007">
  <HEADER>
    <KEY value="USERNAME">ann</KEY>
    <KEY value="DATE">20011031120000</KEY>
    <KEY value="TITLE">The office</KEY>
    <KEY value="TARGET">192.0.2.1-192.0.2.3</KEY>
    <KEY value="DURATION">01:02:03</KEY>
    <KEY value="SCAN_HOST">198.51.100.1 (nmap 7.93)</KEY>
    <KEY value="NBHOST_ALIVE">1</KEY>
    <KEY value="NBHOST_TOTAL">3</KEY>
    <KEY value="REPORT_TYPE">API</KEY>
    <KEY value="OPTIONS">standard</KEY>
    <KEY value="STATUS">FINISHED</KEY>
  </HEADER>
  <IP value="192.0.2.1">
    <INFOS>
      <CAT value="coverage">
        <INFO value="coverage_tested">
          <TITLE>What was tested</TITLE>
          <DIAGNOSIS>Only what is listed here was tested; nothing else can be concluded from its absence.</DIAGNOSIS>
          <RESULT format="table">Subject	Tested
tcp	1-65535
udp	
checks	os</RESULT>
        </INFO>
      </CAT>
    </INFOS>
    <SERVICES>
      <CAT value="os">
        <SERVICE value="os" severity="2">
          <TITLE>OS</TITLE>
        </SERVICE>
      </CAT>
    </SERVICES>
  </IP>
</SCAN>
`);
  });

  const EMPTY = { kind: 'end', hosts: 0, findings: 0, notices: [] };
  it.each<[string, Partial<Scan>, string, object]>([
    [
      'no host is alive',
      { hostsAlive: 0, notAlive: '192.0.2.1-192.0.2.3' },
      'NOHOSTALIVE',
      { kind: 'refused', number: 3509, text: 'No host alive among 192.0.2.1-192.0.2.3.' },
    ],
    [
      'the scan was interrupted at once',
      { state: 'interrupted', hostsAlive: 0, notScanned: '192.0.2.1-192.0.2.3' },
      'INTERRUPTED',
      { kind: 'refused', number: 999, text: 'The scan was interrupted before any host was done.' },
    ],
    [
      'the engine failed',
      { state: 'failed', hostsAlive: 0, failure: 'nmap is not installed' },
      'INTERRUPTED',
      { kind: 'refused', number: 999, text: 'nmap is not installed' },
    ],
    [
      'the hosts are withheld',
      {},
      'FINISHED',
      { kind: 'refused', number: 999, text: 'This report holds none of the hosts that were alive.' },
    ],
  ])('refuses beside HEADER when %s', async (_, changes, status, refused) => {
    const document = await write({ ...SCAN, ...changes }, []);
    expect(judge(document)).toBeUndefined();
    const [header, ...others] = await itemsOf(document);
    expect(header).toMatchObject({
      kind: 'header',
      keys: {
        STATUS: status,
        ...(changes.notAlive === undefined ? {} : { NOT_ALIVE: changes.notAlive }),
        ...(changes.notScanned === undefined ? {} : { NOT_SCANNED: changes.notScanned }),
      },
    });
    expect(others).toEqual([refused, EMPTY]);
  });

  it('marks a scan that was interrupted, keeps its hosts, and names what was not scanned', async () => {
    const items = await itemsOf(
      await write({ ...SCAN, state: 'interrupted', notAlive: '192.0.2.2', notScanned: '192.0.2.3' }, [HOST]),
    );
    expect(items[0]).toMatchObject({
      keys: { STATUS: 'INTERRUPTED', NOT_ALIVE: '192.0.2.2', NOT_SCANNED: '192.0.2.3' },
    });
    expect(items.map(({ kind }) => kind)).toEqual(['header', 'host', 'finding', 'finding', 'end']);
  });

  it('marks what is simulated', async () => {
    const [header] = await itemsOf(await write({ ...SCAN, simulated: true }, [HOST]));
    expect(header).toMatchObject({ keys: { REPORT_TYPE: 'simulated' } });
  });

  it('keeps letters of all languages and doubled quotes, and puts "?" for what XML cannot hold', async () => {
    const text = 'é ß 東京 ""stealth"" \u0007bell\u0000';
    const findings = HOST.findings.map((finding) => ({ ...finding, result: text }));
    const items = await itemsOf(await write(SCAN, [{ ...HOST, findings }]));
    expect(findingsOf(items, HOST.ip).at(-1)?.result).toBe('é ß 東京 ""stealth"" ?bell?');
  });

  it('stops at a weakness without a severity: no report may lack one', async () => {
    const findings: readonly GradedFinding[] = [
      { section: 'vuln', id: 'v', title: 't', cve: [], category: 'c', rule: 'own:v' },
    ];
    await expect(write(SCAN, [{ ...HOST, findings }])).rejects.toThrow(TypeError);
  });
});

describe('writeScanRefusal', () => {
  it.each([
    [5101, 'These addresses are not yours: 192.0.2.9'],
    [999, '<b>&]]></b>'],
  ])('%i', async (number, text) => {
    const document = SCAN_HEAD + writeScanRefusal(number, text);
    expect(judge(document)).toBeUndefined();
    expect(await itemsOf(document)).toEqual([
      { kind: 'refused', number, text },
      { kind: 'end', hosts: 0, findings: 0, ref: 'None', notices: [] },
    ]);
  });
});
