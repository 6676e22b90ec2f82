import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allPortsBut,
  cveIdentifiers,
  formatCompactDate,
  includesPort,
  parseReportDate,
  ScanReference,
  Severity,
} from './index.js';

describe('dates of reports', () => {
  it.each([
    ['20010627000606', Date.UTC(2001, 5, 27, 0, 6, 6)],
    ['2011-12-20T12:00:00Z', Date.UTC(2011, 11, 20, 12)],
    [' 20011031235959 ', Date.UTC(2001, 9, 31, 23, 59, 59)],
    ['20011301000000', undefined],
    ['20110230101112', undefined],
    ['2011-02-29T10:11:12Z', undefined],
    ['2012-02-29T10:11:12Z', Date.UTC(2012, 1, 29, 10, 11, 12)],
    ['2011-12-31T24:00:00Z', undefined],
    ['2001', undefined],
    ['yesterday', undefined],
  ])('%s', (text, time) => {
    expect(parseReportDate(text)).toBe(time);
  });

  it('are read back to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
        expect(parseReportDate(formatCompactDate(seconds * 1000))).toBe(seconds * 1000);
      }),
    );
  });
});

describe('cveIdentifiers', () => {
  it.each([
    ['CVE-1999-0103', ['CVE-1999-0103']],
    ['CAN-1999-0524', ['CVE-1999-0524']],
    ['GENERIC-MAP-NOMATCH', []],
    ['CVE-2014-6601,CVE-2015-0412, CVE-2014-6601', ['CVE-2014-6601', 'CVE-2015-0412']],
    ['cve-2021-44228', ['CVE-2021-44228']],
    ['XCVE-2021-44228', []],
    ['', []],
  ])('%s', (text, expected) => {
    expect(cveIdentifiers(text)).toEqual(expected);
  });
});

describe('port lists', () => {
  it('leave out what is excluded and nothing else', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 65535 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 65535 }),
        (excluded, port) => {
          expect(includesPort(allPortsBut(excluded), port)).toBe(!excluded.includes(port));
        },
      ),
    );
  });

  it('are empty when nothing is listed', () => {
    expect(includesPort('', 0)).toBe(false);
    expect(allPortsBut([1, 65535])).toBe('2-65534');
  });
});

describe('codecs of the domain', () => {
  it.each([0, 6, '3', 2.5, null])('refuse severity %j', (value) => {
    expect(E.isLeft(Severity.decode(value))).toBe(true);
  });

  it.each(['None', 'scan/1', 'scan/1.2.3', 'map/1.2', 'scan/1.2/../..', ' scan/1.2'])(
    'refuse reference %j',
    (text) => {
      expect(ScanReference.is(text)).toBe(false);
    },
  );

  it('accept the printed reference', () => {
    expect(ScanReference.is('scan/993593085.18806')).toBe(true);
  });
});
