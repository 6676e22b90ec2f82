import { describe, expect, it } from 'vitest';
import { all, bare, gate, newHistory } from './history-house.js';
import { madeReport, readable, weekAt, type MadeHost } from './history-reports.js';

describe('what a history takes for proven, inferred or not looked for', () => {
  it('only infers from a report without coverage, and from an interrupted one nothing', async () => {
    const { history } = await newHistory();
    await history.takeIn(bare(1, 'FINISHED', 'ftp_anonymous', 'telnet_open'));
    await history.takeIn(bare(2, 'INTERRUPTED', 'telnet_open'));
    expect(await all(history)).toMatchObject([
      { id: 'ftp_anonymous', state: 'new', missedReason: 'the report says INTERRUPTED' },
      { id: 'telnet_open', state: 'active' },
    ]);
    await history.takeIn(bare(3, 'FINISHED', 'telnet_open'));
    expect(await all(history, { fixed: true })).toMatchObject([
      { id: 'ftp_anonymous', state: 'fixed', evidence: 'inferred' },
      { id: 'telnet_open', timesFound: 3 },
    ]);
    const fixes = async () => (await history.trend(7, 9)).map(({ fixed, score }) => [fixed, score]);
    const before = await fixes();
    // The scan that looks for it proves what was inferred; nothing is fixed twice.
    await history.takeIn(madeReport(4, [gate('telnet_open')]));
    const [ftp] = await all(history, { fixed: true });
    expect(ftp).toMatchObject({
      state: 'fixed',
      fixedAt: weekAt(3),
      lastTested: weekAt(4),
      evidence: 'proven',
    });
    expect(await fixes()).toEqual([...before, [0, 3]]);
    expect(before.map(([fixed]) => fixed)).toEqual([0, 0, 1]);
  });

  it('infers nothing from a report that names its checks otherwise', async () => {
    const { history } = await newHistory();
    await history.takeIn(bare(1, 'FINISHED', 'ftp_anonymous'));
    await history.takeIn(bare(2, 'FINISHED', '4999901'));
    await history.takeIn(bare(3, 'FINISHED', 'telnet_open'));
    const missedReason =
      'the report names checks by number, and no table tells which of them ftp_anonymous is';
    expect(await all(history, { fixed: true })).toMatchObject([
      { id: 'ftp_anonymous', state: 'fixed', fixedAt: weekAt(3) },
      { id: '4999901', state: 'new', missedReason: expect.stringMatching(/names checks by text/) as unknown },
      { id: 'telnet_open', state: 'new' },
    ]);
    const { history: other } = await newHistory();
    await other.takeIn(bare(1, 'FINISHED', 'ftp_anonymous'));
    await other.takeIn(bare(2, 'FINISHED', '4999901'));
    expect(await all(other)).toMatchObject([
      { id: 'ftp_anonymous', state: 'new', missedReason },
      { id: '4999901', state: 'new' },
    ]);
  });

  it('takes both parts of a host that stands in a report twice, and the worse of what is there twice', async () => {
    const { history } = await newHistory();
    const other = { ...gate('ftp_anonymous'), ip: '192.0.2.2' };
    const worse = { ...gate(), findings: [{ id: 'telnet_open', port: 21, severity: 5 as const }] };
    await history.takeIn(madeReport(1, [gate('ftp_anonymous', 'telnet_open'), other, worse]));
    expect((await all(history)).map(({ ip, id, severity }) => [ip, id, severity])).toEqual([
      ['192.0.2.1', 'ftp_anonymous', 3],
      ['192.0.2.1', 'telnet_open', 5],
      ['192.0.2.2', 'ftp_anonymous', 3],
    ]);
  });

  it('takes for tested what both parts of a host looked for, and nothing where one did not answer', async () => {
    const before = madeReport(1, [gate('ftp_anonymous')]);
    const looked = { ...gate(), checks: ['ftp_anonymous', 'telnet_open'] };
    const other = { ...gate(), ip: '192.0.2.2' };
    const again = { ...gate(), checks: ['telnet_open'] };
    const states = async (...parts: readonly MadeHost[]) => {
      const { history } = await newHistory();
      await history.takeIn(before);
      await history.takeIn(madeReport(2, parts));
      return (await all(history, { fixed: true })).map(({ state }) => state);
    };
    expect(await states(looked, other, looked)).toEqual(['fixed']);
    expect(await states(looked, other, again)).toEqual(['new']);
    // Whatever stands between them.
    expect(await states(looked, looked)).toEqual(['fixed']);
    expect(await states(looked, again)).toEqual(['new']);
    // Without coverage, that the host answered is all that speaks for it.
    const inferred = async (statuses: readonly string[], between: readonly MadeHost[] = [other]) => {
      const { history } = await newHistory();
      await history.takeIn(bare(1, 'FINISHED', 'ftp_anonymous', 'telnet_open'));
      const parts = statuses.map((status): MadeHost => ({ ...gate('telnet_open'), status }));
      const { items } = madeReport(2, [...parts.slice(0, 1), ...between, ...parts.slice(1)]);
      const uncovered = items.filter((item) => item.kind !== 'finding' || item.category !== 'coverage');
      await history.takeIn(readable('parts', uncovered));
      return (await all(history, { fixed: true })).find(({ id }) => id === 'ftp_anonymous')?.state;
    };
    expect(await inferred(['finished', 'finished'])).toBe('fixed');
    for (const between of [[other], []]) {
      expect(await inferred(['finished', 'down'], between)).toBe('new');
      expect(await inferred(['down', 'finished'], between)).toBe('new');
    }
  });

  it('keeps the operating system that a scan did not look for', async () => {
    const { store, history } = await newHistory();
    const osNow = async () => {
      for await (const { os } of store.knownHosts('ann')) return os;
      return undefined;
    };
    await history.takeIn(madeReport(1, [{ ...gate(), checks: ['os'], os: 'Linux' }]));
    await history.takeIn(madeReport(2, [gate()]));
    expect(await osNow()).toBe('Linux');
    await history.takeIn(madeReport(3, [{ ...gate(), checks: ['os'] }]));
    expect(await osNow()).toBeUndefined();
    // A scan report names it in a finding alone.
    const os = (result: string) => ({ id: 'os', section: 'info' as const, severity: 2 as const, result });
    const looked = (result: string) => ({ ...gate(), findings: [os(result)], checks: ['os'] });
    await history.takeIn(madeReport(4, [looked('Windows Server 2016 (100 %)')]));
    expect(await osNow()).toBe('Windows Server 2016');
    await history.takeIn(madeReport(5, [looked('Linux 4 (below 85 %, uncertain)')]));
    expect(await osNow()).toBeUndefined();
  });
});
