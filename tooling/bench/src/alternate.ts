/**
 * Takes every subject once in each round, in turn forwards and backwards, so that none always goes first or
 * always follows the same one. Returns each subject's measurements, one a round.
 */
export const alternate = async <S, M>(
  subjects: readonly S[],
  rounds: number,
  measure: (subject: S, round: number) => Promise<M>,
): Promise<ReadonlyMap<S, readonly M[]>> => {
  const measured = new Map<S, M[]>(subjects.map((subject) => [subject, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const subject of round % 2 === 0 ? subjects : subjects.toReversed()) {
      measured.get(subject)?.push(await measure(subject, round));
    }
  }
  return measured;
};
