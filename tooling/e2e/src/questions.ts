import type { ENDPOINTS } from '@openguard/protocol';
import type { HttpRequest } from './http.js';

const REF = 'scan/1577934245.00001';

/** The first map, after the scans that are asked for before it. */
const MAP_REF = 'map/1577934245.00007';

/** What each function is asked, and what the reply holds: the root, and an ERROR's number if there is one. */
export const QUESTIONS: Readonly<Record<keyof typeof ENDPOINTS, readonly (readonly [string, RegExp])[]>> = {
  scan: [
    ['ip=127.0.0.1-127.0.0.9&save_report=yes', /<SCAN value="scan\/[^]*<KEY value="STATUS">FINISHED</],
    ['ip=127.0.0.2&option=light&scan_title=a%26b', /<SCAN value="scan\//],
    ['ip=127.0.0.200', /NOHOSTALIVE[^]*<ERROR number="3509">/],
    ['ip=192.0.2.1', /<SCAN value="None">\s*<ERROR number="5101">/],
    ['ip=1.2.3.5.7', /<SCAN value="None">\s*<ERROR number="5000">/],
    ['', /<ERROR number="1903">/],
    ['ip=127.0.0.1&colour=red', /<ERROR number="1901">/],
    ['ip=127.0.0.1&ip=127.0.0.2', /<ERROR number="1905">/],
    ['ip=127.0.0.1&option=nonsense', /<ERROR number="19001">/],
    ['ip=127.0.0.1&option=%3C%26%22%00', /<ERROR number="19\d\d/],
  ],
  scanReportList: [
    ['', /<SCAN_REPORT_LIST user="ann"[^]*<SCAN_REPORT ref="/],
    ['last=yes&target=127.0.0.1', /with_target="127\.0\.0\.1"[^]*<SCAN_REPORT ref="/],
    ['target=127.0.0.250', /<SCAN_REPORT_LIST user="ann"[^>]*>/],
    ['last=maybe', /<ERROR number="1905">/],
    ['target=nonsense', /<ERROR number="1905">/],
    ['colour=red', /<ERROR number="1901">/],
  ],
  scanReport: [
    [`ref=${REF}`, /<SCAN value="scan\/[^]*<IP value="127\.0\.0\.1"/],
    [`ref=${REF}&target=127.0.0.3`, /<IP value="127\.0\.0\.3"/],
    [`ref=${REF}&target=127.0.0.9`, /<ERROR number="3509">/],
    [`ref=${REF}&target=127.0.0.77`, /<ERROR number="5001">/],
    ['ref=scan/1.00001', /<ERROR number="5001">/],
    ['ref=None', /<ERROR number="1905">/],
    ['', /<ERROR number="1903">/],
  ],
  map: [
    ['domain=company.example&save_report=yes', /<MAP value="map\/[^]*>simulated<[^]*<LINK value="" \/>/],
    ['domain=Company.Example&option=light&map_title=a%26b', /<MAP value="map\//],
    ['domain=evil.example', /<MAP value="None">\s*<ERROR number="5101">/],
    ['domain=company.example.', /<ERROR number="1905">/],
    ['domain=company.example&option=nonsense', /<ERROR number="19001">/],
    ['domain=company.example&domain=company.example', /<ERROR number="1905">/],
    ['domain=company.example&ip=127.0.0.1', /<ERROR number="1901">/],
    ['', /<ERROR number="1903">/],
  ],
  map2: [
    ['domain=company.example', /<MAP_REQUEST>\s*<MAP value="map\/[^]*<\/MAP>\s*<\/MAP_REQUEST>/],
    [
      'domain=company.example:127.0.0.9,none:127.0.0.2;evil.example&save_report=yes',
      /(<MAP value[^]*<\/MAP>\s*){2}<ERROR number="5101">/,
    ],
    ['domain=none:127.0.0.200', />NOHOSTALIVE</],
    ['domain=evil.example,none:192.0.2.1', /<MAP_REQUEST>\s*(<ERROR number="5101">[^<]*<\/ERROR>\s*){2}</],
    ['domain=company.example&asset_groups=a', /<MAP_REQUEST>\s*<ERROR number="1905">/],
    ['', /<ERROR number="1903">/],
  ],
  mapReport: [
    [`ref=${MAP_REF}`, /<MAP value="map\/[^]*<IP value="127\.0\.0\.1"/],
    ['ref=map/1.00001', /<ERROR number="5001">/],
    ['ref=ann/map/2001.06.28.02:13:20', /<ERROR number="5001">/],
    [`ref=${REF}`, /<ERROR number="1905">/],
    ['', /<ERROR number="1903">/],
  ],
  mapReportList: [
    ['', /<MAP_REPORT_LIST user="ann"[^]*<MAP_REPORT ref="/],
    ['last=yes&domain=company.example', /with_domain="company\.example"[^]*<MAP_REPORT ref="/],
    ['domain=other.example', /<MAP_REPORT_LIST user="ann"[^>]*>/],
    ['last=maybe', /<ERROR number="1905">/],
    ['colour=red', /<ERROR number="1901">/],
  ],
  scanRunningList: [
    ['', /<SCAN_RUNNING_LIST \/>/],
    ['colour=red', /<SCAN_RUNNING_LIST>\s*<ERROR number="1901">/],
  ],
  scanCancel: [
    [`ref=${REF}`, /<RETURN status="FAILED" number="5001">/],
    [`ref=${MAP_REF}`, /<RETURN status="FAILED" number="5001">/],
    ['ref=None', /<RETURN status="FAILED" number="1905">/],
    ['', /<RETURN status="FAILED" number="1903">/],
  ],
  scanReportDelete: [
    ['ref=scan/1.00001', /<RETURN status="FAILED" number="5001">/],
    ['ref=map/1.00001', /<RETURN status="FAILED" number="5001">/],
    ['ref=None', /<RETURN status="FAILED" number="1905">/],
    ['', /<RETURN status="FAILED" number="1903">/],
  ],
  enrollment: [['prefix=Ms', /<REGISTRATION>\s*<ERROR number="2012">\s*<SUMMARY>/]],
  about: [
    ['', /<ABOUT>[^]*<API-VERSION /],
    ['colour=red', /<GENERIC_RETURN>[^]*<RETURN status="FAILED" number="1901">/],
  ],
};

/** What is asked, with which status and which number the server refuses. */
export const REFUSED: readonly (readonly [string, string, HttpRequest, number, number])[] = [
  ['an unknown function', '/msp/nonsense.php', {}, 404, 999],
  ['an unknown path', '/elsewhere', {}, 404, 999],
  ['a wrong method', '/msp/scan.php?ip=127.0.0.1', { method: 'PUT' }, 405, 1908],
  ['a method without use', '/msp/scan_report_list.php', { method: 'DELETE' }, 405, 1908],
  [
    'a body that is no form',
    '/msp/scan.php',
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
    415,
    1905,
  ],
  [
    'a body that is too large',
    '/msp/scan.php',
    {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `ip=${'127.0.0.1,'.repeat(200_000)}`,
    },
    413,
    1905,
  ],
  ['a path that cannot be decoded', '/msp/%zz', {}, 400, 1905],
];
