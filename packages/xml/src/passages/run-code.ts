import {
  add,
  all,
  and,
  block,
  byteAt,
  compiling,
  get,
  highBits,
  int,
  intAt,
  isAny,
  isAtLeast,
  isAtMost,
  isOther,
  isSame,
  isZero,
  leave,
  leaveWhen,
  loop,
  lowestBit,
  or,
  pairAt,
  put,
  same,
  set,
  times,
  vectorAt,
  VECTOR,
  when,
  xor,
} from '../bytes/vector-code.js';
import {
  FATES,
  FOUND,
  FOUND_LEAVES,
  FOUND_NAME,
  FOUND_TOKEN,
  LEAF,
  LEAVES,
  LENGTH,
  MASK,
  MOST_LEAVES,
  NEXT,
  PASSAGE,
  STOP,
  TELL,
} from './layout.js';

const LESS = 0x3c;
const GREATER = 0x3e;
const AMPERSAND = 0x26;
const CLOSE_BRACKET = 0x5d;
/** `<![CDATA[` in two words and a byte, and `]>`. */
const CDATA = [0x435b213c, 0x41544144, 0x5b] as const;
const CDATA_END = 0x3e5d;

// What the function is given: where it begins, where the window ends, and the name of the element that is open.
const I = 0;
const END = 1;
const NAME = 2;
// Its own: where the text began, how many leaves it has noted, and what it has at hand.
const TOKEN = 3;
const NOTED = 4;
const FOUND_BITS = 5;
const KNOWN = 6;
const LEFT = 7;
const AT = 8;
const VECTOR_AT_HAND = 9;

const i = get(I);
const here = get(AT);
const NOWHERE = int(0);
const passage = times(get(NAME), int(PASSAGE));
const step = (local: number, by: number) => set(local, add(get(local), int(by)));
const noteIn = (field: number, value: number) => put(NOWHERE, FOUND + field * 4, get(value));

/** `I` is at the next `<`, `>` or `&`: the first two differ in one bit. */
const findMarkup = [
  loop(
    set(VECTOR_AT_HAND, vectorAt(i)),
    set(
      FOUND_BITS,
      highBits(
        or(
          same(or(get(VECTOR_AT_HAND), all(LESS ^ GREATER)), all(GREATER)),
          same(get(VECTOR_AT_HAND), all(AMPERSAND)),
        ),
      ),
    ),
    step(I, VECTOR),
    leaveWhen(0, isZero(get(FOUND_BITS))),
  ),
  set(I, add(add(i, int(-VECTOR)), lowestBit(get(FOUND_BITS)))),
];

/**
 * `AT` and `LEFT` are at the last vector of the known passage, if all before it are the same.
 *
 * @param otherwise what is left if not, seen from here
 */
const compareAllButLast = (otherwise: number) => [
  set(AT, i),
  set(KNOWN, passage),
  block(
    loop(
      leaveWhen(1, isAtMost(get(LEFT), int(VECTOR))),
      leaveWhen(otherwise + 2, isAny(xor(vectorAt(here), vectorAt(get(KNOWN))))),
      step(AT, VECTOR),
      step(KNOWN, VECTOR),
      step(LEFT, -VECTOR),
      leave(0),
    ),
  ),
];

/** An element that is told is a leaf, and stands in the list of them. */
const noteLeaf = when(
  // What is told ends here, as text without references.
  isSame(byteAt(get(NAME), FATES), int(TELL)),
  set(KNOWN, times(get(NOTED), int(LEAF * 4))),
  put(get(KNOWN), LEAVES, get(NAME)),
  put(get(KNOWN), LEAVES + 4, get(TOKEN)),
  put(get(KNOWN), LEAVES + 8, i),
  step(NOTED, 1),
);

/** `AT` is behind the `]` of the next `]]>`. What is left around if there is none is `otherwise`, seen from here. */
const findCdataEnd = (otherwise: number) =>
  loop(
    block(
      set(FOUND_BITS, highBits(same(vectorAt(here), all(CLOSE_BRACKET)))),
      leaveWhen(0, get(FOUND_BITS)),
      step(AT, VECTOR),
      leaveWhen(otherwise + 2, isAtLeast(here, get(END))),
      leave(1),
    ),
    set(AT, add(here, add(lowestBit(get(FOUND_BITS)), int(1)))),
    leaveWhen(otherwise + 1, isAtLeast(add(here, int(1)), get(END))),
    leaveWhen(0, isOther(pairAt(here), int(CDATA_END))),
  );

/**
 * Reads text in an element, the passage behind it if that is known, text in the next, and so on, as long as it can.
 * Gives back how far it came; all before is checked. It stops at everything else, and at the end of the window.
 */
export const compiledRun = compiling(3, 6, [
  set(TOKEN, i),
  block(
    loop(
      ...findMarkup,
      leaveWhen(1, isAtLeast(i, get(END))),
      leaveWhen(1, isOther(byteAt(i), int(LESS))),
      block(
        set(LEFT, intAt(passage, LENGTH)),
        leaveWhen(0, isZero(get(LEFT))),
        leaveWhen(2, isAtLeast(add(i, get(LEFT)), get(END))),
        ...compareAllButLast(0),
        leaveWhen(0, isAny(and(xor(vectorAt(here), vectorAt(get(KNOWN))), vectorAt(passage, MASK)))),
        leaveWhen(2, isSame(byteAt(intAt(passage, NEXT), FATES), int(STOP))),
        leaveWhen(2, isAtLeast(get(NOTED), int(MOST_LEAVES))),
        noteLeaf,
        set(NAME, intAt(passage, NEXT)),
        set(I, add(here, get(LEFT))),
        set(TOKEN, i),
        leave(1),
      ),
      // A CDATA section in what is not told is text, too.
      leaveWhen(1, isSame(byteAt(get(NAME), FATES), int(TELL))),
      ...CDATA.map((part, index) =>
        leaveWhen(1, isOther((index === 2 ? byteAt : intAt)(i, index * 4), int(part))),
      ),
      set(AT, add(i, int(9))),
      findCdataEnd(1),
      set(I, add(here, int(2))),
      set(TOKEN, i),
      leave(0),
    ),
  ),
  noteIn(FOUND_LEAVES, NOTED),
  noteIn(FOUND_TOKEN, TOKEN),
  noteIn(FOUND_NAME, NAME),
  i,
]);
