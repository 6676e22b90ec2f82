import { endTag, startTag, writeElement } from '@openguard/xml';
import type { TypeOf } from 'io-ts';
import { documentHead } from '../document-head.js';
import { Refusal } from '../refusal.js';
import { Appendices, AssetGlossary, AssetHost, type VulnDetails } from './asset-data.js';
import { AssetHeader } from './header.js';

/** The documents that tell hosts: with a glossary of checks at their end, or alone. */
export type AssetRoot = 'ASSET_DATA_REPORT' | 'ASSET_RANGE_INFO' | 'ASSET_SEARCH_REPORT';

/** HOST of an asset report. Dates as `YYYY-MM-DDTHH:MM:SSZ`. */
export type AssetHostValues = TypeOf<typeof AssetHost>;

/** VULN_DETAILS of a check. */
export type CheckDetailsValues = TypeOf<typeof VulnDetails>;

/** HEADER of an asset report. */
export type AssetHeaderValues = TypeOf<typeof AssetHeader>;

/** What follows the hosts: what their checks are, and ranges of addresses of which nothing is known. */
export interface AssetReportEnd {
  readonly checks: readonly CheckDetailsValues[];
  readonly unknown: readonly { readonly start: string; readonly end: string }[];
}

const around = (tagName: string) => ({ tagName, attributes: {}, children: [] });
const headOf = (root: AssetRoot): string => documentHead(root, `/${root.toLowerCase()}.dtd`);
const HOSTS = around('HOST_LIST');

const endingOf = (root: AssetRoot, { checks, unknown }: AssetReportEnd): string => {
  if (root === 'ASSET_SEARCH_REPORT') return '';
  const glossary =
    checks.length === 0 ? '' : writeElement(AssetGlossary.encode({ list: { details: checks } }), '  ');
  return unknown.length === 0
    ? glossary
    : glossary + writeElement(Appendices.encode({ noResults: { ips: { ranges: unknown } } }), '  ');
};

/** Writes an asset report in pieces, a host each; `end` is asked when all hosts were read. */
export async function* writeAssetReport(
  root: AssetRoot,
  header: AssetHeaderValues,
  hosts: AsyncIterable<AssetHostValues>,
  end: () => AssetReportEnd,
): AsyncGenerator<string, void, undefined> {
  yield `${headOf(root)}${startTag(around(root))}\n${writeElement(AssetHeader.encode(header), '  ')}`;
  let isOpen = false;
  for await (const host of hosts) {
    if (!isOpen) yield `  ${startTag(HOSTS)}\n`;
    isOpen = true;
    yield writeElement(AssetHost.encode(host), '    ');
  }
  yield `${isOpen ? `  ${endTag(HOSTS)}\n` : ''}${endingOf(root, end())}${endTag(around(root))}\n`;
}

/** Writes an asset report that refuses. */
export const writeAssetRefusal = (root: AssetRoot, number: number, text: string): string =>
  `${headOf(root)}${startTag(around(root))}\n${writeElement(Refusal.encode({ number: String(number), text }), '  ')}${endTag(around(root))}\n`;
