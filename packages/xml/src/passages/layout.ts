import { FRONT } from '../bytes/window-memory.js';

/** Names that are looked at, by their numbers: the first of a document, and all of any report. */
export const NAMES = 128;

/** Bytes for one passage that is known: those that stood behind an element, and facts of them. */
export const PASSAGE = 192;
/** Longest passage, in bytes; those of reports have up to 110. */
export const LONGEST = 144;
/** Within them: the last eight bytes of the passage once more, and the mask of its last vector. */
export const LAST = PASSAGE - 48;
export const MASK = LAST + 8;
/** How long it is, 0 if there is none, and the next name. Four bytes each, like all that follow. */
export const FACT = 4;
export const LENGTH = MASK + 16;
export const NEXT = LENGTH + FACT;
/** Where its blanks begin and end; those behind the record that ends, where one does. */
export const BLANKS_FROM = NEXT + FACT;
export const BLANKS_TO = BLANKS_FROM + FACT;
/** The name of the element that ends in it and begins again, plus one; 0 if none does. */
export const TURNS = BLANKS_TO + FACT;

/** So many passages are known of each name: what may be left out makes two of one. */
export const KNOWN = 2;
export const NAME = KNOWN * PASSAGE;

/** Of each name: what is done with an element that stands here. */
export const FATES = NAMES * NAME;
/** Nobody knows yet, or it is none of a record. */
export const STOP = 0;
/** It is checked, and nothing of it is told. */
export const SKIP = 1;
/** Its text is told. */
export const TELL = 2;

/** What a run has found: its leaves, where the last element begins, and its name. */
export const FOUND = FATES + NAMES;
export const FOUND_LEAVES = 0;
export const FOUND_TOKEN = 1;
export const FOUND_NAME = 2;

/**
 * The leaves: three numbers of each, its name and where its text begins and ends. An element that ends and begins again
 * stands among them as {@link TURN}, where its end tag ends, and where its start tag begins.
 */
export const LEAVES = FOUND + 16;
export const LEAF = 3;
export const TURN = -1;
/** So many at most. */
export const MOST_LEAVES = 64;

if (LEAVES + MOST_LEAVES * LEAF * 4 > FRONT) throw new RangeError('the front of a window is too small');
