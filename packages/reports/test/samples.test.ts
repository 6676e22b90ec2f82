import type { DocumentItem } from '@openguard/model';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeDocumentFault } from '../src/index.js';
import { missingTexts } from './missing-texts.js';
import { itemsOf, readItems } from './read-items.js';

// Documents that the service itself wrote are not ours to publish: where they lie beside the checkout, they are read.
const SHARED = new URL('../../../../shared/', import.meta.url);
const SAMPLES = new URL('samples/', SHARED);
const SEEDS = new URL('spec/seeds/', SHARED);

const filesIn = (folder: URL, pattern: RegExp): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => pattern.test(name)) : [];

const tally = (items: readonly DocumentItem[]) => {
  const findings = items.flatMap((item) => (item.kind === 'finding' ? [item] : []));
  return {
    hosts: items.filter(({ kind }) => kind === 'host').length,
    ids: findings.map(({ section, id }) => `${section} ${id}`),
    score: findings.reduce((sum, { section, severity = 0 }) => sum + (section === 'vuln' ? severity : 0), 0),
  };
};

describe.skipIf(!existsSync(SAMPLES))('documents that the service wrote', () => {
  const names = filesIn(SAMPLES, /^scan-.*\.xml$/);

  it('are there', () => {
    expect(names.length).toBeGreaterThan(0);
  });

  it.each(names)('%s is read completely', async (name) => {
    const document = readFileSync(new URL(name, SAMPLES));
    const items = await itemsOf(document);
    expect(missingTexts(document, items)).toEqual([]);
    const outside = document.toString().replace(/<!\[CDATA\[.*?\]\]>/gs, '');
    const hosts = outside.match(/<IP /g)?.length ?? 0;
    const findings = outside.match(/<(?:INFO|SERVICE|VULN|PRACTICE) /g)?.length ?? 0;
    expect(items.at(-1)).toEqual({ kind: 'end', hosts, findings, notices: [] });
    expect(tally(items)).toMatchObject({ hosts });
    expect(tally(items).ids).toHaveLength(findings);
  });
});

describe.skipIf(!existsSync(SAMPLES))('documents of later releases that the service wrote', () => {
  it.each(filesIn(SAMPLES, /^(?!scan-).*\.xml$/))('%s is read completely', async (name) => {
    const document = readFileSync(new URL(name, SAMPLES));
    const items = await itemsOf(document);
    const end = items.at(-1);
    const said = (document.toString().match(/<(?:HOST|VULN)>/g) ?? []).length;
    expect(end).toMatchObject({ kind: 'end' });
    expect(items.filter(({ kind }) => kind === 'host' || kind === 'check')).toHaveLength(said);
    const counted = document.toString().match(/<DETECTION>/g) ?? [];
    expect(items.filter(({ kind }) => kind === 'finding')).toHaveLength(counted.length);
    // A type is said as a section.
    const types = new Set(['Confirmed', 'Potential', 'Info']);
    expect(missingTexts(document, items).filter((text) => !types.has(text))).toEqual([]);
  });
});

describe.skipIf(!existsSync(SEEDS))('samples that the documentation prints', () => {
  const text = filesIn(SEEDS, /^003.*\.txt$/)
    .map((name) => readFileSync(new URL(name, SEEDS), 'utf8'))
    .join('');

  /** What an appendix prints as it is: its samples, or the pages of one. */
  const printedIn = (letter: string, next: string): readonly string[] => {
    const from = text.lastIndexOf(`\nAppendix ${letter} – Sample`);
    const part = text.slice(from, text.indexOf(`\n${next}`, from));
    return [...part.matchAll(/^```\n(.*?)^```$/gms)].map(([, page = '']) => page);
  };

  const appendix = (letter: string, next: string): string =>
    printedIn(letter, `Appendix ${next} –`).join('').trim();

  it('Appendix C is refused as printed', async () => {
    const { items, fault } = await readItems(appendix('C', 'D'));
    expect(fault === undefined ? '' : describeDocumentFault(fault)).toMatch(
      /in \/SCAN\/IP\/INFOS: an end tag does not match/,
    );
    expect(items.some(({ kind }) => kind === 'end')).toBe(false);
  });

  it('Appendix C is read once its early end tag is taken away', async () => {
    const printed = appendix('C', 'D');
    const document = printed.replace(/<\/CAT>\s*(?=<INFO value="whois_network">)/, '');
    expect(document).not.toBe(printed);
    const items = await itemsOf(document);
    expect(missingTexts(document, items)).toEqual([]);
    expect(tally(items)).toEqual({
      hosts: 1,
      ids: [
        'info traceroute',
        'info whois_isp',
        'info whois_network',
        'service scan_tcp',
        'service scan_udp',
        'service proto_disco',
        'service os',
        'service pop3-banner',
        'service smtp-banner',
        'service sshd-banner',
        'vuln udp_small_services',
        'vuln icmp_time',
        'vuln ip_id_pred',
      ],
      score: 4,
    });
    expect(items.at(-1)).toEqual({ kind: 'end', hosts: 1, findings: 13, notices: [] });
  });

  it('Appendix F is a list of two reports', async () => {
    const document = appendix('F', 'G');
    const items = await itemsOf(document);
    expect(missingTexts(document, items)).toEqual([]);
    expect(items.map(({ kind }) => kind)).toEqual(['report', 'report', 'end']);
    expect(items.at(-1)).toMatchObject({ reports: 2, notices: [] });
  });

  it('Appendix I is a map of eight hosts, two of them routers', async () => {
    const document = appendix('I', 'J');
    const items = await itemsOf(document);
    const values = [...document.matchAll(/<IP value="([^"]*)"/g)].map(([, ip]) => ip);
    expect(values).toHaveLength(8);
    const hosts = items.flatMap((item) => (item.kind === 'host' && 'router' in item ? [item] : []));
    expect(hosts.map(({ ip }) => ip)).toEqual(values);
    expect(hosts.filter(({ router }) => router).map(({ links }) => links.length)).toEqual([5, 1]);
    expect(hosts.flatMap(({ ports }) => ports)).toEqual([80]);
    expect(hosts.reduce((sum, { links }) => sum + links.length, 0)).toBe(12);
    const said = items.map((item) => ('router' in item && item.router ? { ...item, type: 'router' } : item));
    expect(missingTexts(document, said)).toEqual([]);
    expect(items[0]).toMatchObject({ kind: 'header', ref: /value="(.*?)"/.exec(document)?.[1] });
    expect(items.at(-1)).toEqual({ kind: 'end', hosts: 8, findings: 0, maps: 1, notices: [] });
  });

  it('Appendix M is two accounts and a refusal of three fields', async () => {
    const samples = printedIn('M', 'About Qualys');
    expect(samples).toHaveLength(3);
    const told = await Promise.all(samples.map((document) => itemsOf(document.trim())));
    expect(told.map((items) => items.map(({ kind }) => kind))).toEqual([
      ['registration', 'end'],
      ['registration', 'end'],
      ['violation', 'violation', 'violation', 'refused', 'end'],
    ]);
    expect(told.map(([first]) => first !== undefined && 'password' in first)).toEqual([false, true, false]);
    expect(told[2]).toMatchObject([
      { field: 'domain', error: 'invalid' },
      { field: 'email', error: 'missing', text: '' },
      { field: 'addr1', error: 'missing', text: '' },
      {},
      {},
    ]);
    for (const [index, document] of samples.entries()) {
      expect(missingTexts(document.trim(), told[index] ?? [])).toEqual([]);
      expect(told[index]?.at(-1)).toMatchObject({ notices: [] });
    }
  });
});
