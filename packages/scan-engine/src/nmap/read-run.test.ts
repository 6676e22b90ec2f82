import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeRunFault, isCut, readRun, type RunEvent, type RunFault } from './read-run.js';

const HOST =
  '<host><status state="up" reason="x"/><address addr="127.0.0.1" addrtype="ipv4"/><ports><port protocol="tcp" ' +
  'portid="80"><state state="open"/><script id="http-title" output="&lt;script&gt; \\x1B[31m é"><elem key="title">' +
  '&lt;/script&gt;</elem></script></port></ports></host>';
const RUN =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE nmaprun>\n<?xml-stylesheet href="nmap.xsl" type="text/xsl"?>\n' +
  '<!-- <script> in a comment --><nmaprun version="7.93"><scaninfo protocol="udp" services="53"/>' +
  '<scaninfo protocol="tcp" services="1-79,81-65535"/><taskbegin task="NSE" time="100"/>' +
  '<taskprogress task="NSE" time="101" percent="25.00"/><taskend task="NSE" time="160"/>' +
  `${HOST}<future><script id="x"/></future><runstats><finished exit="success"/></runstats></nmaprun>`;

const inPieces = async function* (text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
};

const read = async (text: string, size = 4096) => {
  const events: RunEvent[] = [];
  let fault: RunFault | undefined;
  for await (const told of readRun(inPieces(text, size))) {
    if (E.isLeft(told)) fault = told.left;
    else events.push(told.right);
  }
  return { events, fault };
};

describe('readRun', () => {
  it('tells ports, phases, hosts and the end', async () => {
    const { events, fault } = await read(RUN);
    expect(fault).toBeUndefined();
    expect(events).toMatchObject([
      { kind: 'ports', protocol: 'udp', ports: '53' },
      { kind: 'ports', protocol: 'tcp', ports: '1-79,81-65535' },
      { kind: 'phase', task: 'NSE', percent: 25 },
      { kind: 'phase', task: 'NSE', percent: 100 },
      { kind: 'scripts', seconds: 60 },
      { kind: 'host' },
      { kind: 'finished', success: true },
      { kind: 'end' },
    ]);
    const host = events.find((event) => event.kind === 'host');
    expect(host?.host.ports?.ports[0]?.scripts).toEqual([
      {
        id: 'http-title',
        output: '<script> \\x1B[31m é',
        elems: [{ key: 'title', text: '</script>' }],
        tables: [],
      },
    ]);
  });

  it('reads the same however the output is cut into pieces', async () => {
    const whole = await read(RUN);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (size) => {
        expect(await read(RUN, size)).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it('tells whole hosts before it says that the output was cut', async () => {
    const end = RUN.indexOf('</host>') + '</host>'.length;
    for (const length of [end, end + 5, RUN.length - 3]) {
      const { events, fault } = await read(RUN.slice(0, length));
      expect(events.filter(({ kind }) => kind === 'host')).toHaveLength(1);
      expect(events.some(({ kind }) => kind === 'end')).toBe(false);
      expect(fault !== undefined && isCut(fault)).toBe(true);
    }
    const half = await read(RUN.slice(0, end - 1));
    expect(half.events.some(({ kind }) => kind === 'host')).toBe(false);
    expect(half.fault !== undefined && isCut(half.fault)).toBe(true);
  });

  it.each([
    ['', /./, true],
    ['<html><body>no</body></html>', /HTML|html/, false],
    ['Segmentation fault', /XML|text/i, false],
    ['<report></report>', /root element is report/, false],
    [RUN.replace('portid="80"', 'portid="eighty"'), /portid/, false],
    [RUN.replace(' state="open"', ''), /state/, false],
    [RUN.replace('</host>', '</hots>'), /match|tag/, false],
  ])('refuses %s', async (text, says, cut) => {
    const { fault } = await read(text);
    if (fault === undefined) throw new Error('accepted');
    expect(describeRunFault(fault)).toMatch(says);
    expect(isCut(fault)).toBe(cut);
  });

  it('does not take an unfinished run for a finished one', async () => {
    for (const exit of ['exit="error" errormsg="no route"', '']) {
      const { events } = await read(RUN.replace('exit="success"', exit));
      expect(events).toContainEqual({
        kind: 'finished',
        success: false,
        error: exit === '' ? '' : 'no route',
      });
    }
  });
});
