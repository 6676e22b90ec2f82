import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{packages,apps,tooling}/*/src/**/*.test.ts', '{packages,apps,tooling}/*/test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/*.system.test.ts'],
    pool: 'threads',
    // Many tests wait for a process or a socket: as many files at a time as there are cores keep them busy.
    maxWorkers: availableParallelism(),
    testTimeout: 20_000,
  },
});
