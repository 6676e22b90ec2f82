import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const APART = '**/*.alone.test.ts';

export default defineConfig({
  test: {
    exclude: ['**/node_modules/**', '**/dist/**', '**/*.system.test.ts'],
    pool: 'threads',
    // Many tests wait for a process or a socket: one file more than there are cores keeps them busy.
    maxWorkers: availableParallelism() + 1,
    // It ends what hangs; on a busy machine the longest laws take several times their eight seconds.
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: [
            '{packages,apps,tooling}/*/src/**/*.test.ts',
            '{packages,apps,tooling}/*/test/**/*.test.ts',
          ],
          exclude: [APART],
          // Starting a thread anew for each file, and loading everything in it again, takes as long as the tests.
          isolate: false,
        },
      },
      // What asks whether something is loaded needs a thread in which nothing else ran.
      { extends: true, test: { name: 'alone', include: [APART], isolate: true } },
    ],
  },
});
