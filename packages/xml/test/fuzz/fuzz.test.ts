import { describe, it } from 'vitest';
import { CORPUS } from './corpus.js';
import { LAWS, seek } from './laws.js';

/** So long each law is put to the test here; `pnpm --filter @openguard/xml run fuzz -- --seconds N` goes on. */
const MILLISECONDS = 1500;

describe('documents that were changed at random', () => {
  it.each(Object.keys(LAWS) as (keyof typeof LAWS)[])('break no law: %s', (law) => {
    seek(law, CORPUS, MILLISECONDS);
  });
});
