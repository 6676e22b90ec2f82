import { documentBytes } from '@openguard/fixtures';
import { existsSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { openguard } from '../src/commands.js';
import { expectComplaint, expectDone, jsonOf } from '../src/expectations.js';
import { fixedService, type FixedAnswer } from '../src/fixed-service.js';
import { sandbox } from '../src/sandbox.js';

vi.setConfig({ testTimeout: 90_000 });

const SCAN = 'scan/1278412200.30871';
const MAP = 'map/1318321800.20112';

const lines = (text: string): readonly string[] => text.trimEnd().split('\n');
const text = (body: string): FixedAnswer => ({ text: body });

const NOT_KEPT = 'openguard: without --save the server does not keep this map\n';

describe.concurrent('openguard map', () => {
  it('shows who hangs at whom, and keeps the document as it came', async (context) => {
    const box = sandbox(context);
    const service = await fixedService(box, { '/msp/map.php': { document: 'map-2001' } });
    const args = ['map', 'quay.example', '--save', '--authorised', '-o', 'map.xml'];
    expect(lines(expectDone(await openguard(box, service, args)))).toEqual([
      'Map of harbour_ops/map/2001.10.31.12:00:00',
      'ADDRESS        KIND    NAME               BEHIND                        PORTS      SYSTEM',
      '192.0.2.2      host    gate.quay.example  192.0.2.1                     -          Sample Router OS 11',
      '192.0.2.1      router  -                  -                             -          -',
      '192.0.2.17     host    quay.example       192.0.2.1                     22 25 110  Sample OS 2.2',
      '198.51.100.20  host    www.quay.example   (a router that is not shown)  80         -',
      '198.51.100.21  host    -                  -                             -          -',
      '4 hosts, 1 router, 1 not shown, 3 links, 3 parts',
    ]);
    expect(box.read('map.xml')).toBe(documentBytes('map-2001').toString());
    expect(service.asked()).toEqual([['GET', '/msp/map.php', 'domain=quay.example&save_report=yes']]);
  });

  it('shows a saved map again, also as JSON, and asks nobody', async (context) => {
    const box = sandbox(context);
    const service = await fixedService(box, { '/msp/map_report.php': { document: 'map-2011' } });
    expect(lines(expectDone(await openguard(box, service, ['map', MAP])))[0]).toBe(
      `Map of mill.example (${MAP})`,
    );
    expect(jsonOf(await openguard(box, service, ['map', MAP, '--json']))).toEqual({
      saved: true,
      maps: [
        {
          ref: MAP,
          date: '2011-10-11T08:30:00Z',
          target: 'mill.example',
          status: 'FINISHED',
          hosts: [
            { ip: '192.0.2.33', router: true, ports: [], links: ['192.0.2.41'] },
            {
              ...{ ip: '192.0.2.41', name: 'mill.example', os: 'Sample OS 5.2', router: false },
              ...{ ports: [80], links: ['192.0.2.33'] },
            },
          ],
        },
      ],
    });
    expect(service.asked()).toEqual(
      Array(2).fill(['GET', '/msp/map_report.php', 'ref=map%2F1318321800.20112']),
    );
    expectComplaint(await openguard(box, service, ['map', MAP, '--save']), 2, /without --save and --option/);
  });

  it.for([
    ['a.example,b.example', 'a.example%2Cb.example'],
    ['a.example;b.example', 'a.example%3Bb.example'],
    ['a.example:192.0.2.0/24', 'a.example%3A192.0.2.0%2F24'],
  ] as const)('sends the list %s to map-2.php', async ([list, query], context) => {
    const box = sandbox(context);
    const service = await fixedService(box, { '/msp/map-2.php': { document: 'map-2011' } });
    const { code, stderr } = await openguard(box, service, ['map', list, '--authorised']);
    expect([code, stderr]).toEqual([0, NOT_KEPT]);
    expect(service.asked()).toEqual([['GET', '/msp/map-2.php', `domain=${query}`]]);
  });

  it('shows the maps that came beside a refusal, which is told by the exit code', async (context) => {
    const box = sandbox(context);
    const service = await fixedService(box, { '/msp/map-2.php': { document: 'map-request' } });
    const args = ['map', 'mill.example,weir.example', '--save', '--authorised', '-o', 'maps.xml'];
    const ended = await openguard(box, service, args);
    expectComplaint(ended, 3, /error 1905.*weir\.example is not among yours/);
    expect(ended.stdout).toContain('Map of map/1318325400.20113\n');
    expect(ended.stdout).toContain('Map of map/1318325400.20114\nNo hosts.\n');
    expect(box.read('maps.xml')).toBe(documentBytes('map-request').toString());
  });

  it('takes no refusal for a map', async (context) => {
    const box = sandbox(context);
    const service = await fixedService(box, { '/msp/map.php': { document: 'map-refused' } });
    const refused = await openguard(box, service, ['map', 'weir.example', '--authorised', '-o', 'map.xml']);
    expectComplaint(refused, 3, /error 1905/);
    expect([refused.stdout, existsSync(box.path('map.xml'))]).toEqual(['', false]);
  });

  it.for<readonly [string, string, number, RegExp]>([
    ['cut', documentBytes('map-2001').subarray(0, 300).toString(), 5, /cut off at byte 300/],
    [
      'incomplete',
      documentBytes('map-2011').toString().replace('>FINISHED<', '>INTERRUPTED<'),
      6,
      /the map is incomplete \(INTERRUPTED\)/,
    ],
  ])('says that a map is %s', async ([, body, code, words], context) => {
    const box = sandbox(context);
    const service = await fixedService(box, { '/msp/map-2.php': text(body) });
    const args = ['map', 'a.example,b.example', '--save', '--authorised', '--patience', '0'];
    expectComplaint(await openguard(box, service, args), code, words);
  });

  it('keeps the hosts of a map without a reference apart from those of the map before it', async (context) => {
    const box = sandbox(context);
    const body =
      '<MAP_REQUEST><MAP value="map/1.2"><IP value="192.0.2.1"/></MAP><MAP><IP value="192.0.2.2"/></MAP></MAP_REQUEST>';
    const service = await fixedService(box, { '/msp/map-2.php': text(body) });
    const args = ['map', 'a.example,b.example', '--save', '--authorised'];
    const { code, stdout, stderr } = await openguard(box, service, args);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^Map of map\/1\.2\n[^]*192\.0\.2\.1[^]*\nMap without a reference\n[^]*192\.0\.2\.2/,
    );
  });

  it('prints nothing that a terminal obeys', async (context) => {
    const box = sandbox(context);
    const evil = '&#x9b;2J&#x202e;';
    const map = `<MAP value="${evil}"><IP value="${evil}" name="${evil}" os="${evil}"><LINK value="${evil}"/></IP></MAP>`;
    const running = `<SCAN_RUNNING_LIST><SCAN value="${evil}"><KEY value="target">${evil}</KEY></SCAN></SCAN_RUNNING_LIST>`;
    const service = await fixedService(box, {
      '/msp/map.php': text(map),
      '/msp/scan_running_list.php': text(running),
      '/msp/scan_cancel.php': text(
        `<GENERIC_RETURN><RETURN status="SUCCESS">${evil}</RETURN></GENERIC_RETURN>`,
      ),
    });
    for (const args of [['map', 'a.example', '--authorised'], ['running'], ['cancel', SCAN]]) {
      for (const more of [[], ['--json']]) {
        const { code, stdout, stderr } = await openguard(box, service, [...args, ...more]);
        expect([code, stdout + stderr]).toEqual([0, expect.not.stringMatching(/[\u009b\u202e]/)]);
      }
    }
  });

  it('needs a word where nobody can be asked, but not on a simulated estate or for loopback', async (context) => {
    const box = sandbox(context);
    const about = (scanner: string): FixedAnswer =>
      text(
        `<ABOUT><API-VERSION MAJOR="1" MINOR="4"/><WEB-VERSION>1</WEB-VERSION><SCANNER-VERSION>${scanner}</SCANNER-VERSION><VULNSIGS-VERSION>1</VULNSIGS-VERSION></ABOUT>`,
      );
    const maps: Readonly<Record<string, FixedAnswer>> = {
      '/msp/map.php': { document: 'map-2011' },
      '/msp/map-2.php': { document: 'map-2011' },
    };
    const real = await fixedService(box, { ...maps, '/msp/about.php': about('nmap 7') });
    for (const target of ['mill.example', 'none:192.0.2.0/24', 'a.example:127.0.0.0/8']) {
      expectComplaint(await openguard(box, real, ['map', target]), 2, /say so with --authorised/);
    }
    expect(new Set(real.asked().map(([, path]) => path))).toEqual(new Set(['/msp/about.php']));
    expect((await openguard(box, real, ['map', 'none:127.0.0.0/8'])).code).toBe(0);
    const simulated = await fixedService(box, { ...maps, '/msp/about.php': about('1 simulated') });
    expect((await openguard(box, simulated, ['map', 'mill.example'])).code).toBe(0);
  });
});

describe.concurrent('openguard maps', () => {
  it('lists the saved maps', async (context) => {
    const box = sandbox(context);
    const service = await fixedService(box, { '/msp/map_report_list.php': { document: 'map-list' } });
    const [heading, first] = lines(expectDone(await openguard(box, service, ['maps'])));
    expect(heading).toMatch(/^REFERENCE +DATE +DOMAIN +STATUS +TITLE$/);
    expect(first).toMatch(/^map\/1318321800\.20112 .* mill\.example +FINISHED +The mill, from outside & in$/);
    const json = await openguard(box, service, ['maps', '--domain', 'Mill.Example', '--last', '--json']);
    expect(jsonOf(json)).toHaveLength(3);
    expect(service.asked()[1]?.[2]).toBe('last=yes&domain=mill.example');
  });

  it('says that there are none', async (context) => {
    const box = sandbox(context);
    const none = text('<MAP_REPORT_LIST user="ann" from="a" to="b"/>');
    const service = await fixedService(box, { '/msp/map_report_list.php': none });
    const { code, stdout, stderr } = await openguard(box, service, ['maps']);
    expect([code, stdout, stderr]).toEqual([
      0,
      '',
      'No saved maps. Only maps with --save (save_report=yes) are kept.\n',
    ]);
  });
});

describe.concurrent('openguard running', () => {
  const path = '/msp/scan_running_list.php';

  it('lists what runs', async (context) => {
    const box = sandbox(context);
    const service = await fixedService(box, { [path]: { document: 'running' } });
    expect(lines(expectDone(await openguard(box, service, ['running'])))).toEqual([
      'TYPE  REFERENCE              BEGUN                 STATUS   TARGET',
      'scan  scan/1318321800.20115  2011-10-11T08:30:00Z  Running  192.0.2.40-192.0.2.41',
      'map   map/1318321860.20116   2011-10-11T08:31:00Z  Queued   mill.example',
    ]);
    expect(jsonOf(await openguard(box, service, ['running', '--json']))).toMatchObject([
      { type: 'scan', ref: 'scan/1318321800.20115', status: 'Running' },
      { type: 'map', target: 'mill.example' },
    ]);
  });

  const refusing = (error: string) => text(`<SCAN_RUNNING_LIST><ERROR${error}</ERROR></SCAN_RUNNING_LIST>`);

  it.for([
    ['the service’s own words', refusing('>No scan or map currently running')],
    ['an empty list', text('<SCAN_RUNNING_LIST/>')],
  ] as const)('shows an empty list for %s', async ([, answer], context) => {
    const box = sandbox(context);
    const service = await fixedService(box, { [path]: answer });
    const { code, stdout, stderr } = await openguard(box, service, ['running']);
    expect([code, stdout, stderr]).toEqual([0, '', 'Nothing runs.\n']);
    expect(jsonOf(await openguard(box, service, ['running', '--json']))).toEqual([]);
  });

  it.for([
    ['other words', refusing('>No scan or map currently running here')],
    ['a number', refusing(' number="2001">No scan or map currently running')],
    ['no such list', { document: 'running-none' } as const],
  ] as const)('shows a refusal for %s', async ([, answer], context) => {
    const box = sandbox(context);
    const service = await fixedService(box, { [path]: answer });
    expectComplaint(await openguard(box, service, ['running']), 3, /the server refuses/);
  });
});

describe.concurrent('openguard cancel and delete', () => {
  it.for([
    ['cancel', '/msp/scan_cancel.php', SCAN, 'Cancelled'],
    ['cancel', '/msp/scan_cancel.php', MAP, 'Cancelled'],
    ['delete', '/msp/scan_report_delete.php', SCAN, 'Deleted'],
    ['delete', '/msp/scan_report_delete.php', MAP, 'Deleted'],
  ] as const)('%s: %s of %s says what was done', async ([command, path, ref, done], context) => {
    const box = sandbox(context);
    const service = await fixedService(box, { [path]: { document: 'return-success' } });
    const said = 'The report scan/1278412200.30871 is no more.';
    expect(expectDone(await openguard(box, service, [command, ref]))).toBe(`${done} ${ref}: ${said}\n`);
    expect(jsonOf(await openguard(box, service, [command, ref, '--json']))).toEqual({
      ...{ ref, status: 'SUCCESS', text: said },
    });
    expect(service.asked()[0]).toEqual(['GET', path, `ref=${encodeURIComponent(ref)}`]);
  });

  it.for(['cancel', 'delete'])('%s says that it was not done', async (command, context) => {
    const box = sandbox(context);
    const service = await fixedService(box, {
      '/msp/scan_cancel.php': { document: 'return-internal' },
      '/msp/scan_report_delete.php': { document: 'return-internal' },
    });
    const refused = await openguard(box, service, [command, SCAN]);
    expectComplaint(refused, 3, /error 999.*Something broke/);
    expect(refused.stdout).toBe('');
  });
});

const HELPED = ['map', 'maps', 'running', 'cancel', 'delete', 'enroll'];

it.for(HELPED)('openguard %s --help has an example', async (command, context) => {
  const box = sandbox(context);
  expect(expectDone(await openguard(box, undefined, [command, '--help']))).toMatch(
    new RegExp(`^openguard ${command}[^]*--json[^]*Example: openguard ${command}`),
  );
  expect(expectDone(await openguard(box, undefined, ['--help']))).toContain(`  openguard ${command}`);
});

/** What is wrong before anything is sent. */
const WRONG: readonly (readonly [readonly string[], RegExp])[] = [
  [['map'], /give one DOMAIN/],
  [['map', 'a.example', 'b.example'], /give one DOMAIN/],
  [['map', ''], /it is empty/],
  [['map', 'example.org.'], /leave out the dot at its end/],
  [['map', 'a_b.example'], /may not hold underscores/],
  [['map', 'bücher.example'], /in their xn-- form/],
  [['map', `${'a'.repeat(60)}.${'b'.repeat(7)}`], /68 characters; at most 67/],
  [['map', 'a.example,,b.example'], /it is empty/],
  [['map', 'a.example:1.2.3.5.7'], /"1\.2\.3\.5\.7" is not an address/],
  [['map', 'none'], /is not a domain/],
  [['map', 'none,a.example'], /"none" stands before a netblock/],
  [['map', 'a.example\u001b[2J'], /is not a domain/],
  [['map', 'scan/1.2'], /is not a domain/],
  [['maps', '--domain', 'example'], /needs two parts at least/],
  [['maps', 'here'], /maps takes no arguments/],
  [['running', 'here'], /running takes no arguments/],
  [['cancel'], /give one reference/],
  [['cancel', 'None'], /give one reference/],
  [['delete', 'scan/1.2', 'scan/1.3'], /give one reference/],
  [['delete', 'scan/../../etc'], /give one reference/],
];

it('nothing is sent when a call is wrong', async (context) => {
  const box = sandbox(context);
  const service = await fixedService(box, {});
  for (const [args, words] of WRONG) {
    const authorised = args[0] === 'map' ? ['--authorised'] : [];
    expectComplaint(await openguard(box, service, [...args, ...authorised]), 2, words);
  }
  expect([service.asked(), service.connections()]).toEqual([[], 0]);
});
