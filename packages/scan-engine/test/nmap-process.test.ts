import type { AddressSet } from '@openguard/targets';
import { formatAddressSet, LOOPBACK } from '@openguard/targets';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createNmapEngine, type EngineEvent, type NmapEngineOptions } from '../src/index.js';
import { FINISH, hostXml, START, writeFakeNmap, type FakeNmap } from './fake-nmap.js';

let fake: FakeNmap | undefined;
afterEach(() => {
  fake?.remove();
  fake = undefined;
});

const one: AddressSet = [{ first: 0x7f000001, last: 0x7f000001 }];
const three: AddressSet = [{ first: 0x7f000001, last: 0x7f000003 }];
const quoted = JSON.stringify;

const engineOf = (scan: string, options: Partial<NmapEngineOptions> = {}, discover?: string) => {
  fake = writeFakeNmap(scan, discover);
  return createNmapEngine({ scope: LOOPBACK, nmapPath: fake.path, privileged: false, ...options });
};

const runsOf = (): readonly (readonly [number, ...string[]])[] =>
  fake === undefined || !existsSync(fake.log)
    ? []
    : readFileSync(fake.log, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as [number, ...string[]]);

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // There is no such process.
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
};

const collect = async (
  events: AsyncIterable<EngineEvent>,
  told: EngineEvent[] = [],
): Promise<readonly EngineEvent[]> => {
  for await (const event of events) told.push(event);
  return told;
};

const ips = (events: readonly EngineEvent[]) =>
  events.flatMap((event) => (event.kind === 'host' ? [event.host.ip] : []));

const scan = async (
  source: string,
  targets = one,
  options: Partial<NmapEngineOptions> = {},
  discover?: string,
) => {
  const told: EngineEvent[] = [];
  const events = engineOf(source, options, discover).scan(
    { targets, profile: 'standard' },
    new AbortController().signal,
  );
  const error: unknown = await collect(events, told).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  for (const [pid] of runsOf()) expect(isAlive(pid)).toBe(false);
  return { told, error };
};

describe('a scan that goes well', () => {
  it('tells hosts, what is not alive, and progress up to 1', async () => {
    const there = START + hostXml('127.0.0.1') + hostXml('127.0.0.2', 'down') + hostXml('127.0.0.3') + FINISH;
    const output = START + hostXml('127.0.0.1') + hostXml('127.0.0.3') + FINISH;
    const { told, error } = await scan(
      `() => say(${quoted(output)})`,
      three,
      {},
      `() => say(${quoted(there)})`,
    );
    expect(error).toBeUndefined();
    expect(ips(told)).toEqual(['127.0.0.1', '127.0.0.3']);
    const down = told.flatMap((event) =>
      event.kind === 'not-alive' ? [formatAddressSet(event.addresses)] : [],
    );
    expect(down).toEqual(['127.0.0.2']);
    expect(told.at(-1)).toEqual({ kind: 'progress', done: 1 });
  });

  it('runs one nmap for each batch, and leaves the port of our server out only where it listens', async () => {
    const source = `(args) => say(${quoted(START)} + args.filter((a) => /^127/.test(a)).map((ip) => ${quoted(
      hostXml('IP'),
    )}.replace('IP', ip)).join('') + ${quoted(FINISH)})`;
    const { told, error } = await scan(source, three, {
      batchSize: 1,
      ownListener: () => ({ address: '127.0.0.2', port: 8443 }),
    });
    expect(error).toBeUndefined();
    expect([...ips(told)].sort()).toEqual(['127.0.0.1', '127.0.0.2', '127.0.0.3']);
    const without = runsOf().filter((args) => args.includes('--exclude-ports'));
    expect(runsOf()).toHaveLength(3);
    expect(without.map((args) => args.at(-1))).toEqual(['127.0.0.2']);
    const gaps = told.flatMap((event) =>
      event.kind === 'host' && event.host.coverage.gaps.some(({ subject }) => subject === 'tcp/8443')
        ? [event.host.ip]
        : [],
    );
    expect(gaps).toEqual(['127.0.0.2']);
    const progress = told.flatMap((event) => (event.kind === 'progress' ? [event.done] : []));
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  it('passes no environment but what it needs', async () => {
    process.env['OPENGUARD_PASSWORD'] = 'secret';
    const { error } = await scan(
      `() => { appendFileSync(process.argv[1] + '.env', JSON.stringify(process.env)); say(${quoted(
        START + hostXml('127.0.0.1') + FINISH,
      )}); }`,
    );
    delete process.env['OPENGUARD_PASSWORD'];
    expect(error).toBeUndefined();
    const names = Object.keys(JSON.parse(readFileSync(`${fake?.path ?? ''}.env`, 'utf8')) as object);
    expect(names.filter((name) => !name.startsWith('__')).sort()).toEqual(['HOME', 'LANG', 'LC_ALL', 'PATH']);
  });

  it('looks again at a web server that nmap does not know', async () => {
    const unknown = hostXml('127.0.0.1').replace(
      '<service name="ftp" method="probed"/>',
      '<service name="unknown" servicefp="SF-Port21-TCP:%r(GetRequest,8C,&quot;HTTP/1\\.1\\x20200\\x20OK" method="table"/>',
    );
    const again = hostXml('127.0.0.1').replace(
      '</port>',
      '<script id="http-trace" output="TRACE is enabled"/></port>',
    );
    const { told, error } = await scan(
      `(args) => say(${quoted(START)} + (args.some((a) => a.startsWith('+')) ? ${quoted(again)} : ${quoted(unknown)}) + ${quoted(FINISH)})`,
    );
    expect(error).toBeUndefined();
    expect(runsOf()).toHaveLength(2);
    const host = told.find((event) => event.kind === 'host');
    expect(host?.host.findings.map(({ id }) => id)).toContain('http-trace');
  });

  it('describes itself', async () => {
    expect(await engineOf('() => {}').describe()).toMatch(/^nmap 7\.93 on \S+/);
  });
});

describe('a scan that fails', () => {
  it.each([
    ['is killed', `process.kill(process.pid, 'SIGKILL')`, 'OG_ENGINE_EXIT', /killed by SIGKILL/],
    [
      'ends with 1',
      `process.stderr.write('a warning\\nno route\\nHost discovery disabled (-Pn). All addresses\\nQUITTING!\\n'); process.exitCode = 1`,
      'OG_ENGINE_EXIT',
      /code 1: no route$/,
    ],
    ['says only half', '', 'OG_ENGINE_OUTPUT', /cut off/],
    [
      'does not finish',
      `say('<runstats><finished exit="error" errormsg="bad luck"/></runstats></nmaprun>')`,
      'OG_ENGINE_OUTPUT',
      /bad luck/,
    ],
    ['says nothing of the end', `say('</nmaprun>')`, 'OG_ENGINE_OUTPUT', /does not say/],
    ['turns to garbage', `say('</oops>'); setInterval(() => {}, 1000)`, 'OG_ENGINE_OUTPUT', /./],
  ])('when nmap %s, tells the hosts that were done first', async (_, after, code, message) => {
    const { told, error } = await scan(
      `() => process.stdout.write(${quoted(START + hostXml('127.0.0.1'))}, () => { ${after} })`,
    );
    expect(ips(told)).toEqual(['127.0.0.1']);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) as string });
  });

  it('when nmap does not mention a target', async () => {
    const { told, error } = await scan(`() => say(${quoted(START + hostXml('127.0.0.1') + FINISH)})`, three);
    expect(ips(told)).toEqual(['127.0.0.1']);
    expect(error).toMatchObject({
      code: 'OG_ENGINE_OUTPUT',
      message: expect.stringContaining('127.0.0.2-127.0.0.3') as string,
    });
  });

  it('when nmap does not say who is there', async () => {
    const { told, error } = await scan(
      '() => {}',
      three,
      {},
      `() => say(${quoted(START + hostXml('127.0.0.1') + FINISH)})`,
    );
    expect(ips(told)).toEqual([]);
    expect(error).toMatchObject({ code: 'OG_ENGINE_OUTPUT' });
    expect(runsOf()).toEqual([]);
  });

  it('when one batch fails, after hosts of others', async () => {
    const source = `(args) => { const ip = args.at(-1);
      if (ip === '127.0.0.2') setTimeout(() => { process.exitCode = 3; }, 2000);
      else say(${quoted(START)} + ${quoted(hostXml('IP'))}.replace('IP', ip) + ${quoted(FINISH)}); }`;
    const { told, error } = await scan(source, three, { batchSize: 1 });
    expect([...ips(told)].sort()).toEqual(['127.0.0.1', '127.0.0.3']);
    expect(error).toMatchObject({ code: 'OG_ENGINE_EXIT' });
  });

  it('when the output never ends, before it fills the memory', async () => {
    const { error } = await scan(
      `() => { say(${quoted(`${START}<host>`)}); const more = () => process.stdout.write('<hop ttl="1"/>'.repeat(9000), more); more(); }`,
    );
    expect(error).toMatchObject({ code: 'OG_ENGINE_OUTPUT' });
  });

  it('when the second look fails, and names what it did not test', async () => {
    const unknown = hostXml('127.0.0.1').replace(
      '<service name="ftp" method="probed"/>',
      '<service name="unknown" servicefp="HTTP/1\\.1\\x20200" method="table"/>',
    );
    const { told, error } = await scan(
      `(args) => { if (args.some((a) => a.startsWith('+'))) process.exitCode = 3; else say(${quoted(START + unknown + FINISH)}); }`,
    );
    expect(error).toMatchObject({ code: 'OG_ENGINE_EXIT' });
    const host = told.find((event) => event.kind === 'host');
    expect(host?.host.coverage.gaps).toContainEqual(
      expect.objectContaining({ subject: 'http-trace', port: 'tcp/21' }) as object,
    );
  });

  it.each([
    ['is not there', '/nonexistent/nmap'],
    ['is no program', '/etc/hostname'],
    ['is another program', '/bin/false'],
  ])('when nmap %s', async (_, nmapPath) => {
    const engine = createNmapEngine({ scope: LOOPBACK, nmapPath });
    const events = engine.scan({ targets: one, profile: 'standard' }, new AbortController().signal);
    await expect(collect(events)).rejects.toMatchObject({ code: 'OG_ENGINE_MISSING' });
    await expect(engine.describe()).rejects.toMatchObject({ code: 'OG_ENGINE_MISSING' });
  });

  it.each(['7.70', '6.99', 'SVN'])('when it is too old: %s', async (version) => {
    fake = writeFakeNmap(`() => say(${quoted(START + FINISH)})`, undefined, version);
    const engine = createNmapEngine({ scope: LOOPBACK, nmapPath: fake.path, privileged: false });
    await expect(engine.describe()).rejects.toMatchObject({
      code: 'OG_ENGINE_MISSING',
      message: expect.stringContaining(`is nmap ${version}, which is too old`) as string,
    });
    expect(runsOf()).toEqual([]);
  });

  it.each(['7.80', '7.100', '8.01SVN'])(
    'not when it is as old as it may be, or newer: %s',
    async (version) => {
      fake = writeFakeNmap(`() => say(${quoted(START + FINISH)})`, undefined, version);
      const engine = createNmapEngine({ scope: LOOPBACK, nmapPath: fake.path, privileged: false });
      expect(await engine.describe()).toContain(`nmap ${version} on `);
    },
  );

  it('not with what is known of another nmap, when one has taken its place', async () => {
    const engine = engineOf(`() => say(${quoted(START + FINISH)})`);
    expect(await engine.describe()).toContain('nmap 7.93 on ');
    const newer = writeFakeNmap(`() => say('')`, undefined, '7.96');
    if (fake !== undefined) renameSync(newer.path, fake.path);
    newer.remove();
    expect(await engine.describe()).toContain('nmap 7.96 on ');
  });

  it('when nmap has gone since it was last asked', async () => {
    const engine = engineOf(`() => say(${quoted(START + hostXml('127.0.0.1') + FINISH)})`);
    await engine.describe();
    fake?.remove();
    fake = undefined;
    const events = engine.scan({ targets: one, profile: 'standard' }, new AbortController().signal);
    await expect(collect(events)).rejects.toMatchObject({
      code: 'OG_ENGINE_MISSING',
      message: expect.stringMatching(/^\S+nmap cannot be started\. Install nmap/) as string,
    });
  });

  it('when nmap itself ends like a program that is not there', async () => {
    const { error } = await scan(`() => { process.stderr.write('no lua'); process.exitCode = 127 }`);
    expect(error).toMatchObject({
      code: 'OG_ENGINE_EXIT',
      message: expect.stringMatching(/127: no lua/) as string,
    });
  });

  it('outside the scope or with an unknown profile, before anything is started', async () => {
    const engine = engineOf(`() => say(${quoted(START + FINISH)})`);
    const { signal } = new AbortController();
    const outside = engine.scan(
      { targets: [{ first: 0x7f000001, last: 0x80000000 }], profile: 'standard' },
      signal,
    );
    await expect(collect(outside)).rejects.toMatchObject({ code: 'OG_ENGINE_SCOPE' });
    await expect(collect(engine.scan({ targets: one, profile: 'huge' }, signal))).rejects.toMatchObject({
      code: 'OG_USAGE',
    });
    expect(runsOf()).toEqual([]);
  });
});

// A stubborn nmap with a child: both write their process ids, and only one of them heeds SIGTERM.
const HANGING = `() => {
  process.on('SIGTERM', () => {});
  const child = spawn('sleep', ['60'], { stdio: 'inherit' });
  appendFileSync(process.argv[1] + '.child', String(child.pid));
  say(${quoted(START + hostXml('127.0.0.1'))});
  setInterval(() => {}, 1000);
}`;

const childOf = (): number => Number(readFileSync(`${fake?.path ?? ''}.child`, 'utf8'));

const settled = async (pids: readonly number[]): Promise<boolean> => {
  for (let tries = 0; tries < 50; tries += 1) {
    if (!pids.some(isAlive)) return true;
    await wait(20);
  }
  return false;
};

describe('a scan that hangs', () => {
  it('ends with all its processes when it is cancelled', async () => {
    const stop = new AbortController();
    const told: EngineEvent[] = [];
    const all = async () => {
      for await (const event of engineOf(HANGING).scan({ targets: one, profile: 'standard' }, stop.signal)) {
        told.push(event);
        if (event.kind === 'host') setTimeout(() => stop.abort(), 50);
      }
    };
    await expect(all()).rejects.toMatchObject({ code: 'OG_SCAN_CANCELLED' });
    expect(ips(told)).toEqual(['127.0.0.1']);
    expect(await settled([runsOf()[0]?.[0] ?? 0, childOf()])).toBe(true);
  });

  it('ends with all its processes when the consumer leaves', async () => {
    const { signal } = new AbortController();
    for await (const event of engineOf(HANGING).scan({ targets: one, profile: 'standard' }, signal)) {
      if (event.kind === 'host') break;
    }
    expect(await settled([runsOf()[0]?.[0] ?? 0, childOf()])).toBe(true);
  });

  it('starts nothing when it is cancelled before', async () => {
    const events = engineOf(HANGING).scan({ targets: one, profile: 'standard' }, AbortSignal.abort());
    await expect(collect(events)).rejects.toMatchObject({ code: 'OG_SCAN_CANCELLED' });
    expect(runsOf()).toEqual([]);
  });
});

describe('an address that nmap was not asked about', () => {
  const STRANGER = '127.0.0.99';

  it('is not scanned when discovery tells of it', async () => {
    const there = START + hostXml('127.0.0.1') + hostXml(STRANGER) + FINISH;
    const { told, error } = await scan(
      `() => say(${quoted(START + hostXml('127.0.0.1') + FINISH)})`,
      one,
      {},
      `() => say(${quoted(there)})`,
    );
    expect(error).toMatchObject({
      code: 'OG_ENGINE_OUTPUT',
      message: expect.stringContaining(`tells of ${STRANGER}`) as string,
    });
    expect([ips(told), runsOf()]).toEqual([[], []]);
  });

  it('is not reported when a scan tells of it', async () => {
    const output = START + hostXml('127.0.0.1') + hostXml(STRANGER) + FINISH;
    const { told, error } = await scan(`() => say(${quoted(output)})`);
    expect(error).toMatchObject({ code: 'OG_ENGINE_OUTPUT' });
    expect(ips(told)).toEqual(['127.0.0.1']);
  });
});
