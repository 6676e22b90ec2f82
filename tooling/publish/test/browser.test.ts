import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundlePage } from '../src/bundle-page.js';

it('reports are read in a browser without anything of Node', async () => {
  const { code, imports, warnings } = await bundlePage(join(import.meta.dirname, 'browser', 'page.ts'));
  expect({ imports, warnings }).toEqual({ imports: [], warnings: [] });
  expect(code).toContain('SCAN_REPORT_LIST');
});

it('the control: something of Node is noticed', async () => {
  const folder = mkdtempSync(join(import.meta.dirname, 'control-'));
  try {
    writeFileSync(
      join(folder, 'page.ts'),
      "import { inspect } from 'node:util';\nconsole.log(inspect(1));\n",
    );
    const { imports, warnings } = await bundlePage(join(folder, 'page.ts'));
    expect([...imports, ...warnings].join()).toContain('node:util');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
