import { describe, expect, it, vi } from 'vitest';
import { openguard, openguardServer } from '../src/commands.js';
import { expectComplaint, expectDone } from '../src/expectations.js';
import { askAsAnn } from '../src/http.js';
import { sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';
import { storeWithAnn } from '../src/store.js';

vi.setConfig({ testTimeout: 90_000 });

const TARGETS = '127.0.0.1-127.0.0.9';
const REF = 'scan/1577934245.00001';

const lines = (text: string): readonly string[] => text.trimEnd().split('\n');

describe.concurrent('a simulation', () => {
  it('with the same seed and clock is the same to the byte, and with another is not', async (context) => {
    const box = sandbox(context);
    const recorded = async (name: string, seed: number): Promise<readonly string[]> => {
      const server = await startServer(box, { data: await storeWithAnn(box, box.path(name)), seed });
      const scanned = await askAsAnn(server, `/msp/scan.php?ip=${TARGETS}&save_report=yes`);
      const report = await askAsAnn(server, `/msp/scan_report.php?ref=${REF}`);
      const list = await askAsAnn(server, '/msp/scan_report_list.php');
      await server.stop();
      return [scanned.body, report.body, list.body];
    };
    const first = await recorded('one', 7);
    expect(await recorded('two', 7)).toEqual(first);
    expect((await recorded('three', 8))[0]).not.toBe(first[0]);
  });

  it('shows a port and a weakness come and go with the date', async (context) => {
    const box = sandbox(context);
    const spring = { from: '2020-03-01', until: '2020-06-01' };
    const estate = box.write(
      'estate.json',
      JSON.stringify({
        hosts: [
          {
            ip: '127.0.0.1',
            services: [
              { port: 22, service: 'ssh' },
              { port: 21, service: 'ftp', ...spring },
            ],
            weaknesses: [{ check: 'ftp_anonymous', port: 21, ...spring }],
          },
        ],
      }),
    );
    let data: string | undefined;
    const comparedAt = async (clock: string) => {
      const server = await startServer(box, { clock, estate, ...(data === undefined ? {} : { data }) });
      ({ data } = server);
      const compared = await openguard(box, server, ['compare', '127.0.0.1']);
      await server.stop();
      return compared;
    };
    const weakness = 'vuln ftp_anonymous on 127.0.0.1:21, severity 3';
    expect(expectDone(await comparedAt('2020-02-01'))).toContain('There is no previous scan');
    const spoken = lines(expectDone(await comparedAt('2020-04-01')));
    expect(spoken[0]).toBe('The score has increased: 3 (was 0), a change of +3.');
    expect(spoken).toContain('+ port 21/tcp on 127.0.0.1 (ftp)');
    expect(spoken).toContainEqual(expect.stringContaining(`+ ${weakness}`));
    const gone = lines(expectDone(await comparedAt('2020-07-01')));
    expect(gone[0]).toBe('The score has decreased: 0 (was 3), a change of -3.');
    expect(gone).toContain('- port 21/tcp on 127.0.0.1 (ftp)');
    const [line = ''] = gone.filter((text) => text.startsWith(`- ${weakness}`));
    expect(line).not.toBe('');
    expect(line).not.toContain('(inferred)');
  });

  it.for<[string, RegExp]>([
    ['{', /is not JSON/],
    ['{"hosts":[{"ip":"127.0.0.1","servces":[]}]}', /hosts\[0\]\.servces is not a key/],
    ['{"hosts":[{"ip":"127.0.0.1","weaknesses":[{"check":"nonsense"}]}]}', /"nonsense", which is no check/],
  ])('is refused when its estate is %s', async ([text, words], context) => {
    const box = sandbox(context);
    const estate = box.write('estate.json', text);
    const args = ['serve', '--listen', '127.0.0.1:0', '--data', box.path('data'), '--engine', 'simulated'];
    const refused = await openguardServer(box, [...args, '--estate', estate]);
    expectComplaint(refused, 2, words, 'openguard-server');
  });
});
