import {
  allPortsBut,
  ScanReference,
  Severity,
  type Coverage,
  type GradedFinding,
  type HostReport,
  type Scan,
} from '@openguard/model';
import fc from 'fast-check';
import { hardText } from './arbitrary-element.js';

const word = fc.stringMatching(/^[a-z][a-z_-]{0,11}$/);
const port = fc.integer({ min: 1, max: 65535 });
const ports = fc.oneof(fc.constant(''), fc.array(port, { maxLength: 3 }).map(allPortsBut));
const severity = fc.integer({ min: 1, max: 5 }).filter(Severity.is);
const cve = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1999, max: 2026 }), fc.integer({ min: 0, max: 9999 })), {
    maxLength: 3,
    selector: String,
  })
  .map((pairs) => pairs.map(([year, number]) => `CVE-${year}-${String(number).padStart(4, '0')}`));

const texts = {
  diagnosis: hardText,
  consequence: hardText,
  solution: hardText,
};

const shared = {
  id: hardText,
  title: hardText,
  cve,
  category: hardText.filter((text) => text !== 'coverage'),
  rule: word,
};

const place = {
  port,
  protocol: fc.constantFrom('tcp', 'udp'),
  fqdn: hardText,
  ssl: fc.constant(true),
};

const required = ['section', 'id', 'title', 'cve', 'category', 'rule'] as const;

const result = fc.oneof(
  fc.constant({}),
  fc.record({ result: hardText }),
  fc.record({ result: hardText, resultFormat: fc.constant('table') }),
);

const weakness = fc.record(
  {
    section: fc.constantFrom('vuln' as const, 'practice' as const),
    severity,
    esoid: hardText,
    ...shared,
    ...place,
    ...texts,
  },
  { requiredKeys: [...required, 'severity'] },
);

const fact = fc.record(
  { section: fc.constantFrom('service' as const, 'info' as const), severity, ...shared, ...place, ...texts },
  { requiredKeys: [...required] },
);

const finding: fc.Arbitrary<GradedFinding> = fc
  .tuple(fc.oneof(weakness, fact), result)
  .map(([found, seen]) => ({ ...found, ...seen }));

const coverage: fc.Arbitrary<Coverage> = fc.record({
  tcp: ports,
  udp: ports,
  checks: fc.array(word, { maxLength: 3 }),
  gaps: fc.array(
    fc.record(
      { subject: word, reason: hardText, port: port.map((number) => `tcp/${number}`) },
      { requiredKeys: ['subject', 'reason'] },
    ),
    { maxLength: 3 },
  ),
});

const host = (ip: string): fc.Arbitrary<HostReport> =>
  fc.record(
    {
      ip: fc.constant(ip),
      findings: fc.array(finding, { maxLength: 6 }),
      coverage,
      name: hardText,
      os: hardText,
    },
    { requiredKeys: ['ip', 'findings', 'coverage'] },
  );

/** What an engine may report of one to three hosts. */
export const arbitraryHosts: fc.Arbitrary<readonly HostReport[]> = fc
  .integer({ min: 1, max: 3 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => host(`192.0.2.${index + 1}`))));

const time = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000);

/** Any scan that is over. */
export const arbitraryScan: fc.Arbitrary<Scan> = fc.record(
  {
    ref: fc
      .nat()
      .map((serial) => `scan/${serial}.${serial % 100000}`)
      .filter(ScanReference.is),
    account: hardText,
    target: hardText,
    title: hardText,
    option: hardText,
    saved: fc.boolean(),
    simulated: fc.boolean(),
    state: fc.constantFrom('finished', 'interrupted', 'failed'),
    startedAt: time,
    hostsAlive: fc.integer({ min: 1, max: 300 }),
    hostsTotal: fc.nat(),
    notAlive: hardText,
    notScanned: hardText,
    scanHost: hardText,
    endedAt: time,
    failure: hardText,
  },
  {
    requiredKeys: [
      'ref',
      'account',
      'target',
      'title',
      'option',
      'saved',
      'simulated',
      'state',
      'startedAt',
      'hostsAlive',
      'hostsTotal',
      'notAlive',
      'notScanned',
      'scanHost',
    ],
  },
);
