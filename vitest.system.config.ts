import { defineConfig } from 'vitest/config';

/** Tests that need nmap, root or other tools of the system; one file at a time, since they share the machine. */
export default defineConfig({
  test: {
    include: [
      '{packages,apps,tooling}/*/src/**/*.system.test.ts',
      '{packages,apps,tooling}/*/test/**/*.system.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
