import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{packages,apps,tooling}/*/src/**/*.test.ts', '{packages,apps,tooling}/*/test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/*.system.test.ts'],
    pool: 'threads',
    testTimeout: 20_000,
  },
});
