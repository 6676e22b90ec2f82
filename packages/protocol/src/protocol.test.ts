import { describe, expect, it } from 'vitest';
import {
  DTDS,
  enrollment,
  ENDPOINTS,
  map,
  map2,
  mapReport,
  mapReportList,
  parameterRefusal,
  scan,
  scanCancel,
  scanReport,
  scanReportDelete,
  scanReportList,
  type Pair,
  type ParameterFault,
} from './index.js';

type Decoded = { readonly _tag: 'Left'; readonly left: ParameterFault } | { readonly _tag: 'Right' };

const refusalOf = (decoded: Decoded) =>
  decoded._tag === 'Left' ? parameterRefusal(decoded.left) : undefined;

describe('endpoints', () => {
  it.each([
    [
      scan,
      [
        ['ip', ' 1.2.3.4-1.2.3.9'],
        ['save_report', 'yes'],
        ['option', 'light'],
        ['scan_title', 'ü & <'],
      ],
    ],
    [scan, [['ip', '1.2.3.4']]],
    [scanReportList, []],
    [
      scanReportList,
      [
        ['last', 'yes'],
        ['target', '1.2.3.4'],
      ],
    ],
    [
      scanReport,
      [
        ['ref', 'scan/987659876.19876'],
        ['target', '1.2.3.4'],
      ],
    ],
    [scanReportDelete, [['ref', 'scan/987659876.19876']]],
    [scanReportDelete, [['ref', 'map/987659876.19876']]],
    [scanCancel, [['ref', 'map/987659876.19876']]],
    [
      map,
      [
        ['domain', 'quay.example'],
        ['save_report', 'yes'],
        ['option', 'light'],
        ['map_title', 'The quay'],
      ],
    ],
    [map2, [['domain', 'Quay.example, mill.example:192.0.2.0/24;none:192.0.2.1-192.0.2.9']]],
    [mapReport, [['ref', 'user account/map/2001.06.28.02:13:20']]],
    [
      mapReportList,
      [
        ['last', 'yes'],
        ['domain', 'quay.example'],
      ],
    ],
  ] as const)('$0.path encodes what it decodes', (endpoint, pairs) => {
    const decoded = endpoint.decode(pairs);
    if (decoded._tag === 'Left') throw new Error(decoded.left.tag);
    expect(endpoint.encode(decoded.right as never)).toEqual(pairs);
  });

  it('keep the text of a target list as it came', () => {
    expect(scan.decode([['ip', '1.2.3.5,1.2.3.4']])).toMatchObject({
      right: { targets: { text: '1.2.3.5,1.2.3.4' } },
    });
  });

  it.each<[readonly Pair[], number, RegExp]>([
    [[], 1903, /Missing required parameter: ip/],
    [[['ip', '1.2.3.5.7']], 5000, /Invalid value for 'ip' : "1\.2\.3\.5\.7"/],
    [[['ip', '']], 5000, /empty/],
    [
      [
        ['ip', '1.2.3.4'],
        ['ip', '1.2.3.5'],
      ],
      1905,
      /more than once/,
    ],
    [
      [
        ['ip', '1.2.3.4'],
        ['save_report', 'true'],
      ],
      1905,
      /yes or no/,
    ],
    [
      [
        ['ip', '1.2.3.4'],
        ['scan_title', 'a\r\nb'],
      ],
      1905,
      /control/,
    ],
    [
      [
        ['ip', '1.2.3.4'],
        ['scan_title', 'x'.repeat(3000)],
      ],
      1905,
      /2000 characters/,
    ],
    [
      [
        ['ip', '1.2.3.4'],
        ['nonsense\u001b', 'x'],
      ],
      1901,
      /"nonsense\?"; this function knows: ip, save_report/,
    ],
    [
      [
        ['ip', '1.2.3.4'],
        ['__proto__', 'x'],
      ],
      1901,
      /__proto__/,
    ],
  ])('refuse scan with %j', (pairs, number, text) => {
    const refused = refusalOf(scan.decode(pairs));
    expect(refused?.number).toBe(number);
    expect(refused?.text).toMatch(text);
  });

  it.each(['None', 'scan/1', "scan/1.1' or 1=1", '../../etc/passwd'])('refuse reference %j', (ref) => {
    expect(refusalOf(scanReport.decode([['ref', ref]]))?.number).toBe(1905);
  });

  it.each(['scan/987659876.19876', 'map/1', 'map/2001.06.28.02:13:20', 'a/b/map/2001.06.28.02:13:20'])(
    'refuse reference %j of a map',
    (ref) => {
      expect(refusalOf(mapReport.decode([['ref', ref]]))?.number).toBe(1905);
    },
  );

  it('keep the text of a list of domains as it came, and say what it means', () => {
    const text = 'Quay.example, mill.example:192.0.2.0/24,none:192.0.2.1';
    expect(map2.decode([['domain', text]])).toMatchObject({
      right: {
        domains: {
          text,
          targets: [
            { domain: 'quay.example' },
            { domain: 'mill.example', netblock: { text: '192.0.2.0/24' } },
            { netblock: { text: '192.0.2.1' } },
          ],
        },
      },
    });
  });

  it.each([
    ['', /empty/],
    ['quay', /two parts/],
    ['quay.example.', /dot at its end/],
    ['192.0.2.1', /number/],
    ['a_b.example', /underscores/],
    ['grün.example', /xn--/],
    [`${'x'.repeat(60)}.example`, /67/],
    ['a.example,b.example', /letters, digits/],
  ])('refuse domain %j', (text, words) => {
    const refused = refusalOf(map.decode([['domain', text]]));
    expect(refused).toMatchObject({ number: 1905 });
    expect(refused?.text).toMatch(words);
  });

  it.each([
    ['', /empty/],
    ['quay.example,,mill.example', /empty/],
    ['none', /before a netblock/],
    ['quay.example:', /target list is empty/],
    ['quay.example:192.0.2.5.7', /"192\.0\.2\.5\.7" is not an address/],
    ['quay', /two parts/],
    [`quay.example,${'x'.repeat(20_000)}`, /20000 characters/],
  ])('refuse domains %j', (text, words) => {
    const refused = refusalOf(map2.decode([['domain', text]]));
    expect(refused).toMatchObject({ number: 1905 });
    expect(refused?.text).toMatch(words);
  });

  it.each([
    [scan, 'iscanner_name', 'scanner'],
    [scan, 'asset_groups', 'assetGroups'],
    [scan, 'specific_vulns', 'vulnerabilities'],
    [map, 'iscanner_name', 'scanner'],
    [map2, 'asset_groups', 'assetGroups'],
  ] as const)(
    '$0.name writes %s for other servers, and refuses what it could not do',
    (endpoint, name, key) => {
      expect(endpoint.encode({ [key]: 'x' } as never)).toEqual([[name, 'x']]);
      const needed: Pair = endpoint === scan ? ['ip', '192.0.2.1'] : ['domain', 'quay.example'];
      const refused = refusalOf(endpoint.decode([needed, [name, 'x']]));
      expect(refused).toMatchObject({ number: 1905 });
      expect(refused?.text).toContain(name);
    },
  );

  it('refuse an enrollment with every violation at once', () => {
    const decoded = enrollment.decode([
      ['email', 'nobody'],
      ['shoe', '9'],
    ]);
    if (decoded._tag === 'Right' || decoded.left.tag !== 'Form') throw new Error('not refused as a form');
    expect(decoded.left.violations.length).toBeGreaterThan(15);
    expect(refusalOf(decoded)).toMatchObject({ number: 1905 });
    expect(refusalOf(decoded)?.text).toMatch(/e-mail address.*shoe/);
  });

  it('may be repeated only if they change nothing', () => {
    const once = Object.values(ENDPOINTS).flatMap(({ name, repeatable }) => (repeatable ? [] : [name]));
    expect(once).toEqual(['scan', 'scan_report_delete', 'scan_cancel', 'map', 'map-2', 'enrollment']);
  });

  it('know a DTD for each document that may answer', () => {
    const roots = new Set(Object.values(ENDPOINTS).flatMap((endpoint) => endpoint.roots));
    const declared = [...DTDS.values()].map((dtd) => /<!ELEMENT (\S+)/.exec(dtd)?.[1]);
    expect(new Set(declared)).toEqual(roots);
  });

  it('name the DTD of a map by either of its names', () => {
    expect(DTDS.get('/map.dtd')).toBe(DTDS.get('/map-1.dtd'));
  });

  it('have paths of their own', () => {
    const paths = Object.values(ENDPOINTS).map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });
});
