import { LATER_DTDS } from '@openguard/reports';
import type { Either } from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import {
  CODES,
  LATER_ENDPOINTS,
  parameterRefusal,
  REFUSALS,
  type Endpoint,
  type Pair,
  type ParameterFault,
} from './index.js';

type Name = keyof typeof LATER_ENDPOINTS;

const rows: readonly (readonly [Name, readonly Pair[]])[] = [
  [
    'hostList',
    [
      ['action', 'list'],
      ['details', 'All/AGs'],
      ['ids', '1-5,9'],
      ['id_min', '1000'],
      ['os_pattern', '^$'],
      ['vm_scan_since', '2011-02-07'],
      ['truncation_limit', '0'],
    ],
  ],
  [
    'hostPurge',
    [
      ['action', 'purge'],
      ['ips', '192.0.2.1-192.0.2.9'],
      ['os_pattern', 'Windows (XP|2000)'],
      ['no_vm_scan_since', '2011-02-07T10:00:00Z'],
    ],
  ],
  [
    'hostDetections',
    [
      ['action', 'list'],
      ['qids', '1-99999'],
      ['severities', '3-5'],
      ['show_igs', '1'],
      ['output_format', 'CSV'],
    ],
  ],
  [
    'snmpRecordCreate',
    [
      ['action', 'create'],
      ['title', 'Lifts'],
      ['ips', '192.0.2.1'],
      ['version', 'v3'],
      ['password', ' p+ä '],
      ['auth_alg', 'SHA1'],
      ['priv_alg', ''],
    ],
  ],
  [
    'unixRecordUpdate',
    [
      ['action', 'update'],
      ['ids', '7'],
      ['add_ips', '192.0.2.1'],
      ['sub_type', 'cisco'],
      ['enable_password', 'x'],
    ],
  ],
  [
    'unixRecordDelete',
    [
      ['action', 'delete'],
      ['ids', '7'],
    ],
  ],
  ['authRecords', [['action', 'list']]],
  [
    'postureInfo',
    [
      ['action', 'list'],
      ['policy_id', '3'],
      ['status', 'Failed'],
    ],
  ],
  [
    'reportFetch',
    [
      ['action', 'fetch'],
      ['id', '8'],
    ],
  ],
  ['assetDataReport', [['template_id', '5']]],
  [
    'hostInfo',
    [
      ['host_ip', '192.0.2.1'],
      ['vuln_details', '1'],
    ],
  ],
  [
    'ticketList',
    [
      ['since_ticket_number', '1001'],
      ['states', 'OPEN,RESOLVED'],
    ],
  ],
  [
    'knowledgeBase',
    [
      ['vuln_id', '42'],
      ['show_pci_flag', '1'],
    ],
  ],
];

interface AnyEndpoint extends Pick<Endpoint<never>, 'encode'> {
  readonly decode: (pairs: readonly Pair[]) => Either<ParameterFault, unknown>;
}

const endpointOf = (name: Name): AnyEndpoint => LATER_ENDPOINTS[name];

describe('later endpoints', () => {
  it.each(rows)('%s encodes what it decodes', (name, pairs) => {
    const endpoint = endpointOf(name);
    const decoded = endpoint.decode(pairs);
    if (decoded._tag === 'Left') throw new Error(JSON.stringify(decoded.left));
    expect([...endpoint.encode(decoded.right as never)].sort()).toEqual([...pairs].sort());
  });

  it.each<readonly [Name, readonly Pair[], number, RegExp]>([
    ['hostList', [], 1903, /action/],
    ['hostList', [['action', 'purge']], 1905, /it is not list/],
    ['assetSearch', [['vuln_port', '70000']], 1905, /1 to 65535/],
    ['assetSearch', [['vuln_port', '0']], 1905, /1 to 65535/],
    ['ticketList', [['vuln_severities', '9']], 1905, /severities are 1 to 5/],
    ['ticketList', [['potential_vuln_severities', '0-3']], 1905, /severities are 1 to 5/],
    ['ticketList', [['vuln_severities', '3,4-x']], 1905, /nor a range/],
    [
      'hostList',
      [
        ['action', 'list'],
        ['action', 'list'],
      ],
      1905,
      /more than once/,
    ],
    [
      'hostList',
      [
        ['action', 'list'],
        ['ids', 'abc123'],
      ],
      1905,
      /neither a positive integer nor a range: abc123/,
    ],
    [
      'hostList',
      [
        ['action', 'list'],
        ['ids', '5-3'],
      ],
      1905,
      /neither a positive integer/,
    ],
    [
      'hostList',
      [
        ['action', 'list'],
        ['os_pattern', ''],
      ],
      1905,
      /1 to 1000 characters/,
    ],
    [
      'hostList',
      [
        ['action', 'list'],
        ['os_pattern', 'Lin\u0000ux'],
      ],
      1905,
      /without control characters/,
    ],
    [
      'hostList',
      [
        ['action', 'list'],
        ['details', 'Most'],
      ],
      1905,
      /one of Basic/,
    ],
    [
      'hostList',
      [
        ['action', 'list'],
        ['vm_scan_since', '2011-13-01'],
      ],
      1905,
      /YYYY-MM-DD/,
    ],
    [
      'hostList',
      [
        ['action', 'list'],
        ['truncation_limit', '1e3'],
      ],
      1905,
      /whole number/,
    ],
    [
      'hostList',
      [
        ['action', 'list'],
        ['__proto__', 'x'],
      ],
      1901,
      /__proto__/,
    ],
    [
      'hostDetections',
      [
        ['action', 'list'],
        ['show_igs', 'yes'],
      ],
      1905,
      /0 or 1/,
    ],
    ['unixRecordDelete', [['action', 'delete']], 1903, /ids/],
    ...['0', '7,00', '0-3'].map(
      (ids) =>
        [
          'hostDetections',
          [
            ['action', 'list'],
            ['qids', ids],
          ],
          1905,
          /qids.*neither a positive integer/,
        ] as const,
    ),
    [
      'snmpRecordCreate',
      [
        ['action', 'create'],
        ['title', 'a'],
        ['ips', 'b'],
        ['password', 'q7\nq7'],
      ],
      1905,
      /control/,
    ],
    [
      'unixRecordCreate',
      [
        ['action', 'create'],
        ['title', 'a'],
        ['ips', '192.0.2.1'],
        ['username', 'b'],
        ['password', 'q7\ufffd'],
      ],
      1905,
      /not UTF-8/,
    ],
  ])('%s refuses %j', (name, pairs, number, words) => {
    const decoded = endpointOf(name).decode(pairs);
    const refused = decoded._tag === 'Left' ? parameterRefusal(decoded.left) : undefined;
    expect(refused?.number).toBe(number);
    expect(refused?.text).toMatch(words);
    expect(refused?.text).not.toContain('q7');
  });

  it('are posted and never repeated when they change something or carry a secret', () => {
    for (const { name, method, repeatable, path } of Object.values(LATER_ENDPOINTS)) {
      const changes = /_(?:create|update|delete|purge|login|logout)$/.test(name);
      expect([name, repeatable]).toEqual([name, !changes]);
      if (changes) expect([name, method]).toEqual([name, 'POST']);
      expect(path).toMatch(/^\/(?:msp\/[a-z_]+\.php|api\/2\.0\/fo\/(?:[a-z]+\/)*[a-z_]*\/?)$/);
      expect(path.startsWith('/api/') && !path.endsWith('/')).toBe(false);
    }
  });

  it('may all be answered with a return, and with documents that have a DTD', () => {
    const known = new Set([...LATER_DTDS.values()].map((dtd) => /<!ELEMENT (\S+)/.exec(dtd)?.[1]));
    for (const { name, path, roots } of Object.values(LATER_ENDPOINTS)) {
      expect(roots).toContain('GENERIC_RETURN');
      if (path.startsWith('/api/')) expect(roots).toContain('SIMPLE_RETURN');
      const own = roots.filter((root) => !['GENERIC_RETURN', 'SCAN', 'MAP'].includes(root));
      expect([name, own.filter((root) => !known.has(root))]).toEqual([name, []]);
    }
  });

  it('name refusals as the first generation does', () => {
    for (const key of ['unknownParameter', 'missingParameter', 'invalidValue', 'wrongMethod'] as const)
      expect(CODES[key]).toBe(REFUSALS[key]);
  });
});
