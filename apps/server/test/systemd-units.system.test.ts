// needs: systemd, where there is one; it is nothing that tests could bring
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const UNITS = ['openguard-server.service', 'openguard-worker.service'];

const test = it.skipIf(spawnSync('systemd-analyze', ['--version']).status !== 0);

/** systemd's mark for exposure, in tenths: 0 is none, 20 is what it calls OK. */
const MOST_EXPOSED = '20';

const unitOf = (name: string): string =>
  readFileSync(new URL(`../deploy/systemd/${name}`, import.meta.url), 'utf8');

/** A unit whose program is there on every machine. */
const written = (name: string, text: string): string => {
  const directory = mkdtempSync(join(tmpdir(), 'openguard-units-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, name);
  writeFileSync(path, text.replace('/usr/bin/openguard-server', '/bin/true'));
  return path;
};

const analyze = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
  return { status, said: stdout + stderr };
};

test.each(UNITS)('%s is what systemd understands', (name) => {
  const said = analyze('verify', '--man=no', written(name, unitOf(name)));
  expect(said).toEqual({ status: 0, said: '' });
  const wrong = analyze('verify', '--man=no', written(name, unitOf(name).replace('UMask=', 'UMassk=')));
  expect(wrong.said).toContain('UMassk');
});

test.each(UNITS)('%s gives away little', (name) => {
  const judge = (text: string) =>
    analyze('security', '--offline=yes', '--no-pager', `--threshold=${MOST_EXPOSED}`, written(name, text))
      .status;
  expect(judge(unitOf(name))).toBe(0);
  expect(judge(unitOf(name).replace('User=openguard\n', '').replace('NoNewPrivileges=yes\n', ''))).not.toBe(
    0,
  );
});

it('both units give away the same', () => {
  const rest = UNITS.map((name) =>
    unitOf(name).replace(/^(?:#|Description=|EnvironmentFile=|ExecStart=).*\n/gm, ''),
  );
  expect(rest[0]).toBe(rest[1]);
});
