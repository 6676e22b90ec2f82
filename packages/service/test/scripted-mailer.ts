import type { Handover, Letter, Mailer } from '../src/index.js';

/** A mailer that answers as it was told, once each, and then takes everything. */
export const scriptedMailer = (...handovers: readonly Handover[]) => {
  const handed: Letter[] = [];
  const answers = [...handovers];
  const mailer: Mailer = {
    hand: (letter) => {
      handed.push(letter);
      return Promise.resolve(answers.shift() ?? { tag: 'taken' });
    },
  };
  return { mailer, handed };
};
