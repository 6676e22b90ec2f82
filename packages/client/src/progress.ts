/** How far a reply is. */
export interface Progress {
  /** Bytes that its reader has taken so far. */
  readonly bytes: number;
  /** How much of a scan or map is done, when the server says so while it holds the reply. */
  readonly percent?: number;
  /** How many seconds it still takes, from now on; told only along with `percent`, when the server can foretell it. */
  readonly secondsLeft?: number;
}

/** Our server says in comments how far it is, and how long it still takes. */
const TOLD = /keep-alive: ([0-9]{1,3}) %(?: done)?(?:, about ([0-9]{1,8}) s left)? -->/g;
/** Comments come alone; a long chunk is the report itself. */
const LONGEST = 2000;
/** As much as one comment that stands in two chunks. */
const OVERLAP = 80;

/** The same bytes, whose reader is told how far it is. */
export const withProgress = (
  source: AsyncIterable<Uint8Array>,
  onProgress: (progress: Progress) => void,
): AsyncIterable<Uint8Array> => {
  let bytes = 0;
  let percent: number | undefined;
  let before = '';
  const note = (chunk: Uint8Array): void => {
    bytes += chunk.byteLength;
    let secondsLeft: number | undefined;
    if (chunk.byteLength > LONGEST) {
      before = '';
    } else {
      const text = before + Buffer.from(chunk).toString('latin1');
      const told = [...text.matchAll(TOLD)].at(-1);
      if (told !== undefined) percent = Math.min(100, Number(told[1]));
      if (told?.[2] !== undefined) secondsLeft = Number(told[2]);
      before = text.slice(told === undefined ? 0 : told.index + told[0].length).slice(-OVERLAP);
    }
    onProgress({
      bytes,
      ...(percent === undefined ? {} : { percent }),
      ...(secondsLeft === undefined ? {} : { secondsLeft }),
    });
  };
  return {
    [Symbol.asyncIterator]: () => {
      const chunks = source[Symbol.asyncIterator]();
      return {
        next: async () => {
          const next = await chunks.next();
          if (next.done !== true) note(next.value);
          return next;
        },
        return: async () => {
          await chunks.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
};
