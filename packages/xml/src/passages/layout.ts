import { FRONT } from '../bytes/window-memory.js';

/** Names that are looked at, by their numbers: the first of a document, and all of any report. */
export const NAMES = 256;

/** Bytes for what is known of each name: those that stood behind its element, and four facts of them. */
export const PASSAGE = 128;
/** Longest passage, in bytes; those of reports have up to 80. */
export const LONGEST = 88;
/** Within them: the last eight bytes of the passage once more, and the mask of its last vector. */
export const LAST = PASSAGE - 40;
export const MASK = LAST + 8;
/** How long it is, 0 if there is none; the next name; where its blanks begin and end. Four bytes each. */
export const FACT = 4;
export const LENGTH = MASK + 16;
export const NEXT = LENGTH + FACT;
export const BLANKS_FROM = NEXT + FACT;
export const BLANKS_TO = BLANKS_FROM + FACT;

/** Of each name: what is done with an element that stands here. */
export const FATES = NAMES * PASSAGE;
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

/** The leaves: three numbers of each, its name and where its text begins and ends. */
export const LEAVES = FOUND + 16;
export const LEAF = 3;
/** So many at most. */
export const MOST_LEAVES = 64;

if (LEAVES + MOST_LEAVES * LEAF * 4 > FRONT) throw new RangeError('the front of a window is too small');
