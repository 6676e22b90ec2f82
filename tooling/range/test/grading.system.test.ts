// needs: range, nmap, postgres, openssl
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const PATIENCE_MS = 400_000;

interface Found {
  readonly plant: string;
}
interface Grade {
  readonly found: readonly Found[];
  readonly missed: readonly Found[];
  readonly falseAlarms: readonly Found[];
}

/** Two minutes of waiting for nmap, which a check of every change has not: ask for it. */
const isAsked = process.env['OPENGUARD_RANGE'] === '1';

it.runIf(isAsked)('finds what is planted in a small range, and nothing of what is repaired', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'openguard-range-'));
  const json = join(folder, 'grades.json');
  try {
    const args = [PROGRAM, 'table', '--small', '--only', 'found,map', '--json', json];
    await promisify(execFile)(process.execPath, args, { timeout: PATIENCE_MS, killSignal: 'SIGKILL' });
    const { graded, map } = JSON.parse(readFileSync(json, 'utf8')) as {
      graded: { readonly found: readonly { readonly grade: Grade }[] };
      map: { readonly missed: readonly string[]; readonly invented: readonly string[] };
    };
    expect(map).toMatchObject({ missed: [], invented: [] });
    const [own] = graded.found;
    expect(own?.grade.found.length).toBeGreaterThan(8);
    expect(own?.grade.missed).toEqual([]);
    expect(own?.grade.falseAlarms).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
