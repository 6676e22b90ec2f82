import { noticesOf, type Element } from '@openguard/codec';
import { readXmlTree, writeElement, type XmlElement } from '@openguard/xml';
import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryElement } from '../test/arbitrary-element.js';
import { judgeOf } from '../test/judge.js';
import * as about from './about/about.js';
import * as genericReturn from './generic-return/generic-return.js';
import * as header from './header/header.js';
import { Header } from './header/header.js';
import {
  ABOUT_DTD,
  GENERIC_RETURN_DTD,
  MAP_DTD,
  MAP_REPORT_LIST_DTD,
  MAP_REQUEST_DTD,
  REGISTRATION_DTD,
  SCAN_DTD,
  SCAN_REPORT_LIST_DTD,
  SCAN_RUNNING_LIST_DTD,
} from './index.js';
import * as map from './map/map.js';
import * as mapReportList from './map-report-list/map-report-list.js';
import { Refusal } from './refusal.js';
import * as registration from './registration/registration.js';
import * as details from './scan/details.js';
import * as finding from './scan/finding.js';
import * as scan from './scan/scan.js';
import * as scanReportList from './scan-report-list/scan-report-list.js';
import * as scanRunningList from './scan-running-list/scan-running-list.js';

interface Row {
  readonly declared: Pick<Element<never>, 'tagName' | 'fields' | 'is'> & {
    readonly decode: (input: unknown) => E.Either<unknown, unknown>;
    readonly encode: (value: never) => XmlElement;
  };
  readonly dtd: string;
}

const rows = (module: Readonly<Record<string, unknown>>, dtd: string): Row[] =>
  Object.values(module)
    .filter(
      (value): value is Row['declared'] => typeof value === 'object' && value !== null && 'tagName' in value,
    )
    .map((declared) => ({ declared, dtd }));

/** Children of which a DTD wants one at least, and declarations do not; an empty list stands for any. */
const FILLED = new Map<string, readonly string[]>([
  ['HEADER', ['KEY']],
  ['ASSET_GROUPS', ['ASSET_GROUP']],
  ['NETBLOCK', ['RANGE']],
  ['CAT', []],
  ['REGISTRATION', []],
  ['USERINFO', ['SERVICE_LEVEL', 'SERVICELEVEL']],
]);

const isFilled = ({ tagName, children }: XmlElement): boolean => {
  const wanted = FILLED.get(tagName);
  if (wanted === undefined) return true;
  return children.some(
    (child) => typeof child !== 'string' && (wanted.length === 0 || wanted.includes(child.tagName)),
  );
};

/** Elements that hold children of one name only, whichever comes first. */
const OF_ONE_KIND = new Set(['CAT', 'REGISTRATION']);

/** Children that give way to others: in which element, what gives way to what. */
const EXCLUSIVE = new Map([
  ['MAP', ['ERROR', 'IP']],
  ['USERINFO', ['SERVICELEVEL', 'SERVICE_LEVEL']],
]);

/** Attributes that a DTD wants to be there, or to be of a list. */
const ATTRIBUTES = new Map([
  ['MAP', { value: 'map/1.2' }],
  ['FIELD', { name: 'email', error_type: 'missing' }],
]);

const namesIn = ({ children }: XmlElement): readonly string[] =>
  children.map((child) => (typeof child === 'string' ? '' : child.tagName));

/** The element without what its DTD does not allow: two kinds in one place, empty lists, and values off a list. */
const allowed = (element: XmlElement): XmlElement => {
  const filled: XmlElement = {
    ...element,
    children: element.children
      .map((child) => (typeof child === 'string' ? child : allowed(child)))
      .filter((child) => typeof child === 'string' || isFilled(child)),
  };
  const names = namesIn(filled);
  const [loser, winner = ''] = EXCLUSIVE.get(element.tagName) ?? [];
  const stays = (name: string): boolean =>
    (!OF_ONE_KIND.has(element.tagName) || name === names[0]) && !(name === loser && names.includes(winner));
  return {
    ...filled,
    attributes: { ...filled.attributes, ...ATTRIBUTES.get(element.tagName) },
    children: filled.children.filter((_, place) => stays(names[place] ?? '')),
  };
};

const TABLE: readonly Row[] = [
  ...rows({ Refusal, ...details, ...finding }, SCAN_DTD),
  ...rows({ ...header, Header: undefined }, MAP_DTD),
  ...rows({ ...map, MapRequest: undefined, MapStart: undefined, MappedHostStart: undefined }, MAP_DTD),
  ...rows({ ...map, MapStart: undefined, MappedHostStart: undefined }, MAP_REQUEST_DTD),
  ...rows(
    {
      Infos: scan.Infos,
      Services: scan.Services,
      Vulns: scan.Vulns,
      Practices: scan.Practices,
      Host: scan.Host,
      Header,
    },
    SCAN_DTD,
  ),
  ...rows(
    { ScanReport: scanReportList.ScanReport, ScanReportList: scanReportList.ScanReportList },
    SCAN_REPORT_LIST_DTD,
  ),
  ...rows({ ...mapReportList, MapReportListStart: undefined }, MAP_REPORT_LIST_DTD),
  ...rows({ ...scanRunningList }, SCAN_RUNNING_LIST_DTD),
  ...rows({ ...registration, RegistrationErrorStart: undefined }, REGISTRATION_DTD),
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

const judges = new Map([...new Set(TABLE.map(({ dtd }) => dtd))].map((dtd) => [dtd, judgeOf(dtd)]));

describe.each(TABLE.map((row) => [row.declared.tagName, row] as const))('%s', (_, { declared, dtd }) => {
  const judge = judges.get(dtd);
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
      expect(noticesOf(declared, element, () => '')).toEqual([]);
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
    law((_value, written) => {
      const element = allowed(written);
      if (!isFilled(element)) return;
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
});
