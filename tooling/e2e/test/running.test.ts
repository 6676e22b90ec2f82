import { mapReport, scanCancel, scanReport, scanReportDelete, scanRunningList } from '@openguard/protocol';
import type { MapReference, ScanReference } from '@openguard/model';
import { expect, it, vi } from 'vitest';
import { clientOf, itemsOf, ofKind } from '../src/client.js';
import { askAsAnn, basic, speak, type Line } from '../src/http.js';
import { faultOf } from '../src/judge.js';
import { nmapOutput, nmapThat } from '../src/nmap.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';
import { startServer, type Server } from '../src/server.js';
import { addAccount, ANN, storeWithAnn } from '../src/store.js';
import { until } from '../src/waiting.js';

vi.setConfig({ testTimeout: 90_000 });

const BOB = { user: 'bob', password: 'battery staple' } as const;

/** Asks as Ann and does not wait for the reply. */
const hold = (server: Server, path: string): Promise<Line> =>
  speak(
    server,
    [`GET ${path} HTTP/1.1`, 'Host: 127.0.0.1', `Authorization: ${basic(ANN)}`, '', ''].join('\r\n'),
  );

/** What is held, by the comment that it begins with. */
const refOf = async (line: Line): Promise<ScanReference & MapReference> => {
  await line.shows(' is running -->');
  const [, ref = ''] = /<!-- (\S+) is running -->/.exec(line.received()) ?? [];
  return ref as ScanReference & MapReference;
};

/** Everything from the XML declaration on, chunk sizes taken out. */
const documentOf = (line: Line): string =>
  line
    .received()
    .replace(/^[^]*?(?=<\?xml)/, '')
    .replaceAll(/\r\n(?:[0-9a-f]+\r\n)?(?:\r\n)?/g, '')
    .replace(/(?<=<\/(?:SCAN|MAP|MAP_REQUEST)>\n)0$/, '');

/** A server that scans with an nmap which tells 127.0.0.1 and then hangs. */
const hangingServer = async (box: Sandbox) => {
  const data = await storeWithAnn(box);
  await addAccount(box, data, { ...BOB, targets: '127.0.0.0/8' });
  box.write('first.xml', nmapOutput(['127.0.0.1'], [8022]).replace(/<runstats>[^]*/, ''));
  const nmap = nmapThat(box, 'case " $* " in *" 127.0.0.1 "*) cat "$DIR/first.xml";; esac; exec sleep 600');
  return { nmap, server: await startServer(box, { data, engine: 'nmap', programs: nmap.programs }) };
};

const MAPPED = 3000;

/** A server whose domain takes a while to map. */
const slowServer = (box: Sandbox, data?: string): Promise<Server> => {
  const hosts = Array.from({ length: MAPPED }, (_, index) => ({
    ip: `127.1.${Math.floor(index / 250)}.${index % 250}`,
    name: `h${index}.company.example`,
  }));
  const estate = box.write('estate.json', JSON.stringify({ hosts }));
  return startServer(box, { estate, ...(data === undefined ? {} : { data }) });
};

it('a scan that runs is listed, and cancelled by its account alone; what was done stays', async (context) => {
  const box = sandbox(context);
  const { nmap, server } = await hangingServer(box);
  const ann = clientOf(box, server);
  const bob = clientOf(box, { ...server, ...BOB });
  const line = await hold(server, '/msp/scan.php?ip=127.0.0.1,%20127.0.0.3&save_report=yes');
  const ref = await refOf(line);
  await until('the first host is stored', async () => {
    const { body } = await askAsAnn(server, '/msp/scan_running_list.php');
    return body.includes('Running') && nmap.alive().length === 2;
  });

  const [running] = ofKind(await itemsOf(ann, scanRunningList, {}), 'running');
  expect(running).toMatchObject({ type: 'scan', ref, target: '127.0.0.1, 127.0.0.3', status: 'Running' });
  expect(running?.date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(ofKind(await itemsOf(bob, scanRunningList, {}), 'running')).toEqual([]);
  const refusals = [
    [bob, scanCancel, 5001],
    [bob, scanReportDelete, 5001],
    [ann, scanReportDelete, 1905],
  ] as const;
  for (const [client, endpoint, number] of refusals) {
    const [returned] = ofKind(await itemsOf(client, endpoint, { ref }), 'return');
    expect(returned).toMatchObject({ status: 'FAILED', number });
  }
  expect(ofKind(await itemsOf(ann, scanReport, { ref }), 'refused')).toMatchObject([{ number: 5001 }]);
  expect(line.isOpen()).toBe(true);

  const [cancelled] = ofKind(await itemsOf(ann, scanCancel, { ref }), 'return');
  expect(cancelled).toMatchObject({ status: 'SUCCESS', api: 'scan_cancel.php', username: 'ann' });
  expect(nmap.alive()).toEqual([]);
  await line.shows('</SCAN>');
  const held = documentOf(line);
  expect(await faultOf(server, held)).toBeUndefined();
  for (const text of ['>INTERRUPTED<', '>The scan was cancelled by its account', '<IP value="127.0.0.1"'])
    expect(held).toContain(text);
  expect(ofKind(await itemsOf(ann, scanRunningList, {}), 'running')).toEqual([]);
  expect(ofKind(await itemsOf(ann, scanCancel, { ref }), 'return')).toMatchObject([{ number: 5001 }]);

  // It stays over a restart, and goes when it is deleted.
  await server.stop();
  const again = await startServer(box, { data: server.data, engine: 'nmap', programs: nmap.programs });
  const later = clientOf(box, again);
  const [header] = ofKind(await itemsOf(later, scanReport, { ref }), 'header');
  expect(header?.keys).toMatchObject({ STATUS: 'INTERRUPTED', NOT_SCANNED: '127.0.0.3' });
  const bobLater = clientOf(box, { ...again, ...BOB });
  for (const [client, status] of [
    [bobLater, 'FAILED'],
    [later, 'SUCCESS'],
    [later, 'FAILED'],
  ] as const) {
    expect(ofKind(await itemsOf(client, scanReportDelete, { ref }), 'return')).toMatchObject([{ status }]);
  }
  expect(ofKind(await itemsOf(later, scanReport, { ref }), 'refused')).toMatchObject([{ number: 5001 }]);
});

it('a scan that is cancelled before a host is done, or before its turn, is refused where it is held', async (context) => {
  const box = sandbox(context);
  const nmap = nmapThat(box, 'exec sleep 600');
  const server = await startServer(box, { engine: 'nmap', programs: nmap.programs });
  const ann = clientOf(box, server);
  const lines: Line[] = [];
  const refs: ScanReference[] = [];
  for (const last of [1, 2, 3]) {
    const line = await hold(server, `/msp/scan.php?ip=127.0.0.${last}`);
    lines.push(line);
    refs.push(await refOf(line));
  }
  await until('two run', () => nmap.alive().length === 2);
  const running = ofKind(await itemsOf(ann, scanRunningList, {}), 'running');
  expect(running.map(({ ref, status }) => [ref, status])).toEqual([
    [refs[0], 'Running'],
    [refs[1], 'Running'],
    [refs[2], 'Queued'],
  ]);
  for (const ref of refs.toReversed()) {
    expect(ofKind(await itemsOf(ann, scanCancel, { ref }), 'return')).toMatchObject([{ status: 'SUCCESS' }]);
  }
  for (const line of lines) {
    await line.shows('</SCAN>');
    expect(documentOf(line)).toMatch(/<ERROR number="999">The scan was cancelled by its account/);
    expect(await faultOf(server, documentOf(line))).toBeUndefined();
  }
  expect(nmap.runs()).toHaveLength(2);
  expect((await askAsAnn(server, '/msp/scan_report_list.php')).body).not.toContain('<SCAN_REPORT ');
});

it('a map that runs is listed and cancelled; what was told stays', async (context) => {
  const box = sandbox(context);
  const server = await slowServer(box);
  await addAccount(box, server.data, { ...BOB, domain: 'company.example' });
  const ann = clientOf(box, server);
  const line = await hold(server, '/msp/map.php?domain=company.example&save_report=yes');
  const ref = await refOf(line);
  const [running] = ofKind(await itemsOf(ann, scanRunningList, {}), 'running');
  expect(running).toMatchObject({ type: 'map', ref, target: 'company.example', status: 'Running' });
  const bob = clientOf(box, { ...server, ...BOB });
  expect(ofKind(await itemsOf(bob, scanCancel, { ref }), 'return')).toMatchObject([{ number: 5001 }]);
  expect(ofKind(await itemsOf(ann, scanReportDelete, { ref }), 'return')).toMatchObject([{ number: 1905 }]);
  expect(ofKind(await itemsOf(ann, scanCancel, { ref }), 'return')).toMatchObject([{ status: 'SUCCESS' }]);
  await line.shows('</MAP>');
  expect(await faultOf(server, documentOf(line))).toBeUndefined();
  const items = await itemsOf(ann, mapReport, { ref });
  expect(ofKind(items, 'header')[0]?.keys).toMatchObject({
    STATUS: 'INTERRUPTED',
    STATUS_REASON: 'The map was cancelled by its account before it was complete.',
  });
  const told = ofKind(items, 'host').length;
  expect(told).toBeGreaterThan(0);
  expect(told).toBeLessThan(MAPPED);
  expect(ofKind(items, 'header')[0]?.keys['NBHOST_TOTAL']).toBe(String(told));
});

const leave = (line: Line, server: Server): Promise<void> => {
  line.hangUp();
  return until('the server notices', () =>
    server.process.stderr().includes('the client is gone; it goes on'),
  );
};

it.for<[string, (line: Line, server: Server) => unknown, boolean]>([
  ['its client leaves', leave, false],
  ['the server is stopped', (_, server) => server.stop(), true],
  ['the server is killed', (_, server) => server.stop('SIGKILL'), true],
])('a map goes on when %s, and whoever waits for it again gets all of it', async ([, cut, ends], context) => {
  const box = sandbox(context);
  const server = await slowServer(box);
  const line = await hold(server, '/msp/map.php?domain=company.example&save_report=yes');
  const ref = await refOf(line);
  await cut(line, server);
  expect(line.received()).not.toContain('<IP ');
  if (!ends) await server.stop();
  const again = await slowServer(box, server.data);
  const held = await hold(again, `/msp/map_report.php?ref=${ref}&wait=yes`);
  await held.shows('</MAP>', 60_000);
  expect(held.received()).toMatch(new RegExp(`^openguard-reference: ${ref}\r$`, 'im'));
  const [header] = ofKind(await itemsOf(clientOf(box, again), mapReport, { ref }), 'header');
  expect(header?.keys).toMatchObject({ STATUS: 'FINISHED', REPORT_TYPE: 'simulated' });
  const { body } = await askAsAnn(again, `/msp/map_report.php?ref=${ref}`);
  expect(held.received().match(/<IP /g)).toEqual(body.match(/<IP /g));
  expect(again.process.stderr()).not.toMatch(/unexpected|\bat .*\.js:\d/);
});
