import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openguard } from '../src/commands.js';
import { expectComplaint, expectDone } from '../src/expectations.js';
import { sandbox } from '../src/sandbox.js';

const pair = (name: string): string =>
  fileURLToPath(new URL(`../../../docs/identity/reopened/${name}.xml`, import.meta.url));

const NOBODY = `<?xml version="1.0"?>
<SCAN value="scan/81.1"><HEADER><KEY value="DATE">20260301000000</KEY><KEY value="TARGET">192.0.2.0/24</KEY><KEY
value="STATUS">NOHOSTALIVE</KEY><KEY value="NOT_ALIVE">192.0.2.1</KEY></HEADER></SCAN>
`;

describe.concurrent('what a result does not hold is said beside it:', () => {
  it('that nobody answered, where nothing was found', async (context) => {
    const box = sandbox(context);
    const report = box.write('nobody.xml', NOBODY);
    for (const [command, ...more] of [
      ['vulnsummary'],
      ['vulnsummary', '--format', 'csv'],
      ['vulnsummary', '--format', 'junit', '--fail-on', 'severity>=1'],
      ['score'],
      ['score', '--format', 'json'],
    ] as const)
      expect(await openguard(box, undefined, [command, report, ...more])).toMatchObject({
        code: 0,
        stderr:
          'openguard: the report tells of no host; did not answer: 192.0.2.1: whether something is there is not known\n',
      });
    expect((await openguard(box, undefined, ['vulnsummary', pair('newer')])).stderr).toBe('');
  });

  it('that a condition may be met by what is missing', async (context) => {
    const box = sandbox(context);
    const run = (...args: readonly string[]) => openguard(box, undefined, args);
    const whole = readFileSync(pair('newer'), 'utf8');
    const half = box.write('half.xml', whole.replace('>FINISHED<', '>INTERRUPTED<'));
    const page = box.write(
      'page.xml',
      `<?xml version="1.0"?>\n<HOST_LIST_VM_DETECTION_OUTPUT><RESPONSE><DATETIME>2026-01-15T00:00:00Z</DATETIME><HOST_LIST><HOST><ID>1</ID><IP>192.0.2.1</IP><DETECTION_LIST><DETECTION><QID>1</QID><TYPE>Confirmed</TYPE><SEVERITY>3</SEVERITY></DETECTION></DETECTION_LIST></HOST></HOST_LIST><WARNING><CODE>1980</CODE><TEXT>more</TEXT><URL>https://h.example/?id_min=2</URL></WARNING></RESPONSE></HOST_LIST_VM_DETECTION_OUTPUT>\n`,
    );
    const never = ['--fail-on', 'id=nobody'];
    const may = expect.stringMatching(
      /nothing in what there is meets --fail-on id=nobody, and what is missing may/,
    ) as unknown;
    expect(await run('vulnsummary', half, ...never)).toMatchObject({ code: 6, stderr: may });
    expect(await run('compare', pair('older'), half, ...never)).toMatchObject({ code: 6, stderr: may });
    expect(await run('score', page, '--json', ...never)).toMatchObject({
      ...{ code: 5, stderr: may },
      stdout: '{"score":3,"vulnerabilities":1,"truncated":true}\n',
    });
    // What is met is met, and what is whole passes.
    expect((await run('score', page, '--fail-on', 'severity>=3')).code).toBe(1);
    expect((await run('compare', half, pair('newer'), ...never)).code).toBe(0);
    expect((await run('score', page)).code).toBe(0);
  });

  it('that a document was repaired, where that is asked for', async (context) => {
    const box = sandbox(context);
    const run = (...args: readonly string[]) => openguard(box, undefined, args);
    const whole = readFileSync(pair('newer'), 'utf8');
    const faulty = box.write('faulty.xml', whole.replace('<TITLE>', '<TITLE>R&D '));
    const told =
      /^openguard: (?:[^\n]*faulty\.xml: )?1 fault of the document was repaired, the first at byte \d+ \(&\)/;
    const commands = [['score'], ['vulnsummary'], ['compare', pair('older')]] as const;
    for (const [command, ...before] of commands) {
      expectComplaint(await run(command, ...before, faulty), 5, /at byte \d+ .*begins no reference/);
      const repaired = await run(command, ...before, faulty, '--repair');
      expect(repaired).toMatchObject({ code: 0, stderr: expect.stringMatching(told) as unknown });
      expect(await run(command, ...before, pair('newer'), '--repair')).toMatchObject({ code: 0, stderr: '' });
      // What is in a file tells it as well.
      const json = JSON.parse(
        (await run(command, ...before, faulty, '--repair', '--json')).stdout,
      ) as unknown;
      if (command === 'score') expect(json).toMatchObject({ repaired: 1 });
      if (command === 'compare') {
        expect(json).toMatchObject({ new: { repaired: 1 } });
        expect(json).not.toHaveProperty('old.repaired');
      }
      expectComplaint(
        await run(command, ...before, 'scan/987659876.19876', '--repair'),
        2,
        /--repair is for a file/,
      );
    }
    const page = await run('vulnsummary', faulty, '--repair', '--format', 'html');
    expect(page.stdout).toContain('1 fault of the document was repaired');
  });

  it('that a host stands in it again', async (context) => {
    const box = sandbox(context);
    const host = readFileSync(pair('newer'), 'utf8').match(/<IP value=[^]*?<\/IP>/)?.[0] ?? '';
    const doubled = box.write('doubled.xml', readFileSync(pair('newer'), 'utf8').replace(host, host + host));
    for (const command of ['score', 'vulnsummary'])
      expect(await openguard(box, undefined, [command, doubled])).toMatchObject({
        code: 0,
        stderr: expect.stringMatching(
          /^openguard: a host stands in the document again, and what is told of it is counted as often: [0-9.]+\n$/,
        ) as unknown,
      });
    expect((await openguard(box, undefined, ['decode', doubled])).stdout).toMatch(
      /"repeated":\{"hosts":1,"first":"[0-9.]+"\}[^\n]*\n$/,
    );
  });

  it('that reports from before are no such reports', async (context) => {
    const box = sandbox(context);
    const compared = (...names: readonly string[]) =>
      openguard(box, undefined, ['compare', ...names.map(pair), '--fail-on', 'reopened']);
    // In whatever order they are given.
    for (const names of [
      ['earlier', 'older', 'older', 'newer'],
      ['older', 'earlier', 'older', 'newer'],
    ])
      expect(await compared(...names)).toMatchObject({
        code: 1,
        stdout: expect.stringMatching(/^! /m) as unknown,
      });
    expect((await compared('newer', 'earlier', 'older')).stderr).toMatch(
      /^openguard: compare: an earlier report is of 20011110120000, after the older one \(20011027120000\): /,
    );
  });

  it('that a history tells what is severe alone', async (context) => {
    const box = sandbox(context);
    const own = (...args: readonly string[]) => openguard(box, undefined, args);
    expectDone(await own('import', pair('newer')));
    for (const format of ['html', 'markdown']) {
      const told = await own('history', '192.0.2.1', '--severity', '5', '--format', format);
      expect(told.stdout).toContain('severity 5 or more');
      expect(told.stderr).toBe('openguard: what is of less than severity 5 is left out\n');
    }
    expect((await own('history', '--format', 'csv')).stderr).toBe('');
  });
});
