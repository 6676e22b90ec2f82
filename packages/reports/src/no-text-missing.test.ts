import { DOCUMENTS, documentBytes } from '@openguard/fixtures';
import { writeElement, type XmlElement } from '@openguard/xml';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryElement } from '../test/arbitrary-element.js';
import { missingTexts, treeOf } from '../test/missing-texts.js';
import { itemsOf } from '../test/read-items.js';
import { TOKEN, withToken } from '../test/tree-edit.js';
import { GenericReturn } from './generic-return/generic-return.js';
import { Scan } from './scan/scan.js';
import { ScanReportList } from './scan-report-list/scan-report-list.js';

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

  it.each([
    ['documents at hand', fc.constantFrom(...DOCUMENTS).map((name) => treeOf(documentBytes(name))), 1500],
    ['any SCAN', arbitraryElement(Scan.fields).map((value) => identified(Scan.encode(value as never))), 100],
    [
      'any SCAN_REPORT_LIST',
      arbitraryElement(ScanReportList.fields).map((value) => ScanReportList.encode(value as never)),
      200,
    ],
    [
      'any GENERIC_RETURN',
      arbitraryElement(GenericReturn.fields).map((value) => GenericReturn.encode(value as never)),
      200,
    ],
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
