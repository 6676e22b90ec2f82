import { noticesOf, type Element } from '@openguard/codec';
import { readXmlTree, writeElement, type XmlElement } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryElement } from '../test/arbitrary-element.js';
import { judgeOf } from '../test/judge.js';
import * as about from './about/about.js';
import * as genericReturn from './generic-return/generic-return.js';
import { ABOUT_DTD, GENERIC_RETURN_DTD, SCAN_DTD, SCAN_REPORT_LIST_DTD } from './index.js';
import { Refusal } from './refusal.js';
import * as details from './scan/details.js';
import * as finding from './scan/finding.js';
import * as header from './scan/header.js';
import * as scan from './scan/scan.js';
import * as scanReportList from './scan-report-list/scan-report-list.js';

interface Row {
  readonly declared: Pick<Element<never>, 'tagName' | 'fields' | 'is'> & {
    readonly decode: (input: unknown) => E.Either<unknown, unknown>;
    readonly encode: (value: never) => XmlElement;
  };
  readonly dtd: string;
  /** What the DTD demands beyond the fields of the declaration. */
  readonly when?: (value: Record<string, unknown>) => boolean;
}

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
const categoryHoldsOneKind = (value: Record<string, unknown>): boolean =>
  ['infos', 'services', 'vulns', 'practices'].filter((key) => lengthOf(value[key]) > 0).length === 1;
const isCategory = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && categoryHoldsOneKind({ ...value });
const sectionHoldsGoodCategories = (value: Record<string, unknown>): boolean =>
  Array.isArray(value['categories']) && value['categories'].every(isCategory);
const hostHoldsGoodSections = (value: Record<string, unknown>): boolean =>
  ['infos', 'services', 'vulns', 'practices'].every((key) => {
    const section = value[key];
    return typeof section !== 'object' || section === null || sectionHoldsGoodCategories({ ...section });
  });

const rows = (module: Readonly<Record<string, unknown>>, dtd: string): Row[] =>
  Object.values(module)
    .filter(
      (value): value is Row['declared'] => typeof value === 'object' && value !== null && 'tagName' in value,
    )
    .map((declared) => ({ declared, dtd }));

const CONDITIONS: Readonly<Record<string, (value: Record<string, unknown>) => boolean>> = {
  HEADER: (value) =>
    lengthOf(value['keys']) > 0 && (value['assetGroups'] === undefined || groupsIn(value['assetGroups'])),
  ASSET_GROUPS: (value) => lengthOf(value['groups']) > 0,
  CAT: categoryHoldsOneKind,
  INFOS: sectionHoldsGoodCategories,
  SERVICES: sectionHoldsGoodCategories,
  VULNS: sectionHoldsGoodCategories,
  PRACTICES: sectionHoldsGoodCategories,
  IP: hostHoldsGoodSections,
};
function groupsIn(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'groups' in value && lengthOf(value.groups) > 0;
}

const TABLE: readonly Row[] = [
  ...rows({ Refusal, ...header, ...details, ...finding }, SCAN_DTD),
  ...rows(
    {
      Infos: scan.Infos,
      Services: scan.Services,
      Vulns: scan.Vulns,
      Practices: scan.Practices,
      Host: scan.Host,
    },
    SCAN_DTD,
  ),
  ...rows(
    { ScanReport: scanReportList.ScanReport, ScanReportList: scanReportList.ScanReportList },
    SCAN_REPORT_LIST_DTD,
  ),
  ...rows({ ...genericReturn }, GENERIC_RETURN_DTD),
  ...rows({ ...about }, ABOUT_DTD),
];

const reversed = (element: XmlElement): XmlElement => ({
  ...element,
  attributes: Object.fromEntries(Object.entries(element.attributes).reverse()),
  children: [...element.children]
    .map((child) => (typeof child === 'string' ? child : reversed(child)))
    .sort((a, b) => {
      const [left, right] = [a, b].map((node) => (typeof node === 'string' ? '' : node.tagName));
      return (right ?? '').localeCompare(left ?? '');
    }),
});

const judges = new Map(
  [SCAN_DTD, SCAN_REPORT_LIST_DTD, GENERIC_RETURN_DTD, ABOUT_DTD].map((dtd) => [dtd, judgeOf(dtd)]),
);

describe.each(TABLE.map((row) => [row.declared.tagName, row] as const))(
  '%s',
  (tagName, { declared, dtd }) => {
    const judge = judges.get(dtd);
    const holds = CONDITIONS[tagName];
    const values = arbitraryElement(declared.fields);
    const law = (check: (value: Record<string, unknown>, element: XmlElement) => void): void =>
      fc.assert(
        fc.property(values, (value) => {
          check(value, declared.encode(value as never));
        }),
        { numRuns: 40 },
      );

    it('decodes what it encodes, also from text, and knows all of it', () => {
      law((value, element) => {
        expect(declared.is(value)).toBe(true);
        expect(declared.decode(element)).toEqual(E.right(value));
        expect(noticesOf(declared, element, '')).toEqual([]);
        const read = readXmlTree(writeElement(element));
        if (E.isLeft(read)) throw new Error(JSON.stringify(read.left));
        expect(declared.decode(read.right)).toEqual(E.right(value));
      });
    });

    it('reads elements in another order as the same', () => {
      law((value, element) => {
        expect(declared.decode(reversed(element))).toEqual(E.right(value));
      });
    });

    it('writes what its DTD allows, and the judge refuses one element more', () => {
      let judged = 0;
      law((value, element) => {
        if (holds !== undefined && !holds(value)) return;
        judged += 1;
        expect(judge?.(writeElement(element))).toBeUndefined();
        const spoilt = {
          ...element,
          children: [...element.children, { tagName: 'BOGUS', attributes: {}, children: [] }],
        };
        expect(judge?.(writeElement(spoilt))).toBeDefined();
        const strange = { ...element, attributes: { ...element.attributes, bogus: '1' } };
        expect(judge?.(writeElement(strange))).toBeDefined();
      });
      expect(judged).toBeGreaterThan(0);
    });
  },
);
