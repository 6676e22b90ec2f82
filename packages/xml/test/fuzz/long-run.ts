import { readCases } from '../conformance/catalogue.js';
import { CORPUS } from './corpus.js';
import { LAWS, seek } from './laws.js';

/** Documents that are larger are changed too rarely where it counts. */
const SMALL = 2000;

/** So long one law is put to the test before the next has its turn. */
const TURN = 10_000;

/**
 * Puts every law to the test in turns, with the documents of the conformance suite as well; the exit code is 0
 * when none is broken.
 */
export const longRun = (seconds: number, say: (line: string) => void): number => {
  const suite = readCases()
    .map(({ document }) => document)
    .filter(({ length }) => length < SMALL);
  const corpora = [CORPUS, [...CORPUS, ...suite]];
  const end = Date.now() + seconds * 1000;
  let broken = 0;
  for (let turn = 0; Date.now() < end; turn += 1) {
    const laws = Object.keys(LAWS) as (keyof typeof LAWS)[];
    const law = laws[turn % laws.length] ?? 'cutting';
    const corpus = corpora[Math.floor(turn / laws.length) % corpora.length] ?? CORPUS;
    try {
      const tried = seek(law, corpus, Math.min(TURN, end - Date.now()));
      say(`${law}: ${tried} documents`);
    } catch (error) {
      // Whatever a law or the reader throws is a find.
      broken += 1;
      say(`${law}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return broken === 0 ? 0 : 1;
};
