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

describe.skipIf(!existsSync(SEEDS))('samples that the documentation prints', () => {
  const text = filesIn(SEEDS, /^003.*\.txt$/)
    .map((name) => readFileSync(new URL(name, SEEDS), 'utf8'))
    .join('');

  /** The sample of an appendix; the print parts it by its pages. */
  const appendix = (letter: string, next: string): string => {
    const from = text.lastIndexOf(`\nAppendix ${letter} – Sample`);
    const part = text.slice(from, text.indexOf(`\nAppendix ${next} –`, from));
    return [...part.matchAll(/^```\n(.*?)^```$/gms)]
      .map(([, page]) => page)
      .join('')
      .trim();
  };

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
});
