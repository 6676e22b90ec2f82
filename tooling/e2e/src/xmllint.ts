import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { ask } from './http.js';
import type { Sandbox } from './sandbox.js';
import type { Server } from './server.js';

const SEEDS_DTD = fileURLToPath(new URL('../documents/scan-2001.dtd', import.meta.url));

const JUDGE = 'xmllint';

const validate = (report: string, dtd: string): void => {
  execFileSync(JUDGE, ['--noout', '--dtdvalid', dtd, report], { stdio: 'pipe' });
};

/** The report obeys the DTD that the server gives and the one of 2001; both refuse one that is changed. */
export const expectValid = async (box: Sandbox, server: Server, report: string): Promise<void> => {
  const ours = box.write('ours.dtd', (await ask(server, '/scan-1.dtd')).body);
  const right = box.write('right.xml', report);
  const wrong = box.write('wrong.xml', report.replace('</HEADER>', '</HEADER><HEADER/>'));
  for (const dtd of [ours, SEEDS_DTD]) {
    expect(() => validate(right, dtd)).not.toThrow();
    expect(() => validate(wrong, dtd)).toThrow(/SCAN content does not follow the DTD/);
  }
};
