import { expect, it } from 'vitest';
import { modelOfDeclaration, modelOfDtd } from '../../test/content-model.js';
import {
  seedScanDtd,
  SEED_MAP_DTD,
  seedRegistrationDtd,
  SEED_SCAN_REPORT_LIST_DTD,
} from '../../test/seed-dtd.js';
import { About } from '../about/about.js';
import { GenericReturn } from '../generic-return/generic-return.js';
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
} from '../index.js';
import { MapRequest, NetworkMap } from '../map/map.js';
import { MapReportList } from '../map-report-list/map-report-list.js';
import { Registration } from '../registration/registration.js';
import { Scan } from '../scan/scan.js';
import { ScanReportList } from '../scan-report-list/scan-report-list.js';
import { ScanRunningList } from '../scan-running-list/scan-running-list.js';

/** A root is read without its value, and never written without it. */
const valueImplied = (dtd: string): string =>
  dtd.replace(/(<!ATTLIST (?:SCAN|MAP)\s+value CDATA) #REQUIRED/, '$1 #IMPLIED');

it.each([
  ['SCAN', valueImplied(SCAN_DTD), Scan],
  ['SCAN_REPORT_LIST', SCAN_REPORT_LIST_DTD, ScanReportList],
  ['SCAN_RUNNING_LIST', SCAN_RUNNING_LIST_DTD, ScanRunningList],
  ['MAP', valueImplied(MAP_DTD), NetworkMap],
  ['MAP_REQUEST', valueImplied(MAP_REQUEST_DTD), MapRequest],
  ['MAP_REPORT_LIST', MAP_REPORT_LIST_DTD, MapReportList],
  ['REGISTRATION', REGISTRATION_DTD, Registration],
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
  ['MAP', SEED_MAP_DTD, MAP_DTD],
  ['REGISTRATION', seedRegistrationDtd(), REGISTRATION_DTD],
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
