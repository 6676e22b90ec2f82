import { DOCUMENTS, documentBytes } from '@openguard/fixtures';
import type { Element } from '@openguard/codec';
import { writeElement, type XmlElement } from '@openguard/xml';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryElement } from '../test/arbitrary-element.js';
import { missingTexts, treeOf } from '../test/missing-texts.js';
import { itemsOf } from '../test/read-items.js';
import { TOKEN, withToken } from '../test/tree-edit.js';
import { GenericReturn } from './generic-return/generic-return.js';
import { About } from './about/about.js';
import { MapRequest, NetworkMap } from './map/map.js';
import { MapReportList } from './map-report-list/map-report-list.js';
import { Registration } from './registration/registration.js';
import { Scan } from './scan/scan.js';
import { ScanReportList } from './scan-report-list/scan-report-list.js';
import { ScanRunningList } from './scan-running-list/scan-running-list.js';

describe('no text of a document is missing from its items', () => {
  it.each(DOCUMENTS)('%s', async (name) => {
    const document = documentBytes(name);
    expect(missingTexts(document, await itemsOf(document))).toEqual([]);
  });

  const FINDINGS = new Set(['INFO', 'SERVICE', 'VULN', 'PRACTICE']);
  // A finding needs one of two attributes, which no declaration can say.
  const identified = (element: XmlElement): XmlElement => ({
    ...element,
    attributes: FINDINGS.has(element.tagName) ? { value: 'id', ...element.attributes } : element.attributes,
    children: element.children.map((child) => (typeof child === 'string' ? child : identified(child))),
  });

  /** A registration says something, and an account has a level, which no declaration can say. */
  const isSaid = (element: XmlElement): boolean =>
    element.children.length > 0 &&
    element.children.every(
      (child) =>
        typeof child === 'string' ||
        child.tagName !== 'USERINFO' ||
        child.children.some((part) => typeof part !== 'string' && part.tagName.startsWith('SERVICE')),
    );

  const anyOf = <A>({ fields, encode }: Element<A>): fc.Arbitrary<XmlElement> =>
    arbitraryElement(fields).map((value) => encode(value as never));

  it.each([
    ['documents at hand', fc.constantFrom(...DOCUMENTS).map((name) => treeOf(documentBytes(name))), 2500],
    ['any SCAN', anyOf(Scan).map(identified), 100],
    ['any SCAN_REPORT_LIST', anyOf(ScanReportList), 200],
    ['any SCAN_RUNNING_LIST', anyOf(ScanRunningList), 200],
    ['any MAP', anyOf(NetworkMap), 200],
    ['any MAP_REQUEST', anyOf(MapRequest), 200],
    ['any MAP_REPORT_LIST', anyOf(MapReportList), 200],
    ['any REGISTRATION', anyOf(Registration).filter(isSaid), 200],
    ['any ABOUT', anyOf(About), 200],
    ['any GENERIC_RETURN', anyOf(GenericReturn), 200],
  ])('wherever it stands in %s', async (_, trees, numRuns) => {
    await fc.assert(
      fc.asyncProperty(withToken(trees), async (tree) => {
        const document = writeElement(tree);
        expect(JSON.stringify(await itemsOf(document)), document).toContain(TOKEN);
      }),
      // Large trees take minutes to shrink; the counterexample says enough.
      { numRuns, endOnFailure: true },
    );
  });
});
