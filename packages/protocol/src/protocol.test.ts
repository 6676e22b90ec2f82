import { describe, expect, it } from 'vitest';
import { ENDPOINTS, parameterRefusal, scan, scanReport, scanReportList, type Pair } from './index.js';

const refusalOf = (decoded: ReturnType<typeof scan.decode> | ReturnType<typeof scanReport.decode>) =>
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

  it('have paths of their own', () => {
    const paths = Object.values(ENDPOINTS).map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });
});
