import type { RatedVulnerability } from '@openguard/model';
import { expect, it } from 'vitest';
import { inOrder } from '../finding/finding-of.js';
import type { Host } from './document.js';
import { knownFacts } from './known-facts.js';

const host = (...cpes: readonly string[]): Host => hostOf('9.2p1 Debian 2', ...cpes);

const hostOf = (version: string, ...cpes: readonly string[]): Host => ({
  status: { state: 'up' },
  addresses: [{ address: '192.0.2.7', type: 'ipv4' }],
  ports: {
    extra: [],
    ports: [
      {
        protocol: 'tcp',
        number: 22,
        state: { state: 'open' },
        scripts: [],
        service: {
          name: 'ssh',
          product: 'OpenSSH',
          version,
          cpe: cpes.map((text) => ({ text })),
        },
      },
    ],
  },
});

const known = (cve: string, more: Partial<RatedVulnerability> = {}): RatedVulnerability => ({
  cve,
  summary: 'A flaw.',
  affected: [],
  ...more,
});

const CPE = 'cpe:/a:openbsd:openssh:9.2p1';

it('versions give practices, one level below the score, in the order of their urgency', async () => {
  const asked: (readonly string[])[] = [];
  const facts = await knownFacts(host(CPE, 'cpe:/o:linux:linux_kernel'), (cpes) => {
    asked.push(cpes);
    return Promise.resolve(
      [
        known('CVE-2023-0002', { score: 9.8, vector: 'CVSS:3.1/AV:N', since: '2023-08-01' }),
        known('CVE-2023-0001', { score: 6.5, likelihood: 0.25 }),
        known('CVE-2024-0003'),
      ].map((vulnerability) => ({ cpe: CPE, vulnerability })),
    );
  });
  expect(asked).toEqual([[CPE]]);
  expect(facts.checked).toBe(true);
  expect(
    inOrder(facts.findings).map(({ id, section, severity, rule }) => [id, section, severity, rule]),
  ).toEqual([
    ['known_vulnerability:CVE-2023-0002', 'practice', 4, 'potential/cvss:9.8'],
    ['known_vulnerability:CVE-2023-0001', 'practice', 2, 'potential/cvss:6.5'],
    ['known_vulnerability:CVE-2024-0003', 'practice', 2, 'potential/state:vulnerable'],
  ]);
  const [first, second] = facts.findings;
  expect(first).toMatchObject({
    title: 'CVE-2023-0002: Published for OpenSSH 9.2p1 Debian 2',
    port: 22,
    cve: ['CVE-2023-0002'],
    result: 'Version: OpenSSH 9.2p1 Debian 2\nCPE: cpe:/a:openbsd:openssh:9.2p1\nCVSS: 9.8 CVSS:3.1/AV:N',
  });
  expect(first?.diagnosis).toMatch(/since 2023-08-01.*\n.*backports/s);
  expect(second?.diagnosis).toContain('25.0 %');
  // What changes daily is in no text that comparisons look at.
  expect(facts.findings.map(({ result }) => result).join()).not.toMatch(/EPSS|CISA/);
});

it('a version with very many is bounded, and the coverage says so', async () => {
  const many = Array.from({ length: 150 }, (_, at) => ({
    cpe: CPE,
    vulnerability: known(`CVE-2020-${1000 + at}`),
  }));
  const { findings, gaps } = await knownFacts(host(CPE), () => Promise.resolve(many));
  expect(findings).toHaveLength(100);
  expect(gaps.map(({ subject, port }) => [subject, port])).toEqual([['known_vulnerability', 'tcp/22']]);
  expect(gaps[0]?.reason).toMatch(/^150 /);
});

it('of products without a version nothing is asked, and that is a gap, as is that nothing is known', async () => {
  const facts = await knownFacts(host('cpe:/a:openbsd:openssh'), () => Promise.reject(new Error('asked')));
  const reason = 'The service told no version, so that nothing that is published for it could be looked up.';
  expect(facts).toEqual({
    checked: true,
    findings: [],
    gaps: [{ subject: 'known_vulnerability', port: 'tcp/22', reason }],
  });
  expect(await knownFacts(host(CPE), undefined)).toMatchObject({
    checked: false,
    gaps: [{ subject: 'known_vulnerability' }],
  });
});

it('says that a version is not known where nmap only guesses one', async () => {
  const facts = await knownFacts(host('cpe:/a:samba:samba:4.6.2'), () => Promise.resolve([]));
  expect(facts.gaps).toEqual([
    {
      ...{ subject: 'known_vulnerability', port: 'tcp/22' },
      reason: expect.stringMatching(/^The version is not known: nmap calls every Samba/) as string,
    },
  ]);
});

it('looks up what it can and says that the service pack is not known', async () => {
  const asked: (readonly string[])[] = [];
  const name = 'cpe:/a:microsoft:sql_server:2008';
  const facts = await knownFacts(host(name), (cpes) => {
    asked.push(cpes);
    return Promise.resolve([]);
  });
  expect(asked).toEqual([[name]]);
  expect(facts.gaps).toMatchObject([{ reason: expect.stringMatching(/not its service pack\.$/) as string }]);
});

it.each(['4.X', '14.1 - 14.5', '3.10 or later'])(
  'looks nothing up by a name that was cut because nmap knows only %s, and tells a gap',
  async (version) => {
    const asked: (readonly string[])[] = [];
    const lookUp = (cpes: readonly string[]) => {
      asked.push(cpes);
      return Promise.resolve([]);
    };
    const reason = `The version is not known: nmap knows only that it is ${version}.`;
    const gaps = [{ subject: 'known_vulnerability', port: 'tcp/22', reason }];
    const names = ['cpe:/a:exim:exim:4', 'cpe:/a:exim:exim', 'cpe:/o:linux:linux_kernel'];
    expect(await knownFacts(hostOf(version, ...names), lookUp)).toEqual({
      checked: true,
      findings: [],
      gaps,
    });
    expect(asked).toEqual([]);
    // That of a device is not cut with the version of its service.
    const device = 'cpe:/h:maker:router:2.0';
    expect(await knownFacts(hostOf(version, 'cpe:/a:exim:exim:4', device), lookUp)).toMatchObject({ gaps });
    expect(asked).toEqual([[device]]);
  },
);
