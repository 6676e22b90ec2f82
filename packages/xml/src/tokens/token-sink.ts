import type { Run } from '../passages/run.js';
import type { TagReader } from './tag-reader.js';

/** Who is told about checked tokens. Positions are of the window and count only during the call. */
export interface TokenSink {
  /** Whether text is of interest where the scanner is. */
  readonly wantsText: boolean;
  /** Of elements deeper than this nothing is told. */
  readonly quiet: number;
  /** What is done with the elements that stand beside the innermost, by their names, if they may be told together. */
  readonly fates: Uint8Array | undefined;
  /** Whether the element around them may end and begin again among those that are told together. */
  readonly mayTurn: boolean;
  /** Whether so much was told that somebody should take it before anything else is. */
  readonly isFull: boolean;
  /** A start tag, as its reader has it; the element is not open yet. */
  readonly open: (start: number, tag: TagReader, end: number) => void;
  /**
   * The end of the innermost element, at `start`, which is not open any more; blanks from `from` to `to`; and the
   * start tag of the next one, which has no attributes.
   */
  readonly follow: (start: number, from: number, to: number, tag: TagReader) => void;
  /** Elements that follow one another, none of which is open at the moment. */
  readonly pass: (run: Run) => void;
  /** The end of the innermost element, which is not open any more. */
  readonly close: (start: number, end: number) => void;
  /** Text, or the inside of a CDATA section, in the root. */
  readonly text: (start: number, end: number, references: boolean) => void;
  /** The inside of a processing instruction before the root. */
  readonly instruction: (start: number, end: number) => void;
}

const nothing = (): void => undefined;

/** Is told nothing. */
export const SILENT: TokenSink = {
  wantsText: false,
  quiet: 0,
  fates: undefined,
  mayTurn: false,
  isFull: false,
  open: nothing,
  follow: nothing,
  pass: nothing,
  close: nothing,
  text: nothing,
  instruction: nothing,
};
