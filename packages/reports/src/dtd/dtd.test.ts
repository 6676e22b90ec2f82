import { expect, it } from 'vitest';
import { modelOfDeclaration, modelOfDtd } from '../../test/content-model.js';
import { seedScanDtd, SEED_SCAN_REPORT_LIST_DTD } from '../../test/seed-dtd.js';
import { About } from '../about/about.js';
import { GenericReturn } from '../generic-return/generic-return.js';
import { ABOUT_DTD, GENERIC_RETURN_DTD, SCAN_DTD, SCAN_REPORT_LIST_DTD } from '../index.js';
import { Scan } from '../scan/scan.js';
import { ScanReportList } from '../scan-report-list/scan-report-list.js';

it.each([
  // A SCAN is read without its value, and never written without it.
  ['SCAN', SCAN_DTD.replace(/(<!ATTLIST SCAN\s+value CDATA) #REQUIRED/, '$1 #IMPLIED'), Scan],
  ['SCAN_REPORT_LIST', SCAN_REPORT_LIST_DTD, ScanReportList],
  ['GENERIC_RETURN', GENERIC_RETURN_DTD, GenericReturn],
  ['ABOUT', ABOUT_DTD, About],
])(
  'the DTD of %s and its declarations know the same elements, children and attributes',
  (root, dtd, declared) => {
    const model = modelOfDtd(dtd);
    expect(Object.keys(model)).toContain(root);
    expect(modelOfDeclaration(declared)).toEqual(model);
  },
);

it('the comparison sees what one side lacks', () => {
  const model = modelOfDeclaration(ScanReportList);
  expect(modelOfDtd(SCAN_REPORT_LIST_DTD.replace('    status CDATA #IMPLIED', ''))).not.toEqual(model);
  expect(modelOfDtd(SCAN_REPORT_LIST_DTD.replace(',ERROR?', ''))).not.toEqual(model);
  expect(modelOfDtd(SCAN_REPORT_LIST_DTD.replace('ref CDATA #REQUIRED', 'ref CDATA #IMPLIED'))).not.toEqual(
    model,
  );
  expect(modelOfDtd(`${SCAN_REPORT_LIST_DTD}<!ELEMENT NEW EMPTY>`)).not.toEqual(model);
});

it.each([
  ['SCAN', seedScanDtd(), SCAN_DTD],
  ['SCAN_REPORT_LIST', SEED_SCAN_REPORT_LIST_DTD, SCAN_REPORT_LIST_DTD],
])('our DTD of %s knows everything that the one of 2001 does', (_, seed, ours) => {
  const known = modelOfDtd(ours);
  const lacking = Object.entries(modelOfDtd(seed)).flatMap(([element, names]) =>
    names
      .filter(
        (name) => !(known[element] ?? []).map((own) => own.replace('!', '')).includes(name.replace('!', '')),
      )
      .map((name) => `${element}/${name}`),
  );
  expect(lacking).toEqual([]);
});
