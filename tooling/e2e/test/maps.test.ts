import type { MapReference } from '@openguard/model';
import { map, map2, mapReport, mapReportList, scanReportDelete, type MapTarget } from '@openguard/protocol';
import { parseTargetList } from '@openguard/targets';
import { describe, expect, it, vi } from 'vitest';
import { clientOf, itemsOf, ofKind } from '../src/client.js';
import { askAsAnn } from '../src/http.js';
import { openguard } from '../src/commands.js';
import { expectComplaint, expectDone, jsonOf } from '../src/expectations.js';
import { nmapThat } from '../src/nmap.js';
import { sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';
import { addAccount, storeWithAnn } from '../src/store.js';

vi.setConfig({ testTimeout: 90_000 });

const DOMAIN = 'company.example';
const BOB = { user: 'bob', password: 'battery staple' } as const;
const several = (...names: readonly string[]) => {
  const targets = names.map((name): MapTarget => ({ domain: name }));
  return { text: names.join(), targets };
};

const netblock = (text: string) => {
  const list = parseTargetList(text);
  if (list._tag === 'Left') throw new Error(list.left.tag);
  const target: MapTarget = { netblock: list.right };
  return { text: `none:${text}`, targets: [target] };
};

/** Nobody listens there: names stay unknown, at once. */
const DEAF = ['--resolver', '127.0.0.79:9'];

const NMAP = `<nmaprun><host><status state="up"/><address addr="127.0.0.7" addrtype="ipv4"/><ports>
<port protocol="tcp" portid="25"><state state="open"/></port><port protocol="tcp" portid="80"><state state="closed"/></port>
</ports></host><host><status state="down"/><address addr="127.0.0.8" addrtype="ipv4"/></host>
<runstats><finished exit="success"/></runstats></nmaprun>`;

describe.concurrent('maps', () => {
  it('are made, kept, listed, read again after a restart, and deleted', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    const ann = clientOf(box, server);
    const items = await itemsOf(ann, map, { domain: DOMAIN, save: true, title: 'The <whole> company' });
    const [header] = ofKind(items, 'header');
    const ref = header?.ref as MapReference;
    expect(header?.keys).toEqual({
      USERNAME: 'ann',
      DATE: '2020-01-02T03:04:05Z',
      TITLE: 'The <whole> company',
      TARGET: DOMAIN,
      DURATION: '00:00:00',
      SCAN_HOST: 'simulated estate "example company"',
      NBHOST_TOTAL: '8',
      REPORT_TYPE: 'simulated',
      OPTIONS: 'standard',
      STATUS: 'FINISHED',
    });
    const hosts = ofKind(items, 'host').filter((host) => 'router' in host);
    expect(hosts.map(({ ip, router, links }) => [ip, router, links])).toEqual([
      ['127.0.0.1', true, ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5', '127.0.0.6']],
      ['127.0.0.2', false, ['127.0.0.1']],
      ['127.0.0.3', false, ['127.0.0.1']],
      ['127.0.0.4', false, ['127.0.0.1']],
      ['127.0.0.5', false, ['127.0.0.1']],
      ['127.0.0.6', true, ['127.0.0.7']],
      ['127.0.0.7', false, ['127.0.0.6']],
      ['127.0.0.8', false, ['']],
    ]);
    expect(items.at(-1)).toMatchObject({ kind: 'end', maps: 1, hosts: 8, notices: [] });

    await server.stop();
    const again = await startServer(box, { data: server.data });
    const later = clientOf(box, again);
    const kept = ofKind(await itemsOf(later, mapReportList, { last: true, domain: DOMAIN }), 'map');
    expect(kept).toMatchObject([
      { ref, date: '2020-01-02T03:04:05Z', domain: DOMAIN, status: 'FINISHED', title: 'The <whole> company' },
    ]);
    expect(await itemsOf(later, mapReport, { ref })).toEqual(items);
    for (const status of ['SUCCESS', 'FAILED']) {
      expect(ofKind(await itemsOf(later, scanReportDelete, { ref }), 'return')).toMatchObject([{ status }]);
    }
    expect(ofKind(await itemsOf(later, mapReport, { ref }), 'refused')).toMatchObject([{ number: 5001 }]);
    expect(ofKind(await itemsOf(later, mapReportList, {}), 'map')).toEqual([]);
  });

  it('of the same estate, seed and clock are the same to the byte', async (context) => {
    const box = sandbox(context);
    const bodies: string[] = [];
    for (const name of ['one', 'two']) {
      const server = await startServer(box, { data: await storeWithAnn(box, box.path(name)) });
      bodies.push((await askAsAnn(server, `/msp/map.php?domain=${DOMAIN}&save_report=yes`)).body);
    }
    expect(bodies[0]).toContain('<LINK value="" />');
    expect(bodies[1]).toBe(bodies[0]);
  });

  it('of several domains stand in one request, the same one once, with what is refused', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    const ann = clientOf(box, server);
    const domains = several(DOMAIN, DOMAIN, 'evil.example');
    const items = await itemsOf(ann, map2, { domains, save: true });
    expect(ofKind(items, 'header').map(({ keys }) => keys['TARGET'])).toEqual([DOMAIN]);
    expect(ofKind(items, 'refused')).toMatchObject([{ number: 5101 }]);
    expect(items.at(-1)).toMatchObject({ maps: 1, hosts: 8 });
    const one = await itemsOf(ann, map2, { domains: several(DOMAIN) });
    expect(one.at(-1)).toMatchObject({ maps: 1, hosts: 8 });
    expect(ofKind(await itemsOf(ann, mapReportList, {}), 'map')).toHaveLength(1);
  });

  it('show an account no more than its own, and other accounts nothing', async (context) => {
    const box = sandbox(context);
    const data = await storeWithAnn(box);
    await addAccount(box, data, { ...BOB, targets: '127.0.0.2-127.0.0.3', domain: DOMAIN });
    await addAccount(box, data, { user: 'idle', password: BOB.password, targets: '127.0.0.0/8' });
    const server = await startServer(box, { data });
    const ann = clientOf(box, server);
    const bob = clientOf(box, { ...server, ...BOB });
    const idle = clientOf(box, { ...server, user: 'idle', password: BOB.password });
    const [kept] = ofKind(await itemsOf(ann, map, { domain: DOMAIN, save: true }), 'header');
    const ref = kept?.ref as MapReference;

    const items = await itemsOf(bob, map, { domain: DOMAIN });
    const hosts = ofKind(items, 'host').filter((host) => 'router' in host);
    expect(hosts.map(({ ip, links }) => [ip, links])).toEqual([
      ['127.0.0.2', ['']],
      ['127.0.0.3', ['']],
    ]);
    expect(ofKind(items, 'header')[0]?.keys['NOT_SCANNED']).toBe('127.0.0.1,127.0.0.4-127.0.0.8');

    for (const client of [bob, idle]) {
      expect(ofKind(await itemsOf(client, mapReport, { ref }), 'refused')).toMatchObject([{ number: 5001 }]);
      expect(ofKind(await itemsOf(client, scanReportDelete, { ref }), 'return')).toMatchObject([
        { status: 'FAILED', number: 5001 },
      ]);
      expect(ofKind(await itemsOf(client, mapReportList, {}), 'map')).toEqual([]);
    }
    expect(ofKind(await itemsOf(idle, map, { domain: DOMAIN }), 'refused')).toMatchObject([{ number: 5101 }]);
    expect(ofKind(await itemsOf(ann, mapReportList, {}), 'map')).toHaveLength(1);
  });

  it('compare with one another, and not with a scan', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    const cli = (...args: readonly string[]) => openguard(box, server, args);
    expectDone(await cli('map', DOMAIN, '--save', '-o', 'map.xml'));
    const [kept] = ofKind(await itemsOf(clientOf(box, server), mapReportList, {}), 'map');
    const text = box.read('map.xml');
    box.write(
      'newer.xml',
      text.replaceAll(/<LINK value="127\.0\.0\.5"\/>|<IP value="127\.0\.0\.5"[^]*?<\/IP>/g, ''),
    );
    expect(expectDone(await cli('compare', kept?.ref ?? '', 'map.xml'))).toBe(
      'No host or link came, went, moved or changed.\n',
    );
    expect(expectDone(await cli('compare', 'map.xml', 'newer.xml'))).toMatch(
      /^- host 127\.0\.0\.5 .*\n- link 127\.0\.0\.1 to 127\.0\.0\.5\n$/,
    );
    expect(jsonOf(await cli('compare', 'newer.xml', 'map.xml', '--json'))).toMatchObject({
      hosts: { came: [{ ip: '127.0.0.5', behind: ['127.0.0.1'] }], went: [], moved: [], changed: [] },
      new: { ref: kept?.ref, status: 'FINISHED', target: DOMAIN },
    });
    await cli('scan', '127.0.0.2', '-o', 'scan.xml');
    expectComplaint(await cli('compare', 'map.xml', 'scan.xml'), 2, /OLD is a map and NEW is a scan/);
  });

  it('are made by nmap, of addresses that are named by nobody', async (context) => {
    const box = sandbox(context);
    const nmap = nmapThat(box, `cat <<'XML'\n${NMAP}\nXML`);
    const server = await startServer(box, { engine: 'nmap', programs: nmap.programs, args: DEAF });
    const ann = clientOf(box, server);
    const items = await itemsOf(ann, map2, { domains: netblock('127.0.0.7-127.0.0.8'), save: true });
    const hosts = ofKind(items, 'host').filter((host) => 'router' in host);
    expect(hosts.map(({ ip, router, ports, links }) => [ip, router, ports, links])).toEqual([
      ['127.0.0.7', false, [25], []],
    ]);
    expect(ofKind(items, 'header')[0]?.keys).toMatchObject({
      STATUS: 'FINISHED',
      REPORT_TYPE: 'API',
      SCAN_HOST: expect.stringMatching(/^nmap 7\.93 on /) as string,
    });
    expect(ofKind(await itemsOf(ann, mapReportList, {}), 'map')).toHaveLength(1);
  });

  it.for<readonly [string, ReturnType<typeof several>, RegExp]>([
    ['nmap fails', netblock('127.0.0.7'), /nmap ended with exit code 3/],
    [
      'no name server answers',
      several(DOMAIN),
      /Names could not be looked up.*company\.example \(ECONNREFUSED\)/,
    ],
  ])('fail with a reason when %s', async ([, domains, reason], context) => {
    const box = sandbox(context);
    const nmap = nmapThat(box, 'exit 3');
    const server = await startServer(box, { engine: 'nmap', programs: nmap.programs, args: DEAF });
    const refused = ofKind(await itemsOf(clientOf(box, server), map2, { domains }), 'refused');
    expect(refused).toMatchObject([{ number: 999, text: expect.stringMatching(reason) as string }]);
  });
});
