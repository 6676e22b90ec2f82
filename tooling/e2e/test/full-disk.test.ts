import { closeSync, existsSync, openSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { openguard } from '../src/commands.js';
import { expectComplaint, expectDone } from '../src/expectations.js';
import { sandbox } from '../src/sandbox.js';
import { startServer } from '../src/server.js';

vi.setConfig({ testTimeout: 90_000 });

const REF = 'scan/1577934245.00001';
/** A file of Linux that is always full. */
const FULL = '/dev/full';

describe.concurrent('a report that cannot be written', () => {
  it('because of its folder or its name is found out before anything is scanned', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    box.folder('taken');
    for (const [name, words] of [
      ['no/report.xml', /cannot write no\/report\.xml: ENOENT/],
      ['taken', /cannot write taken: it is a directory/],
    ] as const) {
      expectComplaint(await openguard(box, server, ['scan', '127.0.0.1', '--save', '-o', name]), 7, words);
    }
    expect(server.process.stderr()).not.toContain('asks for a scan');
  });

  it.skipIf(!existsSync(FULL))('because the disk is full', async (context) => {
    const box = sandbox(context);
    const server = await startServer(box);
    expectDone(await openguard(box, server, ['scan', '127.0.0.1', '--save', '--json']));
    box.write('report.xml', expectDone(await openguard(box, server, ['report', REF])));
    for (const args of [
      ['scan', '127.0.0.1', '--save', '-o', FULL],
      ['report', REF, '-o', FULL],
    ]) {
      const failed = await openguard(box, server, args);
      expectComplaint(failed, 7, /cannot write \/dev\/full: the disk is full/);
    }
    const full = openSync(FULL, 'w');
    for (const args of [['report', REF], ['scans'], ['decode', 'report.xml']]) {
      const failed = await openguard(box, server, args, { stdout: full });
      expectComplaint(failed, 7, /cannot write standard output: the disk is full/);
    }
    closeSync(full);
  });
});
