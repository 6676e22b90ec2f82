/** How far a reply is. */
export interface Progress {
  /** Bytes that its reader has taken so far. */
  readonly bytes: number;
  /** How much of a scan or map is done, when the server says so while it holds the reply. */
  readonly percent?: number;
}

/** Our server says in comments how far it is. */
const TOLD = /keep-alive: ([0-9]{1,3}) %/g;
/** Comments come alone; a long chunk is the report itself. */
const LONGEST = 2000;
/** As much as one comment that stands in two chunks. */
const OVERLAP = 40;

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
    if (chunk.byteLength > LONGEST) {
      before = '';
    } else {
      const text = before + Buffer.from(chunk).toString('latin1');
      const told = [...text.matchAll(TOLD)].at(-1)?.[1];
      if (told !== undefined) percent = Math.min(100, Number(told));
      before = text.slice(-OVERLAP);
    }
    onProgress({ bytes, ...(percent === undefined ? {} : { percent }) });
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
