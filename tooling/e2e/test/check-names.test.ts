import { describe, expect, it } from 'vitest';
import { openguard } from '../src/commands.js';
import { expectDone } from '../src/expectations.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';

/** A report of one weakness, which it names as later documents do by number, or as those of 2001 do. */
const report = (box: Sandbox, day: number, name: string): string =>
  box.write(
    `day${day}.xml`,
    `<?xml version="1.0"?>\n<SCAN value="scan/1767.${day}"><HEADER><KEY value="DATE">2026010${day}030405</KEY>` +
      '<KEY value="STATUS">FINISHED</KEY></HEADER><IP value="192.0.2.1"><VULNS><CAT value="ftp" port="21">' +
      `<VULN ${name} severity="3"><TITLE>A title</TITLE></VULN></CAT></VULNS></IP></SCAN>\n`,
  );

describe.concurrent('a check is the same by its text id and by our number', () => {
  const conditions = [
    ['id=ftp_anonymous', 1],
    ['id=7000047', 1],
    ['id=ftp_*', 1],
    ['id!=ftp_anonymous', 0],
    ['not id=7000047', 0],
    ['id=telnet_open', 0],
  ] as const;

  it('in conditions', async (context) => {
    const box = sandbox(context);
    const own = (...args: readonly string[]) => openguard(box, undefined, args);
    const [numbered, named] = [report(box, 2, 'number="7000047"'), report(box, 3, 'value="ftp_anonymous"')];
    expectDone(await own('import', numbered, named));
    for (const source of [numbered, named])
      for (const [condition, code] of conditions)
        expect([condition, (await own('score', source, '--fail-on', condition)).code]).toEqual([
          condition,
          code,
        ]);
    for (const [condition, code] of conditions.slice(0, 2)) {
      expect((await own('vulnsummary', numbered, '--fail-on', condition)).code).toBe(code);
      expect((await own('compare', named, numbered, '--fail-on', condition)).code).toBe(code);
      expect((await own('history', '--fail-on', condition)).code).toBe(code);
    }
  });

  for (const check of ['ftp_anonymous', '7000047'])
    it(`in an acceptance of ${check}`, async (context) => {
      const box = sandbox(context);
      const own = (...args: readonly string[]) => openguard(box, undefined, args);
      const [numbered, named] = [report(box, 2, 'number="7000047"'), report(box, 3, 'value="ftp_anonymous"')];
      expectDone(await own('import', numbered, named));
      const accepted = ['--owner', 'ann', '--reason', 'a mirror', '--until', '2999-12-31'];
      expect((await own('accept', check, ...accepted)).stderr).toBe('');
      for (const source of [['vulnsummary', numbered], ['score', named], ['history']]) {
        const { code, stderr } = await own(...source, '--fail-on', 'severity>=1');
        expect([code, stderr]).toEqual([
          0,
          expect.stringContaining('let through: accepted until 2999-12-31'),
        ]);
      }
    });
});
