/** The accuracy of a recognised operating system, in percent: that of an exact match, and from which on it names a host. */
export const SYSTEM_ACCURACY = { exact: 100, certain: 85 } as const;

/** A system as nmap recognised it, with an accuracy in percent. */
interface RecognisedSystem {
  readonly name: string;
  readonly accuracy: number;
}

const { exact: EXACT, certain: CERTAIN } = SYSTEM_ACCURACY;

/**
 * What a finding of the check `os` says: all exact matches, or else the best one with a coarse accuracy, since the exact
 * figure moves by a point or two from scan to scan of the same host, and the lesser matches with it.
 */
export const systemResult = (matches: readonly RecognisedSystem[]): string => {
  const exact = matches.filter(({ accuracy }) => accuracy >= EXACT);
  if (exact.length > 0) return `${exact.map(({ name }) => name).join(', ')} (${EXACT} %)`;
  const [best] = matches;
  if (best === undefined) return '';
  const sure = best.accuracy < CERTAIN ? `below ${CERTAIN} %, uncertain` : `at least ${CERTAIN} %`;
  return `${best.name} (${sure})`;
};

const NAMED = new RegExp(`^(.+) \\((?:${EXACT}|at least ${CERTAIN}) %\\)$`, 's');

/** The system that such a result names a host by; `undefined` for one that is uncertain, and for other texts. */
export const systemIn = (result: string): string | undefined => NAMED.exec(result.trim())?.[1];
