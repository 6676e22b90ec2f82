import { readdirSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { openguard } from '../src/commands.js';
import { expectComplaint, jsonOf } from '../src/expectations.js';
import { sandbox, type Sandbox } from '../src/sandbox.js';

vi.setConfig({ testTimeout: 90_000 });

const FINDINGS = 25_000;

/** A report that needs more room than comparisons take in memory; one finding in 5,000 is another one in each. */
const reportOf = (turned: boolean): string => {
  const findings = Array.from({ length: FINDINGS }, (_, i) => {
    const id = i % 5000 === 7 ? `w${i}-${turned}` : `w${i}`;
    return `<VULN value="${id}" severity="3"><TITLE>${'t'.repeat(80)}</TITLE></VULN>`;
  });
  if (turned) findings.reverse();
  const head = '<SCAN value="scan/1.1"><HEADER><KEY value="TARGET">192.0.2.1</KEY></HEADER>';
  return `${head}<IP value="192.0.2.1"><INFOS/><VULNS><CAT value="c">${findings.join('')}</CAT></VULNS></IP></SCAN>`;
};

const written = (box: Sandbox): readonly string[] => {
  box.write('older.xml', reportOf(false));
  box.write('newer.xml', reportOf(true));
  return ['compare', 'older.xml', 'newer.xml', '--json'];
};

describe.concurrent('a comparison that memory has no room for', () => {
  it('is sorted on the disk, of which nothing is left', async (context) => {
    const box = sandbox(context);
    const args = written(box);
    const folder = box.folder('temporary');
    const compared = jsonOf(await openguard(box, undefined, args, { environment: { TMPDIR: folder } }));
    expect(compared).toMatchObject({
      change: 0,
      totals: {
        findings: { new: 5, fixed: 5, 'not tested': 0, changed: 0, same: FINDINGS - 5 },
        inferred: 5,
      },
    });
    // Node keeps compiled code there, too.
    expect(readdirSync(folder).filter((name) => name !== 'node-compile-cache')).toEqual([]);
  });

  it('says that there is no room on the disk either', async (context) => {
    const box = sandbox(context);
    const args = written(box);
    const failed = await openguard(box, undefined, args, {
      environment: { TMPDIR: box.write('no-folder', '') },
    });
    expectComplaint(failed, 7, /cannot write what is sorted in .*no-folder: ENOTDIR/);
    expect(failed.stdout).toBe('');
  });
});
