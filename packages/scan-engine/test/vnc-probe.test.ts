import { afterEach, describe, expect, it } from 'vitest';
import { vncProbe, vncProbeAfter } from '../src/probe/vnc-probe.js';
import { probed } from './probed.js';
import { byteServer, type Talking } from './talking-server.js';

let server: Talking | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const { signal } = new AbortController();

describe('VNC', () => {
  const bytes = (...numbers: readonly number[]): Buffer => Buffer.from(numbers);
  const refusal = Buffer.concat([bytes(0, 0, 0, 0, 8), Buffer.from('too many')]);

  it.each<[string, string, readonly Buffer[], string, readonly string[]]>([
    [
      'offers a log-in',
      'RFB 003.008\n',
      [bytes(1, 2), bytes(0, 0, 0, 1)],
      '3.8\nSecurity types: VNC Authentication',
      [],
    ],
    [
      'lets choose what it does not offer',
      'RFB 003.008\n',
      [bytes(1, 2), bytes(0, 0, 0, 0)],
      '3.8\nSecurity types: VNC Authentication',
      ['realvnc-auth-bypass'],
    ],
    [
      'offers none besides',
      'RFB 003.007\n',
      [bytes(2, 2, 1), bytes(0, 0, 0, 0)],
      '3.7\nSecurity types: VNC Authentication, None',
      ['vnc_no_authentication'],
    ],
    [
      'decides by itself for none',
      'RFB 003.003\n',
      [bytes(0, 0, 0, 1)],
      '3.3\nSecurity types: None',
      ['vnc_no_authentication'],
    ],
    [
      'offers none within TLS',
      'RFB 003.008\n',
      [bytes(1, 19), bytes(0, 2), bytes(0, 2, 0, 0, 1, 2, 0, 0, 1, 1)],
      '3.8\nSecurity types: VeNCrypt, VeNCrypt TLS VNC, VeNCrypt TLS None',
      ['vnc_no_authentication'],
    ],
    ['offers what nobody knows', 'RFB 003.008\n', [bytes(1, 99)], '3.8\nSecurity types: type 99', []],
  ])('%s', async (_, greeting, answers, said, checks) => {
    server = await byteServer(
      (__, turn) => answers[turn],
      () => greeting,
    );
    const { seen, gaps } = await probed(server, 'vnc');
    expect(gaps).toEqual([]);
    expect(seen[0]).toMatchObject({ check: 'vnc-banner', result: `Protocol version: ${said}` });
    expect(seen.slice(1).map(({ check }) => check)).toEqual(checks);
  });

  it('that has shut us out is asked again a little later, and left by the door that it has open', async () => {
    let connections = 0;
    const chosen: number[] = [];
    server = await byteServer(
      (heard, turn) => {
        if (turn > 0) chosen.push(...heard);
        return turn === 0 ? bytes(1, 1) : bytes(0, 0, 0, 0);
      },
      () => (++connections === 1 ? 'RFB 003.003\n\0\0\0\0\0\0\0\x08too many' : 'RFB 003.008\n'),
    );
    const place = { host: '127.0.0.1', port: server.port, ssl: false, udp: false, zones: [] };
    const sights = await vncProbeAfter(10).ask(place, signal);
    expect(sights.map(({ check }) => check)).toEqual(['vnc-banner', 'vnc_no_authentication']);
    expect(connections).toBe(2);
    expect(chosen).toEqual([1]);
  });

  it('that nmap was told is open is entered once, so that it forgets how often it was asked', async () => {
    const chosen: number[] = [];
    server = await byteServer(
      (heard, turn) => {
        if (turn > 0) chosen.push(...heard);
        return turn === 0 ? bytes(1, 1) : bytes(0, 0, 0, 0);
      },
      () => 'RFB 003.008\n',
    );
    const output = '\n  Protocol version: 3.8\n  Security types: \n    None (1)';
    const types = { key: 'Security types', elems: [], tables: [] };
    const script = { id: 'vnc-info', output, elems: [], tables: [types] };
    expect(await probed(server, 'vnc', 'tcp', [], [script])).toEqual({ seen: [], gaps: [] });
    expect(chosen).toEqual([1]);
  });

  it.each([
    ['hangs up in the middle', () => bytes(4, 1), 'came to no result: it hung up.'],
    ['speaks otherwise', () => refusal, 'it does not speak RFB'],
  ])('that %s is a gap', async (what, answer, reason) => {
    const greeting = what === 'speaks otherwise' ? 'SSH-2.0-some\n' : 'RFB 003.008\n';
    server = await byteServer(
      (_, turn) => (turn === 0 ? answer() : undefined),
      () => greeting,
    );
    const running = probed(server, 'vnc');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await server.close();
    const { gaps } = await running;
    expect(gaps.map(({ subject }) => subject)).toEqual(vncProbe.checks);
    expect(gaps[0]?.reason).toContain(reason);
    server = undefined;
  });
});
